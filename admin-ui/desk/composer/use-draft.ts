/** The draft of the open dossier, as React sees it. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { DossierDetail } from '../../../api/schemas.ts';
import { useDraftDesk } from './DraftDeskProvider.tsx';
import { blankReply, contentOf, type DraftContent } from './draft.ts';
import type { DraftKeeper, DraftState } from './draft-keeper.ts';

/** `start`: what somebody just asked the answer to be, over what is there; null: nothing more. */
export function useDraft(
  dossier: DossierDetail,
  start: Partial<DraftContent> | null,
): { keeper: DraftKeeper; state: DraftState } {
  const desk = useDraftDesk();
  const { id, draft } = dossier;
  const [keeper] = useState(() =>
    desk.open(id, draft ? contentOf(draft) : { ...blankReply(dossier), ...start }, draft?.version ?? 0),
  );
  const state = useSyncExternalStore(keeper.subscribe, keeper.getState);
  useEffect(() => {
    if (start) keeper.change(start);
  }, [keeper, start]);
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
