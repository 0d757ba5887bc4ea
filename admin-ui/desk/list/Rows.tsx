/** The rows, only those in view; moved through by keys; the next page asked for near the end. */

import { Box } from '@mui/material';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { useTranslate } from 'react-admin';
import { ROW_HEIGHT } from '../sizes.ts';
import type { DeskRoute } from '../use-desk-route.ts';
import type { Selection } from '../use-selection.ts';
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
  readonly selection: Selection;
  readonly onEnd: () => void;
  readonly loadingMore: boolean;
}

const NEAR_END = 15;
const HAND_MS = 2000;

/** Brings the row that was gone to into view, and the focus to it. */
function useFocusWanted(list: DeskList, { wantsFocus, onFocused }: Selection, show: (index: number) => void) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!wantsFocus) return;
    const index = list.rows.findIndex(({ id }) => id === wantsFocus);
    if (index === -1) return;
    show(index);
    const link = box.current?.querySelector<HTMLElement>(`[data-dossier="${CSS.escape(wantsFocus)}"]`);
    link?.focus({ preventScroll: true });
    if (link) onFocused();
  });
  return box;
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

export function Rows({ ref, list, route, selection, onEnd, loadingMore }: RowsProps) {
  const t = useTranslate();
  const scroller = useRef<HTMLDivElement>(null);
  const openAt = list.rows.findIndex(({ id }) => id === route.dossierId);
  const virtual = useVirtualizer({
    count: list.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => list.rows[index]?.id ?? index,
    overscan: 8,
    // The open one is always drawn, so that Tab stops at it and at no other.
    rangeExtractor: (range) => {
      const inView = defaultRangeExtractor(range);
      return openAt === -1 || inView.includes(openAt) ? inView : [...inView, openAt].sort((a, b) => a - b);
    },
  });
  const hand = useHand();
  const box = useFocusWanted(list, selection, (index) => virtual.scrollToIndex(index));
  useImperativeHandle(ref, () => ({
    isAtTop: () => (scroller.current?.scrollTop ?? 0) < ROW_HEIGHT / 2,
    handIsOn: hand.isOn,
    toTop: () => virtual.scrollToOffset(0),
  }));
  const items = virtual.getVirtualItems();
  const last = virtual.range?.endIndex ?? 0;
  // One Tab stop for the whole list: the open dossier, else the first row.
  const stop = openAt === -1 ? items[0]?.index : openAt;
  const wantsMore = list.next !== null && last >= list.rows.length - NEAR_END;
  useEffect(() => {
    if (wantsMore) onEnd();
  });
  const withState = !showsOneState(list, route.filter);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    selection.moveBy(event.key === 'ArrowDown' ? 1 : -1);
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
                stop={index === stop}
                withState={withState}
                href={route.hrefOf(row.id)}
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
