/** A queue's agents as routing sees them, and what a dossier looks for among them (C9, C10). */
import { DateTime } from 'luxon';
import { type Candidate, firstState, type Search } from '../../domain/dossier/assignment.ts';
import { OFFER_PAUSE_MS } from '../../domain/dossier/timing.ts';
import { rightsOf } from '../../domain/rights.ts';
import { isOpen } from '../../services/clock/calendar.ts';
import type { Seeker } from '../../store/dossiers/dossiers.ts';
import type { AgentDocument } from '../../store/people/agents.ts';
import type { UserDocument } from '../../store/people/users.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';
import type { Store } from '../../store/store.ts';

/** A desk that lives gives a sign every 15 s; one silent for longer than this is gone (C9: only to agents signed in). */
const SIGNED_IN_WITHIN_MS = 60_000;

export interface QueueAgent {
  readonly candidate: Candidate;
  /** As it was read: what a claim rests on. */
  readonly agent: AgentDocument;
}

/** What is asked of the agent of one dossier. */
export type Wish = Pick<Search, 'lastAssignee' | 'wanted' | 'pausing'>;

/** The people of the queue who work on dossiers. */
export async function workersOf(store: Store, queue: string): Promise<UserDocument[]> {
  return (await store.users.ofQueue(queue)).filter((user) => rightsOf(user).includes('dossier.handle'));
}

/** Those people as they stand at `now`, epoch milliseconds. */
export async function agentsNow(
  store: Store,
  queue: QueueDocument,
  users: readonly UserDocument[],
  now: number,
): Promise<QueueAgent[]> {
  const ids = users.map((user) => user._id);
  const agents = await store.agents.list(ids);
  // Read after the hands: an offer that is no longer a choice there is on record here.
  const asked = new Set(queue.routing === 'offer' ? await store.dossiers.offeredTo(ids) : []);
  const day = dayOf(queue, now);
  return agents.flatMap((agent, i) => {
    const user = users[i];
    const isAsked = asked.has(agent._id) || agent.holding.some((held) => held.pending && held.asks);
    return user ? [{ agent, candidate: { ...candidateOf(user, agent, queue._id, day, now), isAsked } }] : [];
  });
}

function candidateOf(
  { role, capacity, skills, teams }: UserDocument,
  { _id, state, seenAt, load, assignedAt, given }: AgentDocument,
  queue: string,
  day: string,
  now: number,
): Omit<Candidate, 'isAsked'> {
  const today = given[queue];
  return {
    id: _id,
    state: state ?? firstState(role),
    signedIn: seenAt !== null && seenAt > now - SIGNED_IN_WITHIN_MS,
    givenToday: today?.day === day ? today.count : 0,
    ...{ load, capacity, assignedAt, skills, teams },
  };
}

/** The day it is by the queue's clock, as `2026-05-04`. */
export function dayOf({ calendar }: QueueDocument, at: number): string {
  return DateTime.fromMillis(at, { zone: calendar.timeZone }).toISODate() ?? '';
}

export function searchOf(queue: QueueDocument, wish: Wish, now: number): Search {
  const { routing, skill, dailyLimit, onlySignedIn, onlyBusinessHours, calendar } = queue;
  const open = !onlyBusinessHours || isOpen(calendar, now);
  return { routing, skill, dailyLimit, onlySignedIn, open, ...wish };
}

/** What the row of a dossier says that it looks for. */
export function wishOf(
  { lastAssignee, wanted, declined }: Pick<Seeker, 'lastAssignee' | 'wanted' | 'declined'>,
  now: number,
): Wish {
  const pausing = declined.filter((d) => d.at > now - OFFER_PAUSE_MS).map((d) => d.agent);
  return { lastAssignee, wanted, pausing };
}
