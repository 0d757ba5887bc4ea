/** What the clocks mean: the undo window, the deadlines of a state, what is due, the pauses between attempts to send. */
import {
  type Definition,
  type Duration,
  type StateId,
  stateOf,
  type TimerDefinition,
  type TimerSettings,
  timersOf,
} from '../lifecycle/definition.ts';
import type { Deadline, Dossier, Offer, Outgoing } from './dossier.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** O4: at least ten seconds to take a reply back. */
export const UNDO_MS = 10 * SECOND;

/** RFC 5321 §4.5.4.1: give up after 4–5 days. */
export const GIVE_UP_AFTER_MS = 5 * DAY;

/** Who rejected an offer, or let it pass, is not asked again for that long. */
export const OFFER_PAUSE_MS = 2 * MINUTE;

/** The pause before the next attempt: doubling from 15 s to 30 min, so that a short outage is over soon (peer 37). */
export function retryDelayMs(attempts: number): number {
  return Math.min(15 * SECOND * 2 ** attempts, 30 * MINUTE);
}

/**
 * The end of a duration counted from `since`. For business hours the earliest it can be: `record`, which knows the
 * queue's calendar, puts the true one in its place before the event is on record (O8).
 */
export function endOf({ unit, value }: Duration, since: number): number {
  return since + value * (unit === 'days' ? DAY : HOUR);
}

export interface Situation {
  readonly state: StateId;
  readonly waitingSince: number | null;
  readonly timers: TimerSettings;
}

/** When the timers of that situation fire, for a dossier that comes to it now. */
export function deadlinesFor(definition: Definition, situation: Situation, now: number): readonly Deadline[] {
  return running(definition, situation).flatMap((timer) => {
    const since = timer.start === 'contactWaits' ? situation.waitingSince : now;
    return since === null ? [] : [deadline(timer, since)];
  });
}

/** The deadlines after a letter that moves nothing: idleness counts anew, and the contact waits. */
export function deadlinesAfterLetter(definition: Definition, dossier: Dossier, now: number): readonly Deadline[] {
  const situation = { ...dossier, waitingSince: dossier.waitingSince ?? now };
  return deadlinesFor(definition, situation, now).flatMap((fresh) => {
    const before = dossier.deadlines.find((d) => d.timer === fresh.timer);
    const { start } = definition.timers.find((t) => t.id === fresh.timer) ?? {};
    if (start === 'lastActivity') return [fresh];
    // What counts from the coming to the state and is no longer there has fired.
    if (start === 'entered') return before ? [before] : [];
    // A letter fetched late, or brought by a merge, may have waited longer than those before it.
    const isEarlier = before !== undefined && !before.isExtended && fresh.since < before.since;
    return [before && !isEarlier ? before : fresh];
  });
}

/** The deadlines under other settings, counted from when each began: a shorter one may already be over. */
export function deadlinesUnder(definition: Definition, dossier: Dossier, timers: TimerSettings): readonly Deadline[] {
  const ran = running(definition, dossier).map((timer) => timer.id);
  return running(definition, { ...dossier, timers }).flatMap((timer) => {
    const before = dossier.deadlines.find((d) => d.timer === timer.id);
    const since = before?.since ?? (timer.start === 'contactWaits' ? dossier.waitingSince : dossier.since);
    const hasFired = !before && timer.start !== 'contactWaits' && ran.includes(timer.id);
    if (since === null || hasFired) return [];
    const fresh = deadline(timer, since);
    // Time given to the contact is not taken back (N17).
    return [before?.isExtended ? { ...before, at: Math.max(before.at, fresh.at) } : fresh];
  });
}

function running(definition: Definition, { state, timers }: Situation): readonly TimerDefinition[] {
  return timersOf(definition, timers).filter(
    (timer) => timer.states.includes(state) && (timer.enabled || timer.whenOff === 'atOnce'),
  );
}

function deadline({ id, enabled, after }: TimerDefinition, since: number): Deadline {
  return { timer: id, since, at: enabled ? endOf(after, since) : since + UNDO_MS };
}

/** What the clock asks for. */
export type Due =
  | { readonly kind: 'timer'; readonly timer: string; readonly at: number }
  | { readonly kind: 'reply'; readonly message: string; readonly at: number }
  | { readonly kind: 'offer'; readonly to: string; readonly at: number };

/** Everything the clock will ask for as things stand, whatever its time. */
export function agenda(definition: Definition, dossier: Dossier): readonly Due[] {
  return [
    ...dossier.deadlines.filter((d) => acts(definition, dossier, d)).map(({ timer, at }) => timerDue(timer, at)),
    ...dossier.outgoing.map(replyDue),
    ...(dossier.offer ? [offerDue(dossier.offer)] : []),
  ];
}

/** Timers that only show ask for nothing; and no dossier ends while a reply is on its way. */
function acts(definition: Definition, { outgoing }: Dossier, { timer }: Deadline): boolean {
  const { timers, transitions } = definition;
  const id = timers.find((t) => t.id === timer)?.transition;
  const to = transitions.find((t) => t.id === id)?.to;
  if (id === undefined || to === undefined) return false;
  const ends = to !== null && stateOf(definition, to).final === true;
  return !ends || outgoing.length === 0;
}

const timerDue = (timer: string, at: number): Due => ({ kind: 'timer', timer, at });
const replyDue = ({ message, nextAt }: Outgoing): Due => ({ kind: 'reply', message, at: nextAt });
const offerDue = ({ to, until }: Offer): Due => ({ kind: 'offer', to, at: until });
