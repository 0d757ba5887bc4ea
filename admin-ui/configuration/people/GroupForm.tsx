/** One skill or one team: its name, who is in it, and how the dossiers of a skill may end (N10, N21). */
import { TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Skill } from '../../../api/schemas.ts';
import { type GroupKind, useDeleteGroup, usePeople, useSaveGroup } from '../../data/people.ts';
import { DeleteButton } from '../DeleteButton.tsx';
import { FieldGroup } from '../FieldGroup.tsx';
import { NamePicker } from '../NamePicker.tsx';
import { SettingsForm } from '../SettingsForm.tsx';
import { DispositionFields } from './DispositionFields.tsx';

export interface Group {
  readonly id: string;
  readonly name: string;
  /** Of a skill. */
  readonly dispositions?: Skill['dispositions'];
}

interface GroupFormProps {
  readonly kind: GroupKind;
  readonly group: Group;
  readonly isNew: boolean;
  readonly onDone: () => void;
}

interface Change {
  readonly name?: string;
  readonly members?: string[];
  readonly dispositions?: Skill['dispositions'];
}

export function GroupForm({ kind, group, isNew, onDone }: GroupFormProps) {
  const t = useTranslate();
  const say = (key: string, more = {}) => t(`pli.groups.${key}`, more);
  const save = useSaveGroup(kind, group.id);
  const remove = useDeleteGroup(kind, group.id);
  const { data: people = [] } = usePeople();
  const [changed, setChanged] = useState<Change>({});
  const change = (part: Change) => setChanged((before) => ({ ...before, ...part }));
  const { name, members, dispositions = [] } = { ...group, ...changed };
  const now = people.filter((person) => person[kind].includes(group.id)).map(({ id }) => id);
  const isWhole = dispositions.every(({ label }) => label.fr.trim() !== '' && label.en.trim() !== '');
  const submit = () => {
    const body = { name: name.trim(), ...(members ? { members } : {}) };
    save.mutate(kind === 'skills' ? { ...body, dispositions } : body, { onSuccess: onDone });
  };
  return (
    <SettingsForm
      save={save}
      onSave={submit}
      isChanged={Object.keys(changed).length > 0}
      isWrong={name.trim() === '' || !isWhole}
      actions={
        !isNew && (
          <DeleteButton title={say(`remove.${kind}`)} remove={remove} onDeleted={onDone}>
            <Typography>{say(`removeWhat.${kind}`, { name: group.name, smart_count: now.length })}</Typography>
          </DeleteButton>
        )
      }
    >
      <FieldGroup title={say(`one.${kind}`)}>
        <TextField
          autoFocus={isNew}
          required
          label={say('name')}
          value={name}
          onChange={({ target }) => change({ name: target.value })}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
        <NamePicker
          label={say('members')}
          options={people}
          value={members ?? now}
          onChange={(ids) => change({ members: ids })}
        />
      </FieldGroup>
      {kind === 'skills' && (
        <DispositionFields dispositions={dispositions} onChange={(all) => change({ dispositions: all })} />
      )}
    </SettingsForm>
  );
}
