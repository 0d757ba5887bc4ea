/** The draft of the open dossier, as React sees it. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { DossierDetail } from '../../../api/schemas.ts';
import { useDraftDesk } from './DraftDeskProvider.tsx';
import { blankReply, contentOf } from './draft.ts';
import type { DraftKeeper, DraftState } from './draft-keeper.ts';

export function useDraft(dossier: DossierDetail): { keeper: DraftKeeper; state: DraftState } {
  const desk = useDraftDesk();
  const { id, draft } = dossier;
  const [keeper] = useState(() => desk.open(id, draft ? contentOf(draft) : blankReply(dossier), draft?.version ?? 0));
  const state = useSyncExternalStore(keeper.subscribe, keeper.getState);
  useEffect(() => {
    if (draft) keeper.receive(draft);
  }, [keeper, draft]);
  useEffect(
    () => () => {
      void keeper.flush();
    },
    [keeper],
  );
  return { keeper, state };
}
