/** Whose letters are ignored where they cannot be read, as administrators see and end it (O5). */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { IgnoreRule } from '../../api/schemas.ts';
import { request } from './http.ts';

const KEY = ['pli', 'ignore-rules'] as const;
const PATH = '/api/ignore-rules';

/** Asked anew each time they are shown: a rule is made elsewhere, from a letter set aside. */
export function useIgnoreRules() {
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await request<{ items: IgnoreRule[] }>(PATH, { signal })).items,
    staleTime: 0,
  });
}

export function useEndIgnoreRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (sender: string) => request(`${PATH}/${encodeURIComponent(sender)}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
