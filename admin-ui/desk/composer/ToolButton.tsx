/** One button of the toolbar. */
import { IconButton, Tooltip } from '@mui/material';
import type { MouseEvent, ReactNode } from 'react';

interface ToolButtonProps {
  readonly label: string;
  readonly pressed?: boolean | undefined;
  readonly expanded?: boolean | undefined;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
  readonly children: ReactNode;
}

export function ToolButton({ label, pressed, expanded, onClick, children }: ToolButtonProps) {
  return (
    <Tooltip title={label}>
      <IconButton
        aria-label={label}
        aria-pressed={pressed}
        aria-expanded={expanded}
        onClick={onClick}
        sx={({ pli }) => ({
          width: 28,
          height: 28,
          color: pressed ? pli.accent : pli.muted,
          bgcolor: pressed ? pli.selected : 'transparent',
        })}
      >
        {children}
      </IconButton>
    </Tooltip>
  );
}
