/** The queues one may write for: those one belongs to, and that are open (G1); the last one used comes first to mind. */
import { useStore } from 'react-admin';
import { useQueues, useUser } from '../../data/queries.ts';

export function useOwnQueues() {
  const mine = useUser()?.queues ?? [];
  const queues = useQueues().filter(({ id, status }) => mine.includes(id) && status === 'open');
  const [last, chooseQueue] = useStore<string>('desk.outboundQueue', '');
  return { queues, queue: queues.find(({ id }) => id === last) ?? queues[0], chooseQueue };
}
