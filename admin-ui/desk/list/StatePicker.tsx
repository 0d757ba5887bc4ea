/** One state of the desk, or all of them. */
import { MenuItem, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Desk } from '../../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../../domain/lifecycle/standard.ts';
import { useLabel } from '../../i18n/format.ts';

interface StatePickerProps {
  readonly desk: Desk;
  /** Empty: every state. */
  readonly value: string;
  readonly onChange: (state: string) => void;
}

export function StatePicker({ desk, value, onChange }: StatePickerProps) {
  const t = useTranslate();
  const label = useLabel();
  const states = STANDARD.states.filter((state) => state.desk === desk);
  if (states.length < 2) return null;
  return (
    <TextField
      select
      value={states.some(({ id }) => id === value) ? value : ''}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{
        select: { displayEmpty: true, SelectDisplayProps: { 'aria-label': t('pli.desk.state') } },
      }}
      sx={{ flex: 1, minWidth: 0, '& .MuiSelect-select': { py: 0.5, fontSize: 13 } }}
    >
      <MenuItem value="">{t('pli.desk.everyState')}</MenuItem>
      {states.map((state) => (
        <MenuItem key={state.id} value={state.id}>
          {t(`pli.desk.stateName.${state.id}`, { _: label(state.label) })}
        </MenuItem>
      ))}
    </TextField>
  );
}
