/** The cache of what was read. Server-sent events keep it fresh, so nothing is asked again by the clock. */
import { QueryClient } from '@tanstack/react-query';
import { isRefusal } from './problem.ts';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        // Asked even when the browser believes it is offline: an answer, or an error with a retry, beats a pause.
        networkMode: 'always',
        refetchOnReconnect: true,
        retry: (failures, error) => failures < 2 && !isRefusal(error),
      },
    },
  });
}
