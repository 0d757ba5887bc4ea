/** Asks before words or an author are removed: nothing brings them back (N20). */
import { Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierDetail, Message } from '../../../api/schemas.ts';
import { ActionDialog } from '../actions/ActionDialog.tsx';
import { useSaidCommand } from '../use-command.ts';

interface RedactDialogProps {
  readonly dossier: DossierDetail;
  readonly letter: Message;
  readonly what: 'content' | 'author';
  readonly onClose: () => void;
}

export function RedactDialog({ dossier, letter, what, onClose }: RedactDialogProps) {
  const t = useTranslate();
  const { say, busy } = useSaidCommand(dossier.id);
  const confirm = async () => {
    if (await say({ type: 'redact', letter: letter.id, what })) onClose();
  };
  return (
    <ActionDialog
      title={t(`pli.letters.redact.${what}.title`)}
      confirm={t(`pli.letters.redact.${what}.confirm`)}
      ready
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Typography>{t(`pli.letters.redact.${what}.explain`)}</Typography>
    </ActionDialog>
  );
}
