/** A button that deletes, once what it deletes is typed: says first what that interrupts (W5). */
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import type { UseMutationResult } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useErrorText } from '../shell/Failed.tsx';

interface ConfirmProps {
  readonly title: string;
  /** What is to be typed, in words. */
  readonly label: string;
  readonly isTyped: (typed: string) => boolean;
  readonly confirm: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What deleting does. */
  readonly children: ReactNode;
}

interface TypeToDeleteProps<Deleted>
  extends Pick<ConfirmProps, 'title' | 'label' | 'isTyped' | 'confirm' | 'children'> {
  readonly remove: UseMutationResult<Deleted, Error, void>;
  readonly onDeleted: (deleted: Deleted) => void;
}

export function TypeToDelete<Deleted>({ remove, onDeleted, ...words }: TypeToDeleteProps<Deleted>) {
  const [open, setOpen] = useState(false);
  const { isPending, error } = remove;
  const close = () => {
    // What was said of an attempt given up is not said of the next one.
    remove.reset();
    setOpen(false);
  };
  return (
    <>
      <Button color="error" onClick={() => setOpen(true)}>
        {words.title}
      </Button>
      {open && (
        <Confirm
          {...words}
          isPending={isPending}
          error={error}
          onConfirm={() => remove.mutate(undefined, { onSuccess: onDeleted })}
          onClose={close}
        />
      )}
    </>
  );
}

function Confirm({ title, label, isTyped, confirm, isPending, error, onConfirm, onClose, children }: ConfirmProps) {
  const t = useTranslate();
  const id = useId();
  const errorText = useErrorText();
  const [typed, setTyped] = useState('');
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="xs" fullWidth>
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        {children}
        <TextField
          autoFocus
          label={label}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          slotProps={{ inputLabel: { shrink: true } }}
        />
        {error && <Alert severity="error">{errorText(error)}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button color="error" variant="contained" disabled={!isTyped(typed.trim()) || isPending} onClick={onConfirm}>
          {confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
