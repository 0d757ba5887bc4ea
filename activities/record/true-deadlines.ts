/** The ends of timers in business hours, which only the queue's calendar knows, put into events before they are on record (O8). */

import type { Deadline, Dossier } from '../../domain/dossier/dossier.ts';
import type { DossierEvent } from '../../domain/dossier/events.ts';
import { evolve } from '../../domain/dossier/evolve.ts';
import { endOf } from '../../domain/dossier/timing.ts';
import { type Definition, type TimerDefinition, timersOf } from '../../domain/lifecycle/definition.ts';
import { businessEnd } from '../../services/clock/calendar.ts';
import type { Calendar } from '../../store/settings/queues.ts';
import type { Store } from '../../store/store.ts';

/** The calendar of a queue; null: there is no such queue, and its hours are those of the wall. */
type Calendars = (queue: string) => Promise<Calendar | null>;

/**
 * The events with the true ends in the place of the provisional ones; the same array when none was provisional.
 * `base`: the dossier before them. An end that is on record stays, whatever became of the calendar since.
 */
export async function withTrueDeadlines(
  store: Store,
  definition: Definition,
  base: Dossier | null,
  events: readonly DossierEvent[],
): Promise<readonly DossierEvent[]> {
  const calendars = readOnce(store);
  const timed: DossierEvent[] = [];
  let dossier = base;
  for (const event of events) {
    const told = await inTrueTime(calendars, definition, dossier, event);
    dossier = evolve(dossier, told);
    timed.push(told);
  }
  return timed.every((event, i) => event === events[i]) ? events : timed;
}

function readOnce({ queues }: Store): Calendars {
  const read = new Map<string, Promise<Calendar | null>>();
  return (queue) => {
    const calendar = read.get(queue) ?? queues.get(queue).then((found) => found?.calendar ?? null);
    read.set(queue, calendar);
    return calendar;
  };
}

async function inTrueTime(
  calendars: Calendars,
  definition: Definition,
  before: Dossier | null,
  event: DossierEvent,
): Promise<DossierEvent> {
  const { queue, timers: settings } = evolve(before, event);
  const timers = timersOf(definition, settings);
  const onRecord = before?.deadlines ?? [];
  if (event.type === 'timerExtended') {
    const { timer, at } = event.data;
    const since = Math.max(event.at, onRecord.find((d) => d.timer === timer)?.at ?? 0);
    const end = await trueEnd(calendars, queue, timers, { timer, since, at });
    return end === at ? event : { ...event, data: { timer, at: end } };
  }
  if (!('deadlines' in event.data)) return event;
  const provisional = event.data.deadlines;
  const deadlines: Deadline[] = [];
  for (const deadline of provisional) {
    const isKept = onRecord.some((d) => isSame(d, deadline));
    deadlines.push(isKept ? deadline : { ...deadline, at: await trueEnd(calendars, queue, timers, deadline) });
  }
  if (deadlines.every((deadline, i) => deadline.at === provisional[i]?.at)) return event;
  return { ...event, data: { ...event.data, deadlines } } as DossierEvent;
}

/** Only an end that is where wall hours would have it can be provisional: others are days, or were made true before. */
async function trueEnd(
  calendars: Calendars,
  queue: string,
  timers: readonly TimerDefinition[],
  { timer, since, at }: Deadline,
): Promise<number> {
  const { enabled, after } = timers.find((t) => t.id === timer) ?? {};
  if (!enabled || after?.unit !== 'businessHours' || at !== endOf(after, since)) return at;
  const calendar = await calendars(queue);
  return calendar ? businessEnd(calendar, since, after.value) : at;
}

function isSame(a: Deadline, b: Deadline): boolean {
  return a.timer === b.timer && a.since === b.since && a.at === b.at;
}
