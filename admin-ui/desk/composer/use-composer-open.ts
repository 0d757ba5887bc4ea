/** Whether a reply is being written, and how one begins. */
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import type { DossierDetail } from '../../../api/schemas.ts';
import { REPLIES } from '../../../domain/dossier/commands.ts';
import { useUser } from '../../data/queries.ts';
import { useLastSent } from '../UndoProvider.tsx';
import { useDraftDesk } from './DraftDeskProvider.tsx';
import type { DraftContent } from './draft.ts';

export interface ComposerOpen {
  readonly isOpen: boolean;
  readonly mayReply: boolean;
  /** What one just asked to answer; null: nothing but to write. */
  readonly start: Partial<DraftContent> | null;
  readonly open: (start?: Partial<DraftContent>) => void;
  readonly close: () => void;
}

/** Opens by itself on one's own draft, and when a reply was taken back. */
export function useComposerOpen(dossier: DossierDetail): ComposerOpen {
  const user = useUser();
  const { undone, setUndone } = useLastSent();
  const mayReply = [...REPLIES, 'submitForValidation'].some((type) => dossier.allowed.includes(type));
  const desk = useDraftDesk();
  const [start, setStart] = useState<Partial<DraftContent> | null>(null);
  // An accepted request opens to be answered (W7).
  const asksToWrite = Reflect.get(Object(useLocation().state), 'write') === true;
  const [wanted, setWanted] = useState(() => {
    if (asksToWrite) return true;
    const mine = dossier.draft !== null && dossier.draft.author === user?.id;
    return mine || desk.isWriting(dossier.id);
  });
  useEffect(() => {
    if (undone !== dossier.id) return;
    setUndone(null);
    setWanted(true);
  }, [undone, setUndone, dossier.id]);
  return {
    // A colleague may have closed the dossier meanwhile: what was written stays in view.
    isOpen: wanted && (mayReply || desk.isWriting(dossier.id)),
    mayReply,
    start,
    open: (wish) => {
      setStart(wish ?? null);
      setWanted(true);
    },
    close: () => {
      setWanted(false);
      void desk.release(dossier.id);
    },
  };
}
