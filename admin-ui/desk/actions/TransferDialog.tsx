/** Sending a dossier elsewhere: to a queue (W10), to a person, a skill or a team (N10); with the reason. */
import {
  FormControlLabel,
  FormLabel,
  Radio,
  RadioGroup,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
} from '@mui/material';
import { useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import type { TransferKind } from '../../../domain/dossier/commands.ts';
import { useSaidCommand } from '../use-command.ts';
import { ActionDialog } from './ActionDialog.tsx';
import { ChoiceField } from './ChoiceField.tsx';
import { useTransferChoices } from './use-transfer-choices.ts';

interface TransferDialogProps {
  readonly dossier: DossierDetail;
  readonly onClose: () => void;
}

export function TransferDialog({ dossier, onClose }: TransferDialogProps) {
  const t = useTranslate();
  const { say, busy } = useSaidCommand(dossier.id);
  const [kind, setKind] = useState<TransferKind>(dossier.transfers[0] ?? 'queue');
  const [target, setTarget] = useState('');
  const [wrapUp, setWrapUp] = useState('');
  const choices = useTransferChoices(kind, dossier);
  const confirm = async () => {
    if (await say({ type: 'transfer', to: { kind, id: target }, wrapUp: wrapUp.trim() })) onClose();
  };
  return (
    <ActionDialog
      title={t('pli.actions.transfer.title')}
      confirm={t('pli.actions.transfer.confirm')}
      ready={target !== '' && wrapUp.trim() !== ''}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      {dossier.transfers.length > 1 && (
        <ToggleButtonGroup
          exclusive
          fullWidth
          size="small"
          value={kind}
          aria-label={t('pli.actions.transfer.kind')}
          onChange={(_, value: TransferKind | null) => {
            if (!value) return;
            setKind(value);
            setTarget('');
          }}
        >
          {dossier.transfers.map((each) => (
            <ToggleButton key={each} value={each} sx={{ textTransform: 'none' }}>
              {t(`pli.actions.transfer.kinds.${each}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      <ChoiceField
        key={kind}
        label={t(`pli.actions.transfer.to.${kind}`)}
        choices={choices}
        value={target}
        onChange={setTarget}
      />
      <WrapUpField reasons={dossier.wrapUps} value={wrapUp} onChange={setWrapUp} />
    </ActionDialog>
  );
}

interface WrapUpFieldProps {
  /** Empty: any words will do. */
  readonly reasons: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function WrapUpField({ reasons, value, onChange }: WrapUpFieldProps) {
  const t = useTranslate();
  const id = useId();
  const label = t('pli.actions.transfer.wrapUp');
  if (reasons.length === 0)
    return (
      <TextField
        required
        label={label}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        slotProps={{ htmlInput: { maxLength: 2000 } }}
      />
    );
  return (
    <div>
      <FormLabel id={id} required sx={{ fontSize: 13 }}>
        {label}
      </FormLabel>
      <RadioGroup aria-labelledby={id} value={value} onChange={(_, chosen) => onChange(chosen)}>
        {reasons.map((reason) => (
          <FormControlLabel key={reason} value={reason} control={<Radio size="small" />} label={reason} />
        ))}
      </RadioGroup>
    </div>
  );
}
