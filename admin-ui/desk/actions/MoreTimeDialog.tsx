/** « +Temps »: the contact is given more days to answer (N17). */
import { TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { useFormat } from '../../i18n/format.ts';
import { useSaidCommand } from '../use-command.ts';
import { ActionDialog } from './ActionDialog.tsx';

interface MoreTimeDialogProps {
  readonly dossier: DossierDetail;
  readonly onClose: () => void;
}

const DAY = 24 * 3_600_000;
/** C6. */
const MAX_DAYS = 1000;
const USUAL_DAYS = 7;

export function MoreTimeDialog({ dossier, onClose }: MoreTimeDialogProps) {
  const t = useTranslate();
  const format = useFormat();
  const { say, busy } = useSaidCommand(dossier.id);
  const [typed, setTyped] = useState(String(USUAL_DAYS));
  const days = Number(typed);
  const ready = Number.isInteger(days) && days >= 1 && days <= MAX_DAYS;
  const timer = dossier.timers.find(({ leadsTo }) => leadsTo !== null);
  const from = Math.max(Date.parse(timer?.at ?? dossier.now), Date.parse(dossier.now));
  const confirm = async () => {
    if (await say({ type: 'moreTime', days })) onClose();
  };
  return (
    <ActionDialog
      title={t('pli.actions.moreTime.title')}
      confirm={t('pli.actions.moreTime.confirm')}
      ready={ready}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <TextField
        type="number"
        label={t('pli.actions.moreTime.days')}
        value={typed}
        error={!ready}
        onChange={({ target }) => setTyped(target.value)}
        helperText={
          ready
            ? t('pli.actions.moreTime.until', { at: format.dateTime(from + days * DAY) })
            : t('pli.actions.moreTime.range')
        }
        slotProps={{ htmlInput: { min: 1, max: MAX_DAYS } }}
        autoFocus
      />
    </ActionDialog>
  );
}
