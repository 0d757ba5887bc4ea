/** What the clocks mean: the undo window, the deadlines of a state, the pauses between attempts to send. */
import type { Definition, StateId } from './definition.ts';
import type { Deadline } from './dossier.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** O4: at least ten seconds to take a reply back. */
export const UNDO_MS = 10 * SECOND;

/** RFC 5321 §4.5.4.1: give up after 4–5 days. */
export const GIVE_UP_AFTER_MS = 5 * DAY;

/** The pause before the next attempt: doubling from 15 s to 30 min, so that a short outage is over soon (peer 37). */
export function retryDelayMs(attempts: number): number {
  return Math.min(15 * SECOND * 2 ** attempts, 30 * MINUTE);
}

/** When the timers of that state fire, counted from now. */
export function deadlinesFor(definition: Definition, state: StateId, now: number): readonly Deadline[] {
  return definition.timers
    .filter((timer) => timer.enabled && timer.states.includes(state))
    .map((timer) => ({ timer: timer.id, at: now + timer.days * DAY }));
}
