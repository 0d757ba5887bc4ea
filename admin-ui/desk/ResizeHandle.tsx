/** The line between list and thread, moved by hand or by the arrow keys. */
import { Box } from '@mui/material';
import type { KeyboardEvent, PointerEvent } from 'react';
import { LIST_WIDTH } from './sizes.ts';

interface ResizeHandleProps {
  readonly width: number;
  readonly onChange: (width: number) => void;
  readonly label: string;
}

const STEP = 16;
const clamp = (width: number) => Math.min(LIST_WIDTH.max, Math.max(LIST_WIDTH.min, Math.round(width)));

export function ResizeHandle({ width, onChange, label }: ResizeHandleProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by) onChange(clamp(width + by));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const list = event.currentTarget.previousElementSibling;
    if (list) onChange(clamp(event.clientX - list.getBoundingClientRect().left));
  };
  return (
    <Box
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={LIST_WIDTH.min}
      aria-valuemax={LIST_WIDTH.max}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event: PointerEvent<HTMLElement>) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      sx={({ pli }) => ({
        width: 9,
        mx: '-4px',
        zIndex: 1,
        flex: 'none',
        cursor: 'col-resize',
        touchAction: 'none',
        background: `linear-gradient(${pli.line}, ${pli.line}) center / 1px 100% no-repeat`,
        '&:hover, &:focus-visible': {
          background: `linear-gradient(${pli.accent}, ${pli.accent}) center / 3px 100% no-repeat`,
        },
      })}
    />
  );
}
