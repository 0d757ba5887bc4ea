/** In whose name: the queue, and its mailbox; each asked only where there are several (G5). */
import { Box, MenuItem, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Queue } from '../../../api/schemas.ts';
import type { MailboxChoice } from './use-start.ts';

interface SenderFieldsProps {
  readonly queues: readonly Queue[];
  readonly queue: string;
  readonly onQueue: (id: string) => void;
  readonly mailboxes: readonly MailboxChoice[];
  readonly mailbox: string;
  readonly onMailbox: (id: string) => void;
}

export function SenderFields({ queues, queue, onQueue, mailboxes, mailbox, onMailbox }: SenderFieldsProps) {
  const t = useTranslate();
  if (queues.length < 2 && mailboxes.length < 2) return null;
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', px: 2, py: 1.5 }}>
      {queues.length > 1 && (
        <TextField
          select
          label={t('pli.outbound.queue')}
          value={queue}
          onChange={({ target }) => onQueue(target.value)}
          sx={{ minWidth: 200 }}
        >
          {queues.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      )}
      {mailboxes.length > 1 && (
        <TextField
          select
          label={t('pli.outbound.mailbox')}
          value={mailbox}
          onChange={({ target }) => onMailbox(target.value)}
          sx={{ minWidth: 260 }}
        >
          {mailboxes.map(({ id, name, address }) => (
            <MenuItem key={id} value={id}>
              {name && name !== address ? `${name} <${address}>` : address}
            </MenuItem>
          ))}
        </TextField>
      )}
    </Box>
  );
}
