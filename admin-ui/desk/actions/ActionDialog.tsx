/** A question asked before something is done to a dossier: a form, answered by Enter, left by Escape. */
import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { type FormEvent, type ReactNode, useId } from 'react';
import { useTranslate } from 'react-admin';

interface ActionDialogProps {
  readonly title: string;
  readonly confirm: string;
  /** What leaves things as they are; « cancel », where that says something else. */
  readonly back?: string;
  readonly ready: boolean;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function ActionDialog(props: ActionDialogProps) {
  const { title, confirm, back, ready, busy, onConfirm, onClose, children } = props;
  const t = useTranslate();
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form in a portal is still the child of whatever form opened it.
    event.stopPropagation();
    if (ready && !busy) onConfirm();
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby={id}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={id} sx={{ fontSize: 16, fontWeight: 650 }}>
          {title}
        </DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, '&&': { pt: 1 } }}>{children}</DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          <Button onClick={onClose}>{back ?? t('ra.action.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!ready || busy}>
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
