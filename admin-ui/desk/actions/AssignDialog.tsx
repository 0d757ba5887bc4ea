/** Giving a dossier to a colleague of its queue (C11). */
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { useSaidCommand } from '../use-command.ts';
import { ActionDialog } from './ActionDialog.tsx';
import { ChoiceField } from './ChoiceField.tsx';
import { useColleagueChoices } from './use-colleague-choices.ts';

interface AssignDialogProps {
  readonly dossier: DossierDetail;
  readonly onClose: () => void;
}

export function AssignDialog({ dossier, onClose }: AssignDialogProps) {
  const t = useTranslate();
  const { say, busy } = useSaidCommand(dossier.id);
  const [to, setTo] = useState('');
  const choices = useColleagueChoices(dossier.queue).filter(({ id }) => id !== dossier.assignee);
  const confirm = async () => {
    if (await say({ type: 'assign', to })) onClose();
  };
  return (
    <ActionDialog
      title={t('pli.actions.assign.title')}
      confirm={t('pli.actions.assign.confirm')}
      ready={to !== ''}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <ChoiceField label={t('pli.actions.assign.to')} choices={choices} value={to} onChange={setTo} />
    </ActionDialog>
  );
}
