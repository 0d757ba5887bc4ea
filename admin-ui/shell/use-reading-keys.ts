/** PageDown and Space read on, wherever the focus is: in the list, on a button, within a letter. */
import type { RefObject } from 'react';
import { useShortcut } from './ShortcutsProvider.tsx';

/** A line or two stay in view, to go on from. */
const PAGE = 0.9;

/** `scroller`: what is read on this screen. A panel beside it scrolls by itself while it has the focus. */
export function useReadingKeys(scroller: RefObject<HTMLElement | null>): void {
  const turn = (pages: 1 | -1) => {
    const box = scroller.current;
    if (!box || document.activeElement?.closest('aside')) return false;
    box.scrollBy({ top: pages * PAGE * box.clientHeight });
  };
  useShortcut('readOn', () => turn(1));
  useShortcut('readBack', () => turn(-1));
}
