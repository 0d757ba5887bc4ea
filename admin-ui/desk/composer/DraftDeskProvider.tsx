/** Hands the drafts being written to the screens, from outside of them: a change of language redraws every screen. */
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import type { DraftDesk } from './draft-desk.ts';

const DraftDeskContext = createContext<DraftDesk | null>(null);

interface DraftDeskProviderProps {
  readonly desk: DraftDesk;
  readonly children: ReactNode;
}

export function DraftDeskProvider({ desk, children }: DraftDeskProviderProps) {
  useEffect(() => {
    const save = () => desk.flushAll();
    window.addEventListener('pagehide', save);
    document.addEventListener('visibilitychange', save);
    return () => {
      window.removeEventListener('pagehide', save);
      document.removeEventListener('visibilitychange', save);
    };
  }, [desk]);
  return <DraftDeskContext value={desk}>{children}</DraftDeskContext>;
}

export function useDraftDesk(): DraftDesk {
  const desk = useContext(DraftDeskContext);
  if (!desk) throw new Error('DraftDeskProvider is missing');
  return desk;
}
