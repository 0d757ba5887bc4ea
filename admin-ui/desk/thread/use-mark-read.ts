/** Tells the server which letters this person has before their eyes, once each, while the page is the one they look at. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Message } from '../../../api/schemas.ts';
import { usePli, useUser } from '../../data/queries.ts';

function followVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

export function useMarkRead(dossierId: string, shown: readonly Message[]): void {
  const pli = usePli();
  const me = useUser()?.id;
  const isLookedAt = useSyncExternalStore(followVisibility, () => document.visibilityState === 'visible');
  const told = useRef(new Set<string>());
  useEffect(() => {
    if (!isLookedAt || me === undefined) return;
    const unread = shown.filter((letter) => letter.direction === 'inbound' && !letter.readers.includes(me));
    const letters = unread.map(({ id }) => id).filter((id) => !told.current.has(id));
    if (letters.length === 0) return;
    for (const id of letters) told.current.add(id);
    // What could not be told is told at the next look.
    pli.markRead(dossierId, letters).catch(() => {
      for (const id of letters) told.current.delete(id);
    });
  }, [pli, me, isLookedAt, dossierId, shown]);
}
