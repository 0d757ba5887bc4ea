/** The dossiers with an alert that the rail counts: one's own, or all that a supervisor sees; the longest waiting first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { keys, usePli, useUser } from '../data/queries.ts';

const PAGE = 50;

export function useAlerts() {
  const pli = usePli();
  const rights = useUser()?.rights;
  const whose = rights?.includes('supervision.read') ? '' : 'me';
  return useInfiniteQuery({
    queryKey: [...keys.alerts, whose],
    queryFn: ({ pageParam, signal }) =>
      pli.dossiers({ alerted: 'true', assignee: whose, order: 'oldest', limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: rights !== undefined,
  });
}
