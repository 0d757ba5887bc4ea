/** A button that deletes once it is confirmed: says first what that does, and may ask for its name to be typed (W5). */
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import type { UseMutationResult } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useErrorText } from '../shell/Failed.tsx';

interface ConfirmProps {
  readonly title: string;
  /** What is to be typed first, in capitals or not; absent: nothing is. */
  readonly typed?: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What deleting does. */
  readonly children: ReactNode;
}

interface DeleteButtonProps<Deleted> extends Pick<ConfirmProps, 'title' | 'typed' | 'children'> {
  readonly remove: UseMutationResult<Deleted, Error, void>;
  readonly onDeleted: (deleted: Deleted) => void;
}

export function DeleteButton<Deleted>({ remove, onDeleted, ...words }: DeleteButtonProps<Deleted>) {
  const [open, setOpen] = useState(false);
  const { isPending, error } = remove;
  const close = () => {
    // What was said of an attempt given up is not said of the next one.
    remove.reset();
    setOpen(false);
  };
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: (deleted) => {
        setOpen(false);
        onDeleted(deleted);
      },
    });
  return (
    <>
      <Button color="error" onClick={() => setOpen(true)}>
        {words.title}
      </Button>
      {open && <Confirm {...words} isPending={isPending} error={error} onConfirm={confirm} onClose={close} />}
    </>
  );
}

function Confirm({ title, typed, isPending, error, onConfirm, onClose, children }: ConfirmProps) {
  const t = useTranslate();
  const id = useId();
  const errorText = useErrorText();
  const [text, setText] = useState('');
  const isReady = !typed || text.trim().toLowerCase() === typed.trim().toLowerCase();
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="xs" fullWidth>
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        {children}
        <Typography>{t('pli.configuration.deletion.final')}</Typography>
        {typed && (
          <TextField
            autoFocus
            label={t('pli.configuration.deletion.type', { name: typed })}
            value={text}
            onChange={({ target }) => setText(target.value)}
            slotProps={{ inputLabel: { shrink: true } }}
          />
        )}
        {error && <Alert severity="error">{errorText(error)}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button autoFocus={!typed} onClick={onClose}>
          {t('ra.action.cancel')}
        </Button>
        <Button color="error" variant="contained" disabled={!isReady || isPending} onClick={onConfirm}>
          {t('pli.configuration.deletion.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
