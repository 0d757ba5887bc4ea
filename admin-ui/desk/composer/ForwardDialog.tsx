/** « Faire suivre »: to whom an exact copy of a letter goes; nothing in it can be changed (N9). */
import { Alert, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Message } from '../../../api/schemas.ts';
import { ActionDialog } from '../actions/ActionDialog.tsx';
import { useLastSent } from '../UndoProvider.tsx';
import { useSaidCommand } from '../use-command.ts';
import { RecipientsField } from './RecipientsField.tsx';

interface ForwardDialogProps {
  readonly dossierId: string;
  readonly letter: Message;
  readonly onClose: () => void;
}

export function ForwardDialog({ dossierId, letter, onClose }: ForwardDialogProps) {
  const t = useTranslate();
  const { say, busy } = useSaidCommand(dossierId);
  const { setSent } = useLastSent();
  const [to, setTo] = useState<readonly string[]>([]);
  const [invalid, setInvalid] = useState('');
  const confirm = async () => {
    if (!(await say({ type: 'forward', letter: letter.id, to: [...to] }))) return;
    setSent(dossierId);
    onClose();
  };
  return (
    <ActionDialog
      title={t('pli.composer.forwardTitle')}
      confirm={t('pli.composer.forwardSend')}
      ready={to.length > 0 && invalid === ''}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Typography noWrap sx={{ color: 'text.secondary' }}>
        {letter.subject || t('pli.thread.noSubject')}
      </Typography>
      <RecipientsField label={t('pli.field.to')} autoFocus recipients={to} onChange={setTo} onInvalid={setInvalid} />
      <Alert severity="info">{t('pli.composer.forwardExact')}</Alert>
    </ActionDialog>
  );
}
