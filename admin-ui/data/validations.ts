/** What is read of an answer that waits for a supervisor. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keys, usePli } from './queries.ts';

/** A dossier at one of its versions. */
interface At {
  readonly id: string;
  readonly version: number;
}

/** Of a version: read again when the dossier has changed, and never once the answer waits no more. */
const validationKey = ({ id, version }: At) => ['pli', 'validation', id, version] as const;

export function useValidation({ id, version }: At) {
  const pli = usePli();
  return useQuery({
    queryKey: validationKey({ id, version }),
    queryFn: ({ signal }) => pli.validation(id, signal),
    placeholderData: keepPreviousData,
  });
}

/** Reads the next one ahead, so that it opens at once. */
export function useReadAhead(next: At | undefined): void {
  const pli = usePli();
  const client = useQueryClient();
  const { id, version } = next ?? {};
  useEffect(() => {
    if (id === undefined || version === undefined) return;
    void client.prefetchQuery({ queryKey: keys.dossier(id), queryFn: () => pli.dossier(id) });
    void client.prefetchQuery({ queryKey: keys.messages(id), queryFn: () => pli.messages(id) });
    void client.prefetchQuery({ queryKey: validationKey({ id, version }), queryFn: () => pli.validation(id) });
  }, [id, version, pli, client]);
}
