/** The policies that send answers to validation, as administrators write them (O3). */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Policy } from '../../api/schemas.ts';
import { request } from './http.ts';

const KEY = ['pli', 'policies'] as const;
const NAMES = ['pli', 'policy-names'] as const;
const path = (id: string) => `/api/policies/${encodeURIComponent(id)}`;

interface PolicyName {
  readonly id: string;
  readonly name: string;
}

export function usePolicies() {
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await request<{ items: Policy[] }>('/api/policies', { signal })).items,
  });
}

/** What supervisors know of them. */
export function usePolicyNames(): readonly PolicyName[] {
  const { data } = useQuery({
    queryKey: NAMES,
    queryFn: async ({ signal }) =>
      (await request<{ items: PolicyName[] }>('/api/validations/policies', { signal })).items,
    staleTime: 60_000,
    refetchInterval: 60_000,
  });
  return data ?? [];
}

function useWrite<T>(write: (given: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () => Promise.all([KEY, NAMES].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useSavePolicy() {
  return useWrite(({ id, ...body }: Policy) => request<Policy>(path(id), { method: 'PUT', body }));
}

export function useDeletePolicy(id: string) {
  return useWrite<void>(() => request(path(id), { method: 'DELETE' }));
}
