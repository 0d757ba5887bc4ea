/** What the screen of automatic replies reads and writes. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AutomaticReply, AutomaticReplyInput } from '../../../api/schemas.ts';
import { request } from '../../data/http.ts';

const path = (queue: string) => `/api/queues/${encodeURIComponent(queue)}/automatic-reply`;
const key = (queue: string) => ['pli', 'automatic-reply', queue] as const;

export function useAutomaticReply(queue: string) {
  return useQuery({
    queryKey: key(queue),
    queryFn: ({ signal }) => request<AutomaticReply>(path(queue), { signal }),
    // What is being written is not replaced under the hand.
    refetchOnWindowFocus: false,
  });
}

export function useSaveAutomaticReply(queue: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AutomaticReplyInput) => request<AutomaticReply>(path(queue), { method: 'PUT', body }),
    onSuccess: (kept) => client.setQueryData(key(queue), kept),
  });
}
