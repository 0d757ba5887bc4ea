/** Deletes a queue, once its name is typed: says first how many dossiers that interrupts (W5). */
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { QueueSettings } from '../../api/schemas.ts';
import { useDeleteQueue } from '../data/configuration.ts';
import { useErrorText } from '../shell/Failed.tsx';

interface DeleteQueueProps {
  readonly queue: QueueSettings;
  /** The batch that interrupts its dossiers. */
  readonly onDeleted: (batch: string | null) => void;
}

export function DeleteQueue({ queue, onDeleted }: DeleteQueueProps) {
  const t = useTranslate();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button color="error" onClick={() => setOpen(true)}>
        {t('pli.configuration.queue.delete')}
      </Button>
      {open && <Confirm queue={queue} onDeleted={onDeleted} onClose={() => setOpen(false)} />}
    </>
  );
}

function Confirm({ queue, onDeleted, onClose }: DeleteQueueProps & { readonly onClose: () => void }) {
  const t = useTranslate();
  const errorText = useErrorText();
  const [typed, setTyped] = useState('');
  const remove = useDeleteQueue(queue.id);
  const { name, live, mailboxes } = queue;
  const say = (key: string, more = {}) => t(`pli.configuration.queue.${key}`, more);
  return (
    <Dialog open onClose={onClose} aria-labelledby="delete-queue" maxWidth="xs" fullWidth>
      <DialogTitle id="delete-queue">{say('delete')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography>{say('deleteWhat', { smart_count: live })}</Typography>
        {mailboxes.length > 0 && (
          <Typography>
            {say('deleteMailboxes', { mailboxes: mailboxes.map(({ address }) => address).join(', ') })}
          </Typography>
        )}
        <TextField
          autoFocus
          label={say('deleteType', { name })}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          slotProps={{ inputLabel: { shrink: true } }}
        />
        {remove.error && <Alert severity="error">{errorText(remove.error)}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{say('cancel')}</Button>
        <Button
          color="error"
          variant="contained"
          disabled={typed.trim() !== name.trim() || remove.isPending}
          onClick={() => remove.mutate(undefined, { onSuccess: ({ batch }) => onDeleted(batch) })}
        >
          {say('deleteDo')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
