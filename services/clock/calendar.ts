/** What a queue's calendar says of the clock (C17, O8): whether it is open, when its hours are over, its next working day. */
import { IANAZone } from 'luxon';
import type { Calendar, OpenInterval } from '../../store/settings/queues.ts';
import { publicHolidays } from './holidays.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Beyond, hours are no longer looked for: a queue open a minute a week would be asked for centuries. */
const HORIZON_DAYS = 30 * 366;

interface Opening {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  /** The day of the queue's zone it belongs to, as `2026-05-04`. */
  readonly date: string;
}

/** A stretch of time in which the clock of a zone runs evenly: local time is UTC and `offset`. All in milliseconds. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** Whether the queue is open then (C9): its own clock shows an hour of opening. `at`: epoch milliseconds. */
export function isOpen(calendar: Calendar, at: number): boolean {
  return openingsIn(calendar, { from: at, to: at + 1, offset: offsetIn(calendar, at) }).length > 0;
}

/**
 * When that many hours of the queue are over, counted from `since` (epoch milliseconds). Hours are those that pass
 * while the queue's clock shows an hour of opening: one that it shows twice counts twice, one it skips not at all. A
 * queue that never opens counts wall hours, so that its timers still fire.
 */
export function businessEnd(calendar: Calendar, since: number, hours: number): number {
  if (isNeverOpen(calendar)) return since + hours * HOUR_MS;
  let left = hours * HOUR_MS;
  for (const { from, to } of openings(calendar, since)) {
    if (left <= to - from) return from + left;
    left -= to - from;
  }
  return since + HORIZON_DAYS * DAY_MS;
}

/** The next day on which the queue opens, after today, as `2026-05-04` (C16); null: it never does. */
export function nextWorkingDate(calendar: Calendar, at: number): string | null {
  if (isNeverOpen(calendar)) return null;
  const today = isoDate(at + offsetIn(calendar, at));
  for (const { date } of openings(calendar, at)) if (date > today) return date;
  return null;
}

function isNeverOpen({ week }: Calendar): boolean {
  return week.every((day) => day.every(({ from, to }) => from >= to));
}

/** What is open from then on, in order. */
function* openings(calendar: Calendar, since: number): Generator<Opening> {
  for (let day = 0; day < HORIZON_DAYS; day++)
    for (const stretch of stretches(calendar, since + day * DAY_MS)) yield* openingsIn(calendar, stretch);
}

/** The 24 hours from then, cut where the zone's clock is changed. */
function stretches(calendar: Calendar, from: number): Stretch[] {
  const to = from + DAY_MS;
  const [before, after] = [offsetIn(calendar, from), offsetIn(calendar, to)];
  if (before === after) return [{ from, to, offset: before }];
  let [last, change] = [from, to];
  while (change - last > 1) {
    const middle = Math.floor((last + change) / 2);
    if (offsetIn(calendar, middle) === before) last = middle;
    else change = middle;
  }
  return [
    { from, to: change, offset: before },
    { from: change, to, offset: after },
  ];
}

/** Within a stretch local times are counted as if they were UTC, where every day has 24 hours. */
function openingsIn(calendar: Calendar, { from, to, offset }: Stretch): Opening[] {
  const found: Opening[] = [];
  const [begin, end] = [from + offset, to + offset];
  for (let midnight = begin - modulo(begin, DAY_MS); midnight < end; midnight += DAY_MS)
    for (const interval of hoursOf(calendar, midnight)) {
      const opens = Math.max(midnight + timeOf(interval.from), begin);
      const closes = Math.min(midnight + timeOf(interval.to), end);
      if (opens < closes) found.push({ from: opens - offset, to: closes - offset, date: isoDate(midnight) });
    }
  return found;
}

/** The hours of a day of the calendar, in order; `midnight` is its beginning in UTC. */
function hoursOf({ week, holidays, daysOff }: Calendar, midnight: number): OpenInterval[] {
  const intervals = week[modulo(new Date(midnight).getUTCDay() - 1, 7)] ?? [];
  const date = isoDate(midnight);
  const isOff =
    daysOff.includes(date) || (holidays !== null && publicHolidays(holidays, Number(date.slice(0, 4))).has(date));
  return isOff ? [] : intervals.toSorted((a, b) => timeOf(a.from) - timeOf(b.from));
}

/** Milliseconds of the day; `24:00` is its end. */
function timeOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * 60_000;
}

function offsetIn({ timeZone }: Calendar, at: number): number {
  return IANAZone.create(timeZone).offset(at) * 60_000;
}

function isoDate(utc: number): string {
  return new Date(utc).toISOString().slice(0, 10);
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
