/** The dossiers of a queue or of an agent that can be given to somebody else. */
import { useQuery } from '@tanstack/react-query';
import type { DossierRow } from '../../api/schemas.ts';
import type { Definition } from '../../domain/lifecycle/definition.ts';
import { transitionFor } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { usePli } from '../data/queries.ts';
import type { Scope } from './scope.ts';

const PAGE = 200;
export const AT_MOST = 1000;

/** What the definition lets be assigned (C11). States it does not know are left to the server to refuse. */
function isMovable({ state }: DossierRow, definition: Definition): boolean {
  return !definition.states.some(({ id }) => id === state) || transitionFor(definition, state, 'assign') !== undefined;
}

export function useMovable({ kind, id }: Scope) {
  const pli = usePli();
  return useQuery({
    queryKey: ['pli', 'movable', kind, id],
    queryFn: async ({ signal }) => {
      const rows: DossierRow[] = [];
      let cursor: string | null = null;
      do {
        const whose = kind === 'queue' ? { queue: id } : { assignee: id };
        const page = await pli.dossiers({ ...whose, order: 'oldest', limit: PAGE, cursor }, signal);
        rows.push(...page.items.filter((row) => isMovable(row, STANDARD)));
        cursor = page.next;
      } while (cursor !== null && rows.length < AT_MOST);
      return { rows: rows.slice(0, AT_MOST), partial: cursor !== null || rows.length > AT_MOST };
    },
    // Chosen from as they were when the list opened: it must not move under the hand.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
