/** The dossiers of a queue or of an agent that can be given to somebody else. */
import { useQuery } from '@tanstack/react-query';
import type { DossierRow } from '../../api/schemas.ts';
import { DESKS, type Definition, type Desk, transitionFor } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { usePli } from '../data/queries.ts';
import type { Scope } from './scope.ts';

const PAGE = 200;
export const AT_MOST = 1000;
/** A desk may hold years of what cannot be moved: so many of its rows are looked at. */
const LOOKED_AT = 5 * AT_MOST;

/** What the definition lets be assigned (C11). States it does not know are left to the server to refuse. */
function isMovable({ state }: DossierRow, definition: Definition): boolean {
  return !definition.states.some(({ id }) => id === state) || transitionFor(definition, state, 'assign') !== undefined;
}

export interface Movable {
  readonly rows: readonly DossierRow[];
  /** There are more. */
  readonly partial: boolean;
}

export function useMovable({ kind, id }: Scope) {
  const pli = usePli();
  return useQuery({
    queryKey: ['pli', 'movable', kind, id],
    queryFn: async ({ signal }): Promise<Movable> => {
      const whose = kind === 'queue' ? { queue: id } : { assignee: id };
      const page = (desk: Desk, cursor: string | null) =>
        pli.dossiers({ ...whose, desk, order: 'oldest', limit: PAGE, cursor }, signal);
      const rows: DossierRow[] = [];
      let partial = false;
      // The archive is on no desk: it is not walked.
      for (const desk of DESKS) {
        const found = await movableOf((cursor) => page(desk, cursor), AT_MOST - rows.length);
        rows.push(...found.rows);
        partial ||= found.partial;
      }
      return { rows, partial };
    },
    // Chosen from as they were when the list opened: it must not move under the hand.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

interface PageOfRows {
  readonly items: readonly DossierRow[];
  readonly next: string | null;
}

/** Of one desk, page by page. */
async function movableOf(page: (cursor: string | null) => Promise<PageOfRows>, atMost: number): Promise<Movable> {
  const rows: DossierRow[] = [];
  let cursor: string | null = null;
  let seen = 0;
  do {
    const { items, next }: PageOfRows = await page(cursor);
    rows.push(...items.filter((row) => isMovable(row, STANDARD)));
    seen += items.length;
    cursor = next;
  } while (cursor !== null && rows.length <= atMost && seen < LOOKED_AT);
  return { rows: rows.slice(0, atMost), partial: cursor !== null || rows.length > atMost };
}
