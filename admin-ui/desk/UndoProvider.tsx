/** Remembers the dossier a reply was last sent from, so that undo stays in reach after one has gone on. */
import { createContext, type ReactNode, useContext, useState } from 'react';

interface LastSent {
  readonly sent: string | null;
  readonly setSent: (dossierId: string) => void;
  /** The dossier whose reply was just taken back: its composer opens again. */
  readonly undone: string | null;
  readonly setUndone: (dossierId: string | null) => void;
}

const LastSentContext = createContext<LastSent | null>(null);

export function UndoProvider({ children }: { readonly children: ReactNode }) {
  const [sent, setSent] = useState<string | null>(null);
  const [undone, setUndone] = useState<string | null>(null);
  return <LastSentContext value={{ sent, setSent, undone, setUndone }}>{children}</LastSentContext>;
}

export function useLastSent(): LastSent {
  const value = useContext(LastSentContext);
  if (!value) throw new Error('UndoProvider is missing');
  return value;
}
