/** One policy: whose answers, where, from which templates, how many of them (O3). */
import { Alert, FormControlLabel, Switch, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Policy } from '../../../api/schemas.ts';
import { useDeletePolicy, useSavePolicy } from '../../data/policies.ts';
import { DeleteButton } from '../DeleteButton.tsx';
import { FieldGroup } from '../FieldGroup.tsx';
import { NamePicker } from '../NamePicker.tsx';
import { SettingsForm } from '../SettingsForm.tsx';
import { percentOf, rateOf } from './policy-words.ts';
import { type Coverable, usePolicySentence } from './use-covered.ts';

interface PolicyFormProps {
  readonly policy: Policy;
  readonly coverable: Coverable;
  readonly isNew: boolean;
  readonly onDone: () => void;
}

const KINDS = ['agents', 'queues', 'templates'] as const;

export function PolicyForm({ policy: kept, coverable, isNew, onDone }: PolicyFormProps) {
  const t = useTranslate();
  const say = (key: string, more = {}) => t(`pli.policies.${key}`, more);
  const save = useSavePolicy();
  const remove = useDeletePolicy(kept.id);
  const sentence = usePolicySentence(coverable);
  const [changed, setChanged] = useState<Partial<Policy>>({});
  const [percent, setPercent] = useState(String(percentOf(kept.sampleRate)));
  // A third is shown as 33.3 %, and stays a third until another share is typed.
  const rate = percent === String(percentOf(kept.sampleRate)) ? kept.sampleRate : rateOf(percent);
  const policy: Policy = { ...kept, ...changed, ...(rate === null ? {} : { sampleRate: rate }) };
  const change = (part: Partial<Policy>) => setChanged((before) => ({ ...before, ...part }));
  return (
    <SettingsForm
      save={save}
      onSave={() => save.mutate({ ...policy, name: policy.name.trim() }, { onSuccess: onDone })}
      isChanged={Object.keys(changed).length > 0 || rate !== kept.sampleRate}
      isWrong={rate === null || policy.name.trim() === ''}
      actions={
        !isNew && (
          <DeleteButton title={say('remove')} remove={remove} onDeleted={onDone}>
            <Typography>{say('removeWhat', { name: kept.name })}</Typography>
          </DeleteButton>
        )
      }
    >
      <FieldGroup title={say('policy')}>
        <TextField
          autoFocus={isNew}
          required
          label={say('name')}
          helperText={say('nameHint')}
          value={policy.name}
          onChange={({ target }) => change({ name: target.value })}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
        <FormControlLabel
          control={<Switch checked={policy.enabled} onChange={(_, enabled) => change({ enabled })} />}
          label={say('enabled')}
        />
      </FieldGroup>
      <FieldGroup title={say('covers')}>
        {KINDS.map((kind) => (
          <NamePicker
            key={kind}
            label={say(kind)}
            hint={say(`${kind}Hint`)}
            options={coverable[kind]}
            value={policy[kind]}
            onChange={(ids) => change({ [kind]: ids })}
          />
        ))}
        <TextField
          label={say('rate')}
          value={percent}
          error={rate === null}
          helperText={say(rate === null ? 'badRate' : 'rateHint')}
          onChange={({ target }) => setPercent(target.value)}
          slotProps={{ htmlInput: { inputMode: 'decimal' } }}
          sx={{ maxWidth: 320 }}
        />
      </FieldGroup>
      <Alert severity="info" icon={false} role="status">
        {policy.enabled ? sentence(policy) : say('off', { sentence: sentence(policy) })}
      </Alert>
    </SettingsForm>
  );
}
