/** One of many, found by typing a part of its name. */
import { Autocomplete, Box, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';

export interface Choice {
  readonly id: string;
  readonly name: string;
  /** What helps to choose: a state, a load. */
  readonly hint?: string;
}

interface ChoiceFieldProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  /** It is the first thing asked for. */
  readonly autoFocus?: boolean;
}

export function ChoiceField({ label, choices, value, onChange, autoFocus = true }: ChoiceFieldProps) {
  const t = useTranslate();
  return (
    <Autocomplete
      options={choices}
      value={choices.find(({ id }) => id === value) ?? null}
      getOptionLabel={({ name }) => name}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      onChange={(_, choice) => onChange(choice?.id ?? '')}
      autoHighlight
      openOnFocus
      noOptionsText={t('pli.actions.nobody')}
      openText={t('ra.action.open_menu')}
      closeText={t('ra.action.close_menu')}
      clearText={t('ra.action.clear_input_value')}
      renderOption={({ key, ...props }, { name, hint }) => (
        <Box component="li" key={key} {...props} sx={{ display: 'flex', gap: 1 }}>
          <Box sx={{ flex: 1 }}>{name}</Box>
          {hint && <Box sx={{ color: 'text.secondary', fontSize: 12 }}>{hint}</Box>}
        </Box>
      )}
      renderInput={(props) => <TextField {...props} label={label} autoFocus={autoFocus} />}
    />
  );
}
