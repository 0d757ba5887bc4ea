/** How it ended (N21): status, disposition, notes, tags; asked for before closing where the queue wants it. */
import { Alert, Autocomplete, FormControlLabel, MenuItem, Radio, RadioGroup, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import type { OutcomeStatus } from '../../../domain/dossier/dossier.ts';
import { useLabel } from '../../i18n/format.ts';
import { useSaidCommand } from '../use-command.ts';
import { ActionDialog } from './ActionDialog.tsx';

interface OutcomeDialogProps {
  readonly dossier: DossierDetail;
  /** What the dialog begins with. */
  readonly status: OutcomeStatus;
  /** Another action waits for it. */
  readonly required: boolean;
  /** The status follows from a reply that is about to leave: it is not asked. */
  readonly statusFixed?: boolean;
  readonly onSaid?: () => void;
  readonly onClose: () => void;
}

const STATUSES: readonly OutcomeStatus[] = ['open', 'resolved', 'closed'];
const MAX_NOTES = 10_000;
const MAX_TAG = 64;

export function OutcomeDialog({
  dossier,
  required,
  statusFixed = false,
  onSaid,
  onClose,
  ...asked
}: OutcomeDialogProps) {
  const t = useTranslate();
  const label = useLabel();
  const { say, busy } = useSaidCommand(dossier.id);
  const said = dossier.outcomeSaid;
  const [status, setStatus] = useState(asked.status);
  const [disposition, setDisposition] = useState(said?.disposition ?? '');
  const [notes, setNotes] = useState(said?.notes ?? '');
  const [tags, setTags] = useState<readonly string[]>(said?.tags ?? []);
  const confirm = async () => {
    const outcome = { status, disposition: disposition || null, notes, tags: [...tags] };
    if (!(await say({ type: 'setOutcome', ...outcome }))) return;
    onClose();
    onSaid?.();
  };
  return (
    <ActionDialog
      title={t('pli.actions.outcome.title')}
      confirm={t(onSaid ? 'pli.actions.outcome.confirmAndSend' : 'pli.actions.outcome.confirm')}
      ready={dossier.dispositions.length === 0 || !required || disposition !== ''}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      {required && <Alert severity="info">{t('pli.actions.outcome.required')}</Alert>}
      {!statusFixed && (
        <RadioGroup
          row
          aria-label={t('pli.actions.outcome.status')}
          value={status}
          onChange={(_, value) => setStatus(STATUSES.find((each) => each === value) ?? status)}
        >
          {STATUSES.map((each) => (
            <FormControlLabel
              key={each}
              value={each}
              control={<Radio size="small" />}
              label={t(`pli.outcome.${each}`)}
            />
          ))}
        </RadioGroup>
      )}
      {dossier.dispositions.length > 0 && (
        <TextField
          select
          label={t('pli.actions.outcome.disposition')}
          value={disposition}
          required={required}
          onChange={({ target }) => setDisposition(target.value)}
        >
          {!required && <MenuItem value="">{t('pli.actions.outcome.none')}</MenuItem>}
          {dossier.dispositions.map((each) => (
            <MenuItem key={each.id} value={each.id}>
              {label(each.label)}
            </MenuItem>
          ))}
        </TextField>
      )}
      <TextField
        multiline
        minRows={2}
        maxRows={8}
        label={t('pli.actions.outcome.notes')}
        value={notes}
        onChange={({ target }) => setNotes(target.value)}
        slotProps={{ htmlInput: { maxLength: MAX_NOTES } }}
      />
      <TagsField label={t('pli.actions.outcome.tags')} tags={tags} onChange={setTags} />
    </ActionDialog>
  );
}

interface TagsFieldProps {
  readonly label: string;
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

function TagsField({ label, tags, onChange }: TagsFieldProps) {
  const t = useTranslate();
  const clean = (values: readonly string[]) =>
    onChange([...new Set(values.map((tag) => tag.trim().slice(0, MAX_TAG)).filter(Boolean))]);
  return (
    <Autocomplete
      multiple
      freeSolo
      autoSelect
      options={[]}
      value={[...tags]}
      onChange={(_, values) => clean(values)}
      clearText={t('ra.action.clear_input_value')}
      slotProps={{ chip: { size: 'small' } }}
      renderInput={(props) => <TextField {...props} label={label} helperText={t('pli.actions.outcome.tagsHelp')} />}
    />
  );
}
