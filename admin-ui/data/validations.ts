/** What is read of an answer that waits for a supervisor. */
import { useQuery } from '@tanstack/react-query';
import { keys, usePli } from './queries.ts';

/** Under the dossier's key: whatever happens to the dossier makes it stale. */
export const validationKey = (id: string) => [...keys.dossier(id), 'validation'] as const;

export function useValidation(id: string) {
  const pli = usePli();
  return useQuery({ queryKey: validationKey(id), queryFn: ({ signal }) => pli.validation(id, signal) });
}
