/** Throwing a draft away, for everybody. */
import { useNotify } from 'react-admin';
import { usePli } from '../../data/queries.ts';
import { useErrorText } from '../../shell/Failed.tsx';
import { useDraftDesk } from './DraftDeskProvider.tsx';

export function useDeleteDraft(dossierId: string, onClose: () => void) {
  const pli = usePli();
  const desk = useDraftDesk();
  const notify = useNotify();
  const text = useErrorText();
  return async () => {
    const keeper = desk.find(dossierId);
    await keeper?.pause();
    try {
      if (keeper && keeper.getState().version > 0) await pli.deleteDraft(dossierId);
      desk.discard(dossierId);
      onClose();
    } catch (error) {
      keeper?.resume();
      notify(text(error), { type: 'error', messageArgs: { _: text(error) } });
    }
  };
}
