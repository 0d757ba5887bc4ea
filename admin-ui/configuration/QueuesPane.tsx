/** « Files »: the queues, and the settings of the one that is chosen. */
import { Alert, Box, List, ListItemButton, ListItemText, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router-dom';
import { useQueueSettings } from '../data/configuration.ts';
import { useQueues } from '../data/queries.ts';
import { ThreadSkeleton } from '../desk/thread/ThreadSkeleton.tsx';
import { Failed } from '../shell/Failed.tsx';
import { BatchProgress } from './BatchProgress.tsx';
import { DeleteQueue } from './DeleteQueue.tsx';
import { QueueForm } from './QueueForm.tsx';
import { useDeletion } from './use-deletion.ts';

export function QueuesPane() {
  const t = useTranslate();
  const queues = useQueues();
  const { id: chosen } = useParams();
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '220px minmax(0, 1fr)' } }}>
      <List component="nav" aria-label={t('pli.configuration.queues')} dense sx={{ alignSelf: 'start' }}>
        {queues.map(({ id, name, status }) => (
          <ListItemButton
            key={id}
            component={Link}
            to={`/configuration/queues/${encodeURIComponent(id)}`}
            selected={id === chosen}
            aria-current={id === chosen ? 'page' : undefined}
          >
            <ListItemText
              primary={name}
              secondary={status === 'open' ? undefined : t(`pli.configuration.queue.${status}`)}
            />
          </ListItemButton>
        ))}
      </List>
      {chosen === undefined ? (
        <Typography sx={{ color: 'text.secondary' }}>{t('pli.configuration.queue.choose')}</Typography>
      ) : (
        <ChosenQueue key={chosen} id={chosen} />
      )}
    </Box>
  );
}

function ChosenQueue({ id }: { readonly id: string }) {
  const t = useTranslate();
  const { data: queue, error, refetch } = useQueueSettings(id);
  const { batch, setBatch, isTelling } = useDeletion(refetch);
  if (!queue) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <ThreadSkeleton />;
  const { status } = queue;
  if (status !== 'deleted') return <QueueForm queue={{ ...queue, status }} onDeleted={setBatch} />;
  return (
    <Box sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
      <Alert severity="info">{t('pli.configuration.queue.deletedBatch')}</Alert>
      {batch !== null && <BatchProgress id={batch} />}
      {queue.live > 0 && !isTelling && (
        <Box>
          <DeleteQueue queue={queue} onDeleted={setBatch} />
        </Box>
      )}
    </Box>
  );
}
