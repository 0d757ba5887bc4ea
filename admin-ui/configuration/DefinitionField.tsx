/** Which definition a queue's new dossiers follow, where there is a choice (O1). */
import { MenuItem, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { QueueSettingsInput } from '../../api/schemas.ts';
import { useDefinitions } from '../data/configuration.ts';
import { useLabel } from '../i18n/format.ts';

type Pinned = QueueSettingsInput['definition'];

interface DefinitionFieldProps {
  /** The one the queue has. */
  readonly kept: Pinned;
  readonly value: Pinned;
  readonly onChange: (definition: Pinned) => void;
}

export function DefinitionField({ kept, value, onChange }: DefinitionFieldProps) {
  const t = useTranslate();
  const label = useLabel();
  const { data: definitions = [] } = useDefinitions();
  const own = definitions.filter(({ id }) => id === kept.id).map((newest) => ({ ...newest, ...kept }));
  const others = definitions.filter((each) => each.status === 'offered' && keyOf(each) !== keyOf(kept));
  const choices = [...own, ...others];
  if (choices.length < 2) return null;
  const choose = (key: string) => {
    const chosen = choices.find((choice) => keyOf(choice) === key);
    if (chosen) onChange({ id: chosen.id, version: chosen.version });
  };
  return (
    <TextField
      select
      label={t('pli.configuration.queue.definition')}
      helperText={t('pli.configuration.queue.definitionHint')}
      value={keyOf(value)}
      onChange={({ target }) => choose(target.value)}
    >
      {choices.map((choice) => (
        <MenuItem key={keyOf(choice)} value={keyOf(choice)}>
          {t('pli.configuration.definition.title', { name: label(choice.label), version: choice.version })}
        </MenuItem>
      ))}
    </TextField>
  );
}

const keyOf = ({ id, version }: Pinned): string => `${id}/${version}`;
