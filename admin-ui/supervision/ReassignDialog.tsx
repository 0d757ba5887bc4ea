/** Choosing dossiers and who gets them, then how far it is. */
import { Dialog, DialogTitle } from '@mui/material';
import { useId } from 'react';
import { useTranslate } from 'react-admin';
import { ReassignChoice } from './ReassignChoice.tsx';
import { ReassignProgress } from './ReassignProgress.tsx';
import type { Scope } from './scope.ts';
import { useReassign } from './use-reassign.ts';

interface ReassignDialogProps {
  readonly scope: Scope;
  readonly onClose: () => void;
}

export function ReassignDialog({ scope, onClose }: ReassignDialogProps) {
  const t = useTranslate();
  const id = useId();
  const { state, start, retry, stop } = useReassign();
  const close = () => {
    if (!state?.progress.running) onClose();
  };
  return (
    <Dialog open onClose={close} fullWidth maxWidth="md" aria-labelledby={id}>
      <DialogTitle id={id} sx={{ fontSize: 16, fontWeight: 650 }}>
        {t('pli.supervision.reassign.of', { name: scope.name })}
      </DialogTitle>
      {state ? (
        <ReassignProgress reassigning={state} onRetry={retry} onStop={stop} onClose={onClose} />
      ) : (
        <ReassignChoice scope={scope} onConfirm={start} onClose={onClose} />
      )}
    </Dialog>
  );
}
