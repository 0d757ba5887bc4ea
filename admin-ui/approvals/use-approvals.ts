/** The answers that wait for a supervisor, kept live by the server's events. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { DossierRow } from '../../api/schemas.ts';
import { type ServerEvent, useServerEvents } from '../data/events.tsx';
import { keys, usePli } from '../data/queries.ts';
import { applyChange, approvalQueue, type Decided } from './approval-queue.ts';

const KEY = [...keys.desks, 'approvals'] as const;
const PAGE = 200;
/** A queue longer than that is worked from its top; what follows is read when there is room. */
const AT_MOST = 1000;
const NONE: readonly DossierRow[] = [];

export function useApprovals() {
  const pli = usePli();
  const client = useQueryClient();
  const [decided, setDecided] = useState<Decided>(new Map());
  const query = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => {
      const rows: DossierRow[] = [];
      let cursor: string | null = null;
      do {
        const filter = { desk: 'validation', order: 'oldest', limit: PAGE, cursor };
        const page = await pli.dossiers(filter, signal);
        rows.push(...page.items);
        cursor = page.next;
      } while (cursor !== null && rows.length < AT_MOST);
      return rows as readonly DossierRow[];
    },
  });
  useServerEvents(
    useCallback(
      (event: ServerEvent) => {
        const change = (apply: (rows: readonly DossierRow[]) => readonly DossierRow[]) =>
          client.setQueryData<readonly DossierRow[]>(KEY, (rows) => rows && apply(rows));
        if (event.type === 'dossier') change((rows) => applyChange(rows, event.row));
        if (event.type === 'gone') change((rows) => rows.filter(({ id }) => id !== event.id));
      },
      [client],
    ),
  );
  const rows = query.data ?? NONE;
  return {
    ...query,
    queue: useMemo(() => approvalQueue(rows, decided), [rows, decided]),
    /** It leaves the queue at once, before the server's event says so. */
    noteDecided: (id: string, version: number) => setDecided((known) => new Map(known).set(id, version)),
  };
}
