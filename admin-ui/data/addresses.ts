/** Whom one may want to write to (G6), and whether an address gets mail (G7). */
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Address } from '../../domain/post/recipients.ts';
import { request, withQuery } from './http.ts';

export type AddressVerdict = 'verified' | 'unknown' | 'dead' | 'wrong';

const KNOWN_FOR_MS = 5 * 60_000;

/** Verdicts as they come; one that has not come yet is not there. */
export function useVerdicts(addresses: readonly string[]): ReadonlyMap<string, AddressVerdict> {
  const results = useQueries({
    queries: addresses.map((address) => ({
      queryKey: ['address', address],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        request<{ verdict: AddressVerdict }>(withQuery('/api/addresses/check', { address }), { signal }),
      staleTime: KNOWN_FOR_MS,
      retry: false,
    })),
  });
  const known = results.flatMap(({ data }, i) => (data ? [[addresses[i] ?? '', data.verdict] as const] : []));
  return new Map(known);
}

const NOBODY: readonly Address[] = [];

/** Nobody reads suggestions while they type. */
const REST_MS = 250;

function useRested(typed: string): string {
  const [rested, setRested] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setRested(typed), REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return rested;
}

/** Contacts and colleagues with what is being typed in their name or address. */
export function useSuggestions(typed: string): readonly Address[] {
  const q = useRested(typed.trim());
  const { data } = useQuery({
    queryKey: ['addresses', q],
    queryFn: async ({ signal }) =>
      (await request<{ items: Address[] }>(withQuery('/api/addresses', { q }), { signal })).items,
    enabled: q.length >= 2 && !q.includes('<'),
    placeholderData: keepPreviousData,
    staleTime: KNOWN_FOR_MS,
    retry: false,
  });
  return typed.trim().length >= 2 && q.length >= 2 ? (data ?? NOBODY) : NOBODY;
}
