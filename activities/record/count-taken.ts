/** Counts, for the day, the dossiers that came to somebody by hand: routing counts those it gives itself (C9, O11). */
import type { Dossier } from '../../domain/dossier/dossier.ts';
import type { DossierEvent } from '../../domain/dossier/events.ts';
import type { Store } from '../../store/store.ts';
import { dayOf } from '../routing/queue-agents.ts';

/** `base`: the dossier before these events. Done again, it counts nothing twice. */
export async function countTaken(
  store: Store,
  base: Pick<Dossier, 'offer' | 'assignee'> | null,
  queueId: string,
  events: readonly DossierEvent[],
): Promise<void> {
  for (const event of events) {
    if (event.type !== 'assigned' || event.actor.kind !== 'user') continue;
    // Routing counted whom it offered it to, or gave it to, when it chose them.
    if ([base?.offer?.to, base?.assignee].includes(event.data.to)) continue;
    const queue = await store.queues.get(queueId);
    if (queue) await store.agents.took(event.data.to, event.dossierId, queueId, dayOf(queue, event.at));
  }
}
