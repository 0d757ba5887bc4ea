/** Several of the people, queues, skills… there are, chosen by their names. */
import { Autocomplete, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';

interface NamePickerProps {
  readonly label: string;
  /** What choosing nothing means. */
  readonly hint?: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
}

export function NamePicker({ label, hint, options, value, onChange }: NamePickerProps) {
  const t = useTranslate();
  const nameOf = (id: string) => options.find((one) => one.id === id)?.name ?? t('pli.configuration.gone');
  return (
    <Autocomplete
      multiple
      disableCloseOnSelect
      options={options.map(({ id }) => id)}
      value={[...value]}
      getOptionLabel={nameOf}
      getOptionKey={(id) => id}
      onChange={(_, ids) => onChange(ids)}
      renderInput={(props) => <TextField {...props} label={label} helperText={hint} />}
    />
  );
}
