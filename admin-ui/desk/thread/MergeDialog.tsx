/** « Fusionner… »: this dossier's letters go to another; across contacts only once that is confirmed (O7). */
import { Checkbox, FormControlLabel, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { problemOf } from '../../data/problem.ts';
import { useErrorText } from '../../shell/Failed.tsx';
import { ActionDialog } from '../actions/ActionDialog.tsx';
import { useCommand } from '../use-command.ts';

interface MergeDialogProps {
  readonly dossier: DossierDetail;
  readonly onClose: () => void;
}

interface Refused {
  readonly text: string;
  readonly isOtherContact: boolean;
}

export function MergeDialog({ dossier, onClose }: MergeDialogProps) {
  const t = useTranslate();
  const text = useErrorText();
  const { run, busy } = useCommand(dossier.id);
  const [typed, setTyped] = useState('');
  const [sure, setSure] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const into = Number(typed.replace(/^\s*#/, ''));
  const ready = Number.isInteger(into) && into > 0 && (!refused?.isOtherContact || sure);
  const confirm = async () => {
    try {
      await run({ type: 'merge', into, ...(sure ? { acrossContacts: true } : {}) });
      onClose();
    } catch (error) {
      setRefused({ text: text(error), isOtherContact: problemOf(error)?.code === 'other-contact' });
    }
  };
  const change = (value: string) => {
    setTyped(value);
    setSure(false);
    setRefused(null);
  };
  return (
    <ActionDialog
      title={t('pli.letters.merge.title')}
      confirm={t('pli.letters.merge.confirm')}
      ready={ready}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Typography>{t('pli.letters.merge.explain')}</Typography>
      <TextField
        label={t('pli.letters.merge.number')}
        value={typed}
        error={refused !== null}
        helperText={refused?.text}
        onChange={({ target }) => change(target.value)}
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
        autoFocus
      />
      {refused?.isOtherContact && (
        <FormControlLabel
          control={<Checkbox checked={sure} onChange={(_, checked) => setSure(checked)} />}
          label={t('pli.letters.merge.sure')}
        />
      )}
    </ActionDialog>
  );
}
