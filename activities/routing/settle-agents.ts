/** Keeps the agents' hands true to what is on record, and their state: who let an offer pass is in RONA (W6, N8, N23). */
import { firstState } from '../../domain/dossier/assignment.ts';
import type { Dossier } from '../../domain/dossier/dossier.ts';
import type { DossierEvent, EventType } from '../../domain/dossier/events.ts';
import type { Freed } from '../../store/people/agents.ts';
import type { Store } from '../../store/store.ts';
import { type Telling, tellSeekers } from './tell-seekers.ts';

const CHANGES_HANDS: ReadonlySet<EventType> = new Set<EventType>([
  'assigned',
  'unassigned',
  'offered',
  'offerEnded',
  'moved',
  'transferred',
  'handedOver',
  'interrupted',
]);
/** The sweep tells the rest. */
const TOLD_AT_ONCE = 50;

/**
 * After these events, with the dossier as it was and in the hands of `holder`. Done again, it changes nothing.
 * Gives those who can have something else now.
 */
export async function settleAgents(
  store: Store,
  dossierId: string,
  before: Pick<Dossier, 'offer'> | null,
  events: readonly DossierEvent[],
  holder: string | null,
): Promise<Freed[]> {
  if (!events.some((event) => CHANGES_HANDS.has(event.type))) return [];
  const freed: (Freed | null)[] = [];
  for (const event of events) {
    if (event.type !== 'offerEnded') continue;
    const { to, how } = event.data;
    // First the state: nobody asks again one who does not answer.
    if (how === 'unanswered') await store.agents.missed(to, event.at);
    freed.push(await store.agents.release(to, dossierId, { unused: true }));
  }
  freed.push(...(await store.agents.settle(dossierId, holder, Date.now())));
  // Who said yes can be asked again (W6).
  if (before?.offer && before.offer.to === holder) freed.push(await store.agents.get(holder));
  return freed.filter((agent) => agent !== null);
}

/** They can have something else: what waits for it is told. Nothing waits for one who receives nothing. */
export async function tellOfRoom(telling: Telling, { _id, state }: Freed): Promise<void> {
  const user = await telling.store.users.get(_id);
  if (!user || (state ?? firstState(user.role)) !== 'available') return;
  await tellSeekers(telling, user.queues, TOLD_AT_ONCE);
}
