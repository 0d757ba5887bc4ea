/** Tells the dossiers that wait for somebody that somebody can have them now: the oldest first, as many as there is room. */
import { asksFirst, chooseAgent } from '../../domain/dossier/assignment.ts';
import type { DossierSignals } from '../../services/engine/dossier-signals.ts';
import type { Seeker } from '../../store/dossiers/dossiers.ts';
import type { Store } from '../../store/store.ts';
import { agentsNow, searchOf, wishOf, workersOf } from './queue-agents.ts';

export interface Telling {
  readonly store: Store;
  readonly signals: Pick<DossierSignals, 'instruct'>;
}

/** The oldest `limit` of these queues that routing can give to somebody as things stand look again for their agent. */
export async function tellSeekers(
  { store, signals }: Telling,
  queues: readonly string[],
  limit: number,
): Promise<void> {
  const waiting = Map.groupBy(await store.dossiers.seeking(queues, limit), (row) => row.queue);
  for (const [queue, rows] of waiting)
    for (const id of (await givable(store, queue, rows)).slice(0, limit)) await signals.instruct(id, { type: 'route' });
}

/** Routing played on what was read: each finds its own agent when it is told. */
async function givable(store: Store, queueId: string, rows: readonly Seeker[]): Promise<string[]> {
  const queue = await store.queues.get(queueId);
  if (!queue || queue.status === 'deleted') return [];
  const now = Date.now();
  const agents = await agentsNow(store, queue, await workersOf(store, queueId), now);
  let candidates = agents.map((a) => a.candidate);
  return rows.flatMap((row) => {
    const search = searchOf(queue, wishOf(row, now), now);
    const chosen = chooseAgent(candidates, search);
    if (!chosen) return [];
    const { load, givenToday } = chosen;
    const isAsked = chosen.isAsked || asksFirst(search, chosen.id);
    const after = { ...chosen, load: load + 1, givenToday: givenToday + 1, assignedAt: now, isAsked };
    candidates = candidates.map((c) => (c === chosen ? after : c));
    return [row._id];
  });
}
