/** The rows, only those in view; moved through by keys; the next page asked for near the end. */

import { Box } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useShortcut } from '../../shell/ShortcutsProvider.tsx';
import { ROW_HEIGHT } from '../sizes.ts';
import type { DeskRoute } from '../use-desk-route.ts';
import { DossierRowLink } from './DossierRowLink.tsx';
import { type DeskList, showsOneState } from './desk-list.ts';

export interface RowsHandle {
  readonly isAtTop: () => boolean;
  /** The pointer is on the rows and was moved a moment ago. */
  readonly handIsOn: () => boolean;
  readonly toTop: () => void;
}

interface RowsProps {
  readonly ref: Ref<RowsHandle>;
  readonly list: DeskList;
  readonly route: DeskRoute;
  readonly onEnd: () => void;
  readonly loadingMore: boolean;
}

const NEAR_END = 15;
const HAND_MS = 2000;

/** Which row the keys are at: by id, since rows come and go above it. */
function useCursor(list: DeskList, open: string | undefined, show: (index: number) => void) {
  const box = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [wantsFocus, setWantsFocus] = useState(false);
  const indexOf = (id: string | null | undefined) => list.rows.findIndex((r) => r.id === id);
  const moveBy = (step: 1 | -1) => {
    const from = Math.max(indexOf(cursor), cursor ? -1 : indexOf(open));
    const to = Math.min(list.rows.length - 1, Math.max(0, from + step));
    const row = list.rows[to];
    if (!row) return;
    show(to);
    setCursor(row.id);
    setWantsFocus(true);
  };
  useEffect(() => {
    if (!wantsFocus || !cursor) return;
    const link = box.current?.querySelector<HTMLElement>(`[data-dossier="${CSS.escape(cursor)}"]`);
    link?.focus({ preventScroll: true });
    if (link) setWantsFocus(false);
  });
  return { box, moveBy, cursor, setCursor };
}

function useHand() {
  const movedAt = useRef(0);
  return {
    isOn: () => Date.now() - movedAt.current < HAND_MS,
    handlers: {
      onPointerMove: () => {
        movedAt.current = Date.now();
      },
      onPointerLeave: () => {
        movedAt.current = 0;
      },
    },
  };
}

export function Rows({ ref, list, route, onEnd, loadingMore }: RowsProps) {
  const t = useTranslate();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: list.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => list.rows[index]?.id ?? index,
    overscan: 8,
  });
  const hand = useHand();
  const { box, moveBy, cursor, setCursor } = useCursor(list, route.dossierId, (index) => virtual.scrollToIndex(index));
  useShortcut('next', () => moveBy(1));
  useShortcut('previous', () => moveBy(-1));
  useImperativeHandle(ref, () => ({
    isAtTop: () => (scroller.current?.scrollTop ?? 0) < ROW_HEIGHT / 2,
    handIsOn: hand.isOn,
    toTop: () => virtual.scrollToOffset(0),
  }));
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const drawn = items.map(({ index }) => list.rows[index]?.id);
  // One Tab stop for the whole list: where the keys are, else the open dossier, else the first row.
  const stop = [cursor, route.dossierId].find((id) => id && drawn.includes(id)) ?? drawn[0];
  const wantsMore = list.next !== null && last >= list.rows.length - NEAR_END;
  useEffect(() => {
    if (wantsMore) onEnd();
  });
  const withState = !showsOneState(list, route.filter);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    moveBy(event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <Box
      ref={scroller}
      {...hand.handlers}
      onKeyDown={onKeyDown}
      sx={{ flex: 1, minHeight: 0, overflowY: 'auto', contain: 'strict' }}
    >
      <Box
        ref={box}
        role="list"
        aria-label={t('pli.desk.list')}
        sx={{ position: 'relative', height: virtual.getTotalSize() }}
      >
        {items.map(({ key, index, start }) => {
          const row = list.rows[index];
          return (
            row && (
              <DossierRowLink
                key={key}
                row={row}
                top={start}
                index={index}
                count={list.next === null ? list.rows.length : -1}
                open={row.id === route.dossierId}
                leaving={list.leaving.includes(row.id)}
                stop={row.id === stop}
                withState={withState}
                href={route.hrefOf(row.id)}
                onFocus={setCursor}
              />
            )
          );
        })}
      </Box>
      {loadingMore && (
        <Box role="status" sx={{ p: 1, textAlign: 'center', color: 'text.secondary' }}>
          {t('pli.loading')}
        </Box>
      )}
    </Box>
  );
}
