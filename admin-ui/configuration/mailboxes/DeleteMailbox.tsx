/** Deletes a mailbox, once its address is typed: says first what that interrupts (W5). */
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Mailbox } from '../../../api/schemas.ts';
import { useErrorText } from '../../shell/Failed.tsx';
import { useDeleteMailbox } from './use-mailboxes.ts';

interface DeleteMailboxProps {
  readonly mailbox: Mailbox;
  readonly onDeleted: (batch: string | null) => void;
}

export function DeleteMailbox({ mailbox, onDeleted }: DeleteMailboxProps) {
  const t = useTranslate();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button color="error" onClick={() => setOpen(true)}>
        {t('pli.mailboxes.delete.title')}
      </Button>
      {open && <Confirm mailbox={mailbox} onDeleted={onDeleted} onClose={() => setOpen(false)} />}
    </>
  );
}

function Confirm({ mailbox, onDeleted, onClose }: DeleteMailboxProps & { readonly onClose: () => void }) {
  const t = useTranslate();
  const errorText = useErrorText();
  const [typed, setTyped] = useState('');
  const remove = useDeleteMailbox(mailbox.id);
  const { address, live } = mailbox;
  const say = (key: string, more = {}) => t(`pli.mailboxes.delete.${key}`, more);
  return (
    <Dialog open onClose={onClose} aria-labelledby="delete-mailbox" maxWidth="xs" fullWidth>
      <DialogTitle id="delete-mailbox">{say('title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography>{say('what', { address })}</Typography>
        <Typography>{live > 0 ? say('interrupts', { smart_count: live }) : say('nothing')}</Typography>
        <TextField
          autoFocus
          label={say('type', { address })}
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
          disabled={typed.trim().toLowerCase() !== address.toLowerCase() || remove.isPending}
          onClick={() => remove.mutate(undefined, { onSuccess: ({ batch }) => onDeleted(batch) })}
        >
          {say('confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
