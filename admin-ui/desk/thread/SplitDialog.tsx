/** « Détacher… »: a letter, and those chosen with it, leave for a new dossier of the same contact (O7). */
import { Checkbox, FormControlLabel, FormGroup, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail, Message } from '../../../api/schemas.ts';
import { useMessages } from '../../data/queries.ts';
import { useFormat } from '../../i18n/format.ts';
import { ActionDialog } from '../actions/ActionDialog.tsx';
import { useSaidCommand } from '../use-command.ts';

interface SplitDialogProps {
  readonly dossier: DossierDetail;
  readonly letter: Message;
  readonly onClose: () => void;
}

const UNDER_WAY: readonly Message['status'][] = ['validating', 'held', 'sending'];

/** The letter, and those after it, which may follow from it. */
export function splittable(letters: readonly Message[], first: Message): readonly Message[] {
  const from = letters.findIndex(({ id }) => id === first.id);
  return letters.slice(Math.max(from, 0)).filter(({ status }) => !UNDER_WAY.includes(status));
}

export function SplitDialog({ dossier, letter, onClose }: SplitDialogProps) {
  const t = useTranslate();
  const format = useFormat();
  const { data: letters = [letter] } = useMessages(dossier.id);
  const { say, busy } = useSaidCommand(dossier.id);
  const [chosen, setChosen] = useState<readonly string[]>([letter.id]);
  const toggle = (id: string, isChosen: boolean) =>
    setChosen(isChosen ? [...chosen, id] : chosen.filter((each) => each !== id));
  const confirm = async () => {
    if (await say({ type: 'split', letters: [...chosen] })) onClose();
  };
  return (
    <ActionDialog
      title={t('pli.letters.split.title')}
      confirm={t('pli.letters.split.confirm')}
      ready={chosen.length > 0}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Typography>
        {t('pli.letters.split.explain', { contact: dossier.contact.name || dossier.contact.email })}
      </Typography>
      <FormGroup>
        {splittable(letters, letter).map(({ id, from, subject, date }) => (
          <FormControlLabel
            key={id}
            control={
              <Checkbox
                checked={chosen.includes(id)}
                disabled={id === letter.id}
                onChange={(_, isChosen) => toggle(id, isChosen)}
              />
            }
            label={`${from.name || from.email}, ${format.dateTime(date)} · ${subject}`}
          />
        ))}
      </FormGroup>
    </ActionDialog>
  );
}
