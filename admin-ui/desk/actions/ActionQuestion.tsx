/** The dialog an action asks its question in. */
import type { DossierDetail } from '../../../api/schemas.ts';
import { AssignDialog } from './AssignDialog.tsx';
import type { Action } from './actions.ts';
import { statusFor } from './actions.ts';
import { MoreTimeDialog } from './MoreTimeDialog.tsx';
import { OutcomeDialog } from './OutcomeDialog.tsx';
import { TransferDialog } from './TransferDialog.tsx';

interface ActionQuestionProps {
  readonly action: Action;
  readonly dossier: DossierDetail;
  readonly onClose: () => void;
}

export function ActionQuestion({ action, dossier, onClose }: ActionQuestionProps) {
  switch (action.asks) {
    case 'assign':
      return <AssignDialog dossier={dossier} onClose={onClose} />;
    case 'transfer':
      return <TransferDialog dossier={dossier} onClose={onClose} />;
    case 'moreTime':
      return <MoreTimeDialog dossier={dossier} onClose={onClose} />;
    case 'outcome': {
      const status = statusFor(action.type, dossier.outcome);
      return (
        <OutcomeDialog dossier={dossier} status={status} required={action.type !== 'setOutcome'} onClose={onClose} />
      );
    }
    default:
      return null;
  }
}
