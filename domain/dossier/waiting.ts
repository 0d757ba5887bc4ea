/** Who waits, since when and until when: what lists order by and supervisors watch (N16, O11). */

import { type Definition, type Desk, type StateId, stateOf } from '../lifecycle/definition.ts';
import type { Dossier } from './dossier.ts';

/** Until when the contact was promised an answer. */
export interface Promised {
  /** When half of the time is over, epoch milliseconds; null: nothing is promised. */
  readonly soonLateAt: number | null;
  /** When all of it is, epoch milliseconds. */
  readonly lateAt: number | null;
}

/** Nobody waits for what is on the desk « Traités », or on none. */
const isToDo = (desk: Desk | null) => desk === 'inProgress' || desk === 'validation';

/** Whether a contact whose letter has no answer waits for one in that state. */
export function isAwaited(definition: Definition, state: StateId): boolean {
  return isToDo(stateOf(definition, state).desk);
}

/**
 * Epoch milliseconds: since when the contact waits for an answer; where they do not, since when the dossier stands in
 * its state. Never when it was changed last.
 */
export function ageSince({ waitingSince, since }: Pick<Dossier, 'waitingSince' | 'since'>, desk: Desk | null): number {
  return isToDo(desk) ? (waitingSince ?? since) : since;
}

export function promiseOf({ waitingSince, state, deadlines }: Dossier, definition: Definition): Promised {
  const promised = definition.timers.filter((t) => t.start === 'contactWaits').map(({ id }) => id);
  const clock = deadlines.find(({ timer }) => promised.includes(timer));
  if (!clock || waitingSince === null || !isAwaited(definition, state)) return { soonLateAt: null, lateAt: null };
  return { soonLateAt: clock.since + (clock.at - clock.since) / 2, lateAt: clock.at };
}

interface Letters {
  readonly desk: Desk | null;
  /** When the latest letter came; null: none did. */
  readonly lastReceivedAt: unknown;
  /** The users who read every letter there is. */
  readonly readers: readonly string[];
}

/** Whether this person has a letter to read in it. Of what was dealt with, one that somebody read is no news. */
export function isUnread({ desk, lastReceivedAt, readers }: Letters, user: string | undefined): boolean {
  if (lastReceivedAt === null || user === undefined || readers.includes(user)) return false;
  return isToDo(desk) || readers.length === 0;
}
