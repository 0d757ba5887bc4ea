/** Each queue is an inbox, with how many dossiers the desk holds there (C8). */
import { Box, MenuItem, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Queue } from '../../../api/schemas.ts';
import type { Desk } from '../../../domain/lifecycle/definition.ts';

interface QueuePickerProps {
  readonly queues: readonly Queue[];
  readonly desk: Desk;
  /** Empty: every queue. */
  readonly value: string;
  readonly onChange: (queue: string) => void;
}

export function QueuePicker({ queues, desk, value, onChange }: QueuePickerProps) {
  const t = useTranslate();
  const line = (name: string, count: number) => (
    <Box sx={{ display: 'flex', gap: 2, width: '100%', minWidth: 0 }}>
      <Box component="span" sx={{ flex: 1, overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {name}
      </Box>
      <Box component="span" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
        {count}
      </Box>
    </Box>
  );
  return (
    <TextField
      select
      label={t('pli.desk.queue')}
      value={queues.some((q) => q.id === value) ? value : ''}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
    >
      <MenuItem value="">
        {line(
          t('pli.desk.everyQueue'),
          queues.reduce((sum, { counts }) => sum + counts[desk], 0),
        )}
      </MenuItem>
      {queues.map(({ id, name, counts }) => (
        <MenuItem key={id} value={id}>
          {line(name, counts[desk])}
        </MenuItem>
      ))}
    </TextField>
  );
}
