/** « Réponses automatiques »: the queues, and what the one that is chosen answers by itself (C14, C15). */
import { Box, MenuItem, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useNavigate, useParams } from 'react-router-dom';
import { useQueues } from '../../data/queries.ts';
import { ThreadSkeleton } from '../../desk/thread/ThreadSkeleton.tsx';
import { Failed } from '../../shell/Failed.tsx';
import { AutomaticReplyForm } from './AutomaticReplyForm.tsx';
import { useAutomaticReply } from './use-automatic-reply.ts';

export function AutomaticRepliesPane() {
  const t = useTranslate();
  const navigate = useNavigate();
  const queues = useQueues().filter(({ status }) => status !== 'deleted');
  const { id: named } = useParams();
  const queue = queues.find(({ id }) => id === named) ?? queues[0];
  if (!queue) return <ThreadSkeleton />;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <TextField
        select
        label={t('pli.automaticReplies.queue')}
        value={queue.id}
        onChange={({ target }) => navigate(`/configuration/automaticReplies/${encodeURIComponent(target.value)}`)}
        sx={{ maxWidth: 360 }}
      >
        {queues.map(({ id, name }) => (
          <MenuItem key={id} value={id}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <QueueReply key={queue.id} queue={queue} />
    </Box>
  );
}

function QueueReply({ queue }: { readonly queue: { readonly id: string; readonly name: string } }) {
  const { data: reply, error, refetch } = useAutomaticReply(queue.id);
  if (!reply) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <ThreadSkeleton />;
  return <AutomaticReplyForm queue={queue} reply={reply} />;
}
