/** The queues: how much waits, since when, and where dossiers stand, as bars or as a table. */
import { Box, FormControlLabel, Switch, Typography } from '@mui/material';
import { useStore, useTranslate } from 'react-admin';
import type { QueueLive } from '../../api/schemas.ts';
import { QueuesTable } from './QueuesTable.tsx';
import { StatesTable } from './StatesTable.tsx';
import type { Scope } from './scope.ts';

interface QueuesSectionProps {
  readonly queues: readonly QueueLive[];
  readonly onReassign: (scope: Scope) => void;
}

export function QueuesSection({ queues, onReassign }: QueuesSectionProps) {
  const t = useTranslate();
  const [asTable, setAsTable] = useStore<boolean>('supervision.asTable', false);
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', mb: 1 }}>
        <Typography component="h2" sx={{ fontSize: 16, fontWeight: 650, flex: 1 }}>
          {t('pli.supervision.queues')}
        </Typography>
        <FormControlLabel
          control={<Switch size="small" checked={asTable} onChange={(_, on) => setAsTable(on)} />}
          label={t('pli.supervision.asTable')}
          slotProps={{ typography: { sx: { fontSize: 13 } } }}
          sx={{ m: 0, gap: 0.5 }}
        />
      </Box>
      {queues.length === 0 && <Typography sx={{ color: 'text.secondary' }}>{t('pli.supervision.noQueues')}</Typography>}
      {queues.length > 0 && <QueuesTable queues={queues} withBars={!asTable} onReassign={onReassign} />}
      {queues.length > 0 && asTable && <StatesTable queues={queues} />}
    </Box>
  );
}
