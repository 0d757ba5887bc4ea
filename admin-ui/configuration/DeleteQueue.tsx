/** Deletes a queue, once its name is typed: says first how many dossiers that interrupts (W5). */
import { Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { QueueSettings } from '../../api/schemas.ts';
import { useDeleteQueue } from '../data/configuration.ts';
import { DeleteButton } from './DeleteButton.tsx';

interface DeleteQueueProps {
  readonly queue: QueueSettings;
  /** The batch that interrupts its dossiers. */
  readonly onDeleted: (batch: string | null) => void;
}

export function DeleteQueue({ queue: { id, name, status, live, mailboxes }, onDeleted }: DeleteQueueProps) {
  const t = useTranslate();
  const say = (key: string, more = {}) => t(`pli.configuration.queue.${key}`, more);
  return (
    <DeleteButton
      title={status === 'deleted' ? t('pli.configuration.deletion.finish') : say('delete')}
      typed={name}
      remove={useDeleteQueue(id)}
      onDeleted={({ batch }) => onDeleted(batch)}
    >
      <Typography>{t('pli.configuration.deletion.interrupts', { smart_count: live })}</Typography>
      {mailboxes.length > 0 && (
        <Typography>
          {say('deleteMailboxes', { mailboxes: mailboxes.map(({ address }) => address).join(', ') })}
        </Typography>
      )}
    </DeleteButton>
  );
}
