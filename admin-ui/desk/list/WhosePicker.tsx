/** « Tous » / « Mes dossiers » / « À personne ». */
import { MenuItem, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import { WHOSE, type Whose } from './desk-list.ts';

interface WhosePickerProps {
  readonly value: Whose;
  readonly onChange: (whose: Whose) => void;
}

export function WhosePicker({ value, onChange }: WhosePickerProps) {
  const t = useTranslate();
  return (
    <TextField
      select
      value={value}
      onChange={({ target }) => onChange(WHOSE.find((whose) => whose === target.value) ?? 'all')}
      slotProps={{ select: { SelectDisplayProps: { 'aria-label': t('pli.desk.whose.title') } } }}
      sx={{ flex: 1, minWidth: 0, '& .MuiSelect-select': { py: 0.5, fontSize: 13 } }}
    >
      {WHOSE.map((whose) => (
        <MenuItem key={whose} value={whose}>
          {t(`pli.desk.whose.${whose}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}
