/** How a queue's dossiers find their agent, and what its agents may and must do. */
import { Checkbox, FormControlLabel, FormGroup, MenuItem, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import type { QueueSettingsInput } from '../../api/schemas.ts';
import { keys, usePli } from '../data/queries.ts';
import { DefinitionField } from './DefinitionField.tsx';
import { FieldGroup } from './FieldGroup.tsx';

export type Change = (part: Partial<QueueSettingsInput>) => void;

interface FieldsProps {
  readonly settings: QueueSettingsInput;
  readonly onChange: Change;
}

const ROUTINGS = ['pull', 'offer', 'assign'] as const;
const STATUSES = ['open', 'closed'] as const;
const TRANSFERS = ['queue', 'agent', 'skill', 'team'] as const;

interface RoutingProps extends FieldsProps {
  /** As it is set now. */
  readonly kept: Pick<QueueSettingsInput, 'definition'>;
}

export function RoutingFields({ kept, settings, onChange }: RoutingProps) {
  const t = useTranslate();
  const say = (key: string) => t(`pli.configuration.queue.${key}`);
  const pli = usePli();
  const { data: skills = [] } = useQuery({ queryKey: keys.skills, queryFn: ({ signal }) => pli.skills(signal) });
  const whole = (text: string) => Math.trunc(Number(text));
  return (
    <FieldGroup title={say('general')}>
      <TextField
        label={say('name')}
        required
        value={settings.name}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      <TextField
        select
        label={say('status')}
        value={settings.status}
        onChange={({ target }) => onChange({ status: STATUSES.find((s) => s === target.value) ?? 'open' })}
      >
        {STATUSES.map((status) => (
          <MenuItem key={status} value={status}>
            {say(`statuses.${status}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={say('routing')}
        value={settings.routing}
        onChange={({ target }) => onChange({ routing: ROUTINGS.find((r) => r === target.value) ?? 'pull' })}
      >
        {ROUTINGS.map((routing) => (
          <MenuItem key={routing} value={routing}>
            {say(`routings.${routing}`)}
          </MenuItem>
        ))}
      </TextField>
      {settings.routing === 'offer' && (
        <TextField
          type="number"
          label={say('offerSeconds')}
          value={settings.offerSeconds}
          onChange={({ target }) => onChange({ offerSeconds: whole(target.value) })}
          slotProps={{ htmlInput: { min: 5, max: 3600 } }}
        />
      )}
      {settings.routing !== 'pull' && (
        <>
          <TextField
            type="number"
            label={say('dailyLimit')}
            helperText={say('noLimit')}
            value={settings.dailyLimit ?? ''}
            onChange={({ target }) => onChange({ dailyLimit: target.value === '' ? null : whole(target.value) })}
            slotProps={{ htmlInput: { min: 1, max: 10_000 } }}
          />
          <FormGroup>
            {(['onlyBusinessHours', 'onlySignedIn'] as const).map((name) => (
              <FormControlLabel
                key={name}
                label={say(name)}
                control={
                  <Checkbox checked={settings[name]} onChange={({ target }) => onChange({ [name]: target.checked })} />
                }
              />
            ))}
          </FormGroup>
        </>
      )}
      <DefinitionField
        kept={kept.definition}
        value={settings.definition}
        onChange={(definition) => onChange({ definition })}
      />
      <TextField
        select
        label={say('skill')}
        value={settings.skill ?? ''}
        onChange={({ target }) => onChange({ skill: target.value || null })}
        slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      >
        <MenuItem value="">{say('noSkill')}</MenuItem>
        {skills.map(({ id, name }) => (
          <MenuItem key={id} value={id}>
            {name}
          </MenuItem>
        ))}
      </TextField>
    </FieldGroup>
  );
}

export function AnsweringFields({ settings, onChange }: FieldsProps) {
  const t = useTranslate();
  const say = (key: string) => t(`pli.configuration.queue.${key}`);
  const { transfers, wrapUps } = settings;
  return (
    <FieldGroup title={say('answering')}>
      <FormGroup role="group" aria-label={say('transfers')}>
        {TRANSFERS.map((kind) => (
          <FormControlLabel
            key={kind}
            label={say(`kinds.${kind}`)}
            control={
              <Checkbox
                checked={transfers.includes(kind)}
                onChange={({ target }) =>
                  onChange({
                    transfers: TRANSFERS.filter((k) => (k === kind ? target.checked : transfers.includes(k))),
                  })
                }
              />
            }
          />
        ))}
        <FormControlLabel
          label={say('outcomeRequired')}
          control={
            <Checkbox
              checked={settings.outcomeRequired}
              onChange={({ target }) => onChange({ outcomeRequired: target.checked })}
            />
          }
        />
      </FormGroup>
      <TextField
        multiline
        minRows={2}
        label={say('wrapUps')}
        helperText={say('wrapUpsHint')}
        defaultValue={wrapUps.join('\n')}
        onChange={({ target }) => onChange({ wrapUps: lines(target.value) })}
      />
    </FieldGroup>
  );
}

function lines(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}
