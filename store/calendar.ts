/** What a queue's calendar says of the clock (C17, O8): whether it is open, when its hours are over, its next working day. */
import { DateTime } from 'luxon';
import { publicHolidays } from './holidays.ts';
import type { Calendar } from './queues.ts';

const HOUR_MS = 60 * 60 * 1000;
/** Beyond, hours are no longer looked for: a queue open a minute a week would be asked for centuries. */
const HORIZON_DAYS = 30 * 366;

interface Opening {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** Whether the queue is open then (C9). `at`: epoch milliseconds. */
export function isOpen(calendar: Calendar, at: number): boolean {
  return openings(calendar, dayOf(calendar, at)).some(({ from, to }) => from <= at && at < to);
}

/**
 * When that many hours of the queue are over, counted from `since` (epoch milliseconds). Hours are those that pass:
 * a night in which the clock changes is an hour longer or shorter. A queue that never opens counts wall hours, so that
 * its timers still fire.
 */
export function businessEnd(calendar: Calendar, since: number, hours: number): number {
  if (isNeverOpen(calendar)) return since + hours * HOUR_MS;
  let left = hours * HOUR_MS;
  let day = dayOf(calendar, since);
  for (let i = 0; i < HORIZON_DAYS; i++, day = day.plus({ days: 1 })) {
    for (const { from, to } of openings(calendar, day)) {
      const begin = Math.max(from, since);
      const length = Math.max(0, to - begin);
      if (left <= length) return begin + left;
      left -= length;
    }
  }
  return day.toMillis();
}

/** The next day on which the queue opens, after today, as `2026-05-04` (C16); null: it never does. */
export function nextWorkingDate(calendar: Calendar, at: number): string | null {
  if (isNeverOpen(calendar)) return null;
  let day = dayOf(calendar, at).plus({ days: 1 });
  for (let i = 0; i < HORIZON_DAYS; i++, day = day.plus({ days: 1 }))
    if (openings(calendar, day).length > 0) return day.toISODate();
  return null;
}

function isNeverOpen({ week }: Calendar): boolean {
  return week.every((day) => day.every(({ from, to }) => from >= to));
}

/** The day it is in the queue's zone, at its beginning. */
function dayOf({ timeZone }: Calendar, at: number): DateTime {
  return DateTime.fromMillis(at, { zone: timeZone }).startOf('day');
}

function openings(calendar: Calendar, day: DateTime): Opening[] {
  const intervals = calendar.week[day.weekday - 1] ?? [];
  if (intervals.length === 0 || isDayOff(calendar, day)) return [];
  return intervals
    .map(({ from, to }) => ({ from: timeOf(day, from), to: timeOf(day, to) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
}

function isDayOff({ holidays, daysOff }: Calendar, day: DateTime): boolean {
  const date = day.toISODate() ?? '';
  return daysOff.includes(date) || (holidays !== null && publicHolidays(holidays, day.year).has(date));
}

/** `24:00` is the end of the day; an hour that the change of clocks skips is the hour after it. */
function timeOf(day: DateTime, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour === 24 ? day.plus({ days: 1 }).toMillis() : day.set({ hour, minute }).toMillis();
}
