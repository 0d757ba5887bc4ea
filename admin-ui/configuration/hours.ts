/** Opening hours as people write them: `09:00–12:30, 14:00–18:00`. */

export interface Interval {
  readonly from: string;
  readonly to: string;
}

const INTERVAL = /^(\d{1,2})[:h](\d{2})?\s*[-–—]\s*(\d{1,2})[:h](\d{2})?$/;
const LAST = 24 * 60;

export function writeHours(day: readonly Interval[]): string {
  return day.map(({ from, to }) => `${from}–${to}`).join(', ');
}

/** Null when it is not hours; the empty text is a day on which nobody works. `9h-12h30` is understood too. */
export function readHours(text: string): Interval[] | null {
  const parts = text.split(/[,;]/).map((part) => part.trim());
  const intervals = parts.filter((part) => part !== '').map(readInterval);
  return intervals.includes(null) ? null : intervals.filter((interval) => interval !== null);
}

function readInterval(text: string): Interval | null {
  const [, fromHour, fromMinute = '00', toHour, toMinute = '00'] = INTERVAL.exec(text) ?? [];
  if (fromHour === undefined || toHour === undefined) return null;
  const [from, to] = [time(fromHour, fromMinute), time(toHour, toMinute)];
  return from !== null && to !== null && from < to ? { from, to } : null;
}

function time(hour: string, minute: string): string | null {
  const minutes = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && minutes <= LAST ? `${hour.padStart(2, '0')}:${minute}` : null;
}
