/** Whether a reply is being written, and how one begins. */
import { useEffect, useState } from 'react';
import type { DossierDetail } from '../../../api/schemas.ts';
import { REPLIES } from '../../../domain/commands.ts';
import { useUser } from '../../data/queries.ts';
import { useLastSent } from '../UndoProvider.tsx';
import { useDraftDesk } from './DraftDeskProvider.tsx';
import type { ReplyMode } from './draft.ts';

export interface ComposerOpen {
  readonly isOpen: boolean;
  readonly mode: ReplyMode;
  readonly mayReply: boolean;
  readonly open: (mode: ReplyMode) => void;
  readonly close: () => void;
}

/** Opens by itself on one's own draft, and when a reply was taken back. */
export function useComposerOpen(dossier: DossierDetail): ComposerOpen {
  const user = useUser();
  const { undone, setUndone } = useLastSent();
  const mayReply = REPLIES.some((type) => dossier.allowed.includes(type));
  const desk = useDraftDesk();
  const [wanted, setWanted] = useState<ReplyMode | null>(() => {
    const mine = dossier.draft !== null && dossier.draft.author === user?.id;
    return mine || desk.isWriting(dossier.id) ? 'reply' : null;
  });
  useEffect(() => {
    if (undone !== dossier.id) return;
    setUndone(null);
    setWanted('reply');
  }, [undone, setUndone, dossier.id]);
  return {
    isOpen: wanted !== null && mayReply,
    mode: wanted ?? 'reply',
    mayReply,
    open: (mode) => setWanted((before) => before ?? mode),
    close: () => {
      setWanted(null);
      void desk.release(dossier.id);
    },
  };
}
