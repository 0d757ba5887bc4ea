/** Asks before a message is never sent: for whom it was, and what becomes of its text. */
import { Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { OutboxRow } from '../../api/schemas.ts';
import { ActionDialog } from '../desk/actions/ActionDialog.tsx';
import { useOutbox } from './use-outbox.ts';

interface CancelSendDialogProps {
  readonly row: OutboxRow;
  readonly onClose: () => void;
}

export function CancelSendDialog({ row, onClose }: CancelSendDialogProps) {
  const t = useTranslate();
  const { cancel, busy } = useOutbox(onClose);
  const recipients = row.recipients.map(({ address }) => address).join(', ');
  return (
    <ActionDialog
      title={t('pli.outbox.cancel.title')}
      confirm={t('pli.outbox.cancel.confirm')}
      back={t('pli.outbox.cancel.back')}
      ready
      busy={busy}
      onConfirm={() => cancel(row.id)}
      onClose={onClose}
    >
      <Typography sx={{ overflowWrap: 'anywhere' }}>{t('pli.outbox.cancel.to', { recipients })}</Typography>
      <Typography>{t(row.automatic ? 'pli.outbox.cancel.automatic' : 'pli.outbox.cancel.reply')}</Typography>
    </ActionDialog>
  );
}
