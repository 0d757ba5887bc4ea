/** The queues and the agents as they are now, asked again every two seconds while the screen is looked at. */
import { useQuery } from '@tanstack/react-query';
import { noteServerTime } from './clock.ts';
import { usePli } from './queries.ts';

const EVERY_MS = 2000;

export const supervisionKey = ['pli', 'supervision'] as const;

export function useSupervision() {
  const pli = usePli();
  return useQuery({
    queryKey: supervisionKey,
    queryFn: async ({ signal }) => {
      const now = await pli.supervision(signal);
      noteServerTime(now.now);
      return now;
    },
    refetchInterval: EVERY_MS,
  });
}
