/** What is read of an answer that waits for a supervisor. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keys, usePli } from './queries.ts';

/** Under the dossier's key: whatever happens to the dossier makes it stale. */
const validationKey = (id: string) => [...keys.dossier(id), 'validation'] as const;

export function useValidation(id: string) {
  const pli = usePli();
  return useQuery({ queryKey: validationKey(id), queryFn: ({ signal }) => pli.validation(id, signal) });
}

/** Reads the next one ahead, so that it opens at once. */
export function useReadAhead(id: string | undefined): void {
  const pli = usePli();
  const client = useQueryClient();
  useEffect(() => {
    if (!id) return;
    void client.prefetchQuery({ queryKey: keys.dossier(id), queryFn: () => pli.dossier(id) });
    void client.prefetchQuery({ queryKey: keys.messages(id), queryFn: () => pli.messages(id) });
    void client.prefetchQuery({ queryKey: validationKey(id), queryFn: () => pli.validation(id) });
  }, [id, pli, client]);
}
