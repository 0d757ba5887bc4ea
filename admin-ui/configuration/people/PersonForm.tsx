/** What routing goes by for one person: how much they may have in hand, what they know, whom they work with. */
import { TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Person, PersonInput } from '../../../api/schemas.ts';
import type { Group } from '../../data/data-provider.ts';
import { useSavePerson } from '../../data/people.ts';
import { useQueues } from '../../data/queries.ts';
import { FieldGroup } from '../FieldGroup.tsx';
import { NamePicker } from '../NamePicker.tsx';
import { SettingsForm } from '../SettingsForm.tsx';

interface PersonFormProps {
  readonly person: Person;
  readonly skills: readonly Group[];
  readonly teams: readonly Group[];
  readonly onDone: () => void;
}

const MAX_CAPACITY = 10_000;

export function PersonForm({ person, skills, teams, onDone }: PersonFormProps) {
  const t = useTranslate();
  const say = (key: string, more = {}) => t(`pli.people.${key}`, more);
  const save = useSavePerson(person.id);
  const queues = useQueues().filter(({ id }) => person.queues.includes(id));
  const [changed, setChanged] = useState<PersonInput>({});
  const [typed, setTyped] = useState(String(person.capacity ?? ''));
  const capacity = typed.trim() === '' ? null : Number(typed);
  const isCapacity = capacity === null || (Number.isInteger(capacity) && capacity >= 1 && capacity <= MAX_CAPACITY);
  const change = (part: PersonInput) => setChanged((before) => ({ ...before, ...part }));
  const body: PersonInput = { ...changed, ...(capacity === person.capacity ? {} : { capacity }) };
  return (
    <SettingsForm
      save={save}
      onSave={() => save.mutate(body, { onSuccess: onDone })}
      isChanged={Object.keys(body).length > 0}
      isWrong={!isCapacity}
    >
      <Typography component="h2" sx={{ fontSize: 16, fontWeight: 650 }}>
        {person.name}
        <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>
          {[person.email, say(`roles.${person.role}`), ...queues.map(({ name }) => name)].join(' · ')}
        </Typography>
      </Typography>
      <FieldGroup title={say('hands')}>
        <TextField
          autoFocus
          label={say('capacity')}
          value={typed}
          error={!isCapacity}
          helperText={say(isCapacity ? 'capacityHint' : 'badCapacity')}
          onChange={({ target }) => setTyped(target.value)}
          slotProps={{ htmlInput: { inputMode: 'numeric' } }}
        />
        <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>
          {say('now', { load: person.load, today: person.assignedToday })}
        </Typography>
      </FieldGroup>
      <FieldGroup title={say('groups')}>
        <NamePicker
          label={say('columns.skills')}
          hint={say('skillsHint')}
          options={skills}
          value={changed.skills ?? person.skills}
          onChange={(ids) => change({ skills: ids })}
        />
        <NamePicker
          label={say('columns.teams')}
          hint={say('teamsHint')}
          options={teams}
          value={changed.teams ?? person.teams}
          onChange={(ids) => change({ teams: ids })}
        />
      </FieldGroup>
    </SettingsForm>
  );
}
