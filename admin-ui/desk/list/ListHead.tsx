/** The head of the list: which desk, which queue, which order. */
import NewestIcon from '@mui/icons-material/ArrowDownwardOutlined';
import OldestIcon from '@mui/icons-material/ArrowUpwardOutlined';
import { Box, IconButton, MenuItem, TextField, Tooltip } from '@mui/material';
import { useCanAccess, useTranslate } from 'react-admin';
import type { Queue } from '../../../api/schemas.ts';
import { useQueues } from '../../data/queries.ts';
import type { DeskRoute } from '../use-desk-route.ts';
import { DeskSwitch } from './DeskSwitch.tsx';

export function ListHead({ route }: { readonly route: DeskRoute }) {
  const t = useTranslate();
  const queues = useQueues();
  const { canAccess: validates } = useCanAccess({ resource: 'validation', action: 'list' });
  const { filter, change } = route;
  const shown = queues.filter((q) => filter.queue === '' || q.id === filter.queue);
  const other = filter.order === 'recent' ? 'oldest' : 'recent';
  return (
    <Box sx={{ p: 1, display: 'grid', gap: 1, borderBottom: 1, borderColor: 'divider' }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <DeskSwitch
          desks={validates ? ['inProgress', 'validation', 'handled'] : ['inProgress', 'handled']}
          current={filter.desk}
          countOf={(desk) => shown.reduce((sum, { counts }) => sum + counts[desk], 0)}
          onChange={(desk) => change({ desk })}
        />
        <Tooltip title={t(`pli.desk.order.${filter.order}`)}>
          <IconButton aria-label={t(`pli.desk.order.to.${other}`)} onClick={() => change({ order: other })}>
            {filter.order === 'recent' ? <NewestIcon fontSize="small" /> : <OldestIcon fontSize="small" />}
          </IconButton>
        </Tooltip>
      </Box>
      {queues.length > 1 && (
        <QueuePicker queues={queues} value={filter.queue} onChange={(queue) => change({ queue })} />
      )}
    </Box>
  );
}

interface QueuePickerProps {
  readonly queues: readonly Queue[];
  readonly value: string;
  readonly onChange: (queue: string) => void;
}

function QueuePicker({ queues, value, onChange }: QueuePickerProps) {
  const t = useTranslate();
  return (
    <TextField
      select
      label={t('pli.desk.queue')}
      value={queues.some((q) => q.id === value) ? value : ''}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
    >
      <MenuItem value="">{t('pli.desk.everyQueue')}</MenuItem>
      {queues.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
