/** Why an answer is sent back: a ready-made reason to begin with, and one's own words. */
import { Box, Chip, TextField } from '@mui/material';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ActionDialog } from '../desk/actions/ActionDialog.tsx';

const READY = ['facts', 'unanswered', 'tone', 'recipient', 'language'] as const;
const MAX_LENGTH = 2000;

interface RefuseDialogProps {
  readonly busy: boolean;
  readonly onRefuse: (reason: string) => void;
  readonly onClose: () => void;
}

export function RefuseDialog({ busy, onRefuse, onClose }: RefuseDialogProps) {
  const t = useTranslate();
  const [reason, setReason] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const add = (words: string) => {
    setReason((said) => (said.trim() === '' ? words : `${said.trimEnd()}\n${words}`).slice(0, MAX_LENGTH));
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    field.current?.form?.requestSubmit();
  };
  return (
    <ActionDialog
      title={t('pli.approvals.refusing.title')}
      confirm={t('pli.approvals.refusing.confirm')}
      ready={reason.trim() !== ''}
      busy={busy}
      onConfirm={() => onRefuse(reason.trim())}
      onClose={onClose}
    >
      <TextField
        inputRef={field}
        autoFocus
        multiline
        required
        minRows={4}
        maxRows={12}
        label={t('pli.approvals.refusing.reason')}
        helperText={t('pli.approvals.refusing.help')}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
        onKeyDown={onKeyDown}
        slotProps={{ htmlInput: { maxLength: MAX_LENGTH } }}
      />
      <Box
        role="group"
        aria-label={t('pli.approvals.refusing.templates')}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}
      >
        {READY.map((id) => {
          const words = t(`pli.approvals.refusing.ready.${id}`);
          return <Chip key={id} variant="outlined" label={words.replace(/\s*:\s*$/, '')} onClick={() => add(words)} />;
        })}
      </Box>
    </ActionDialog>
  );
}
