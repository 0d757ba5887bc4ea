/** The public holidays of the world, as the date-holidays library knows them: read once a year and region. */
import Holidays from 'date-holidays';

const DAY_MS = 24 * 60 * 60 * 1000;
const NONE: ReadonlySet<string> = new Set();
const days = new Map<string, ReadonlySet<string>>();

/** A country, or a part of one that has holidays of its own. */
export interface HolidayRegion {
  /** As `FR`, or `CH-GE`. */
  readonly code: string;
  readonly name: string;
}

/** The days off of that year, as `2026-05-01`, in the region's own calendar. A code nobody knows has none. */
export function publicHolidays(code: string, year: number): ReadonlySet<string> {
  const key = `${code} ${year}`;
  const known = days.get(key) ?? read(code, year);
  days.set(key, known);
  return known;
}

/** Whether there are holidays under that code. */
export function isHolidayRegion(code: string): boolean {
  const [country = '', state] = code.split('-', 2);
  const library = new Holidays();
  if (!(country in library.getCountries())) return false;
  return state === undefined || state in (library.getStates(country) ?? {});
}

/** Every region there is, by name, each part of a country after it. */
export function holidayRegions(language: string): HolidayRegion[] {
  const library = new Holidays();
  return Object.entries(library.getCountries(language))
    .flatMap(([country, name]) => [
      { code: country, name },
      ...Object.entries(library.getStates(country, language) ?? {}).map(([state, part]) => ({
        code: `${country}-${state}`,
        name: `${name}, ${part}`,
      })),
    ])
    .sort((a, b) => a.name.localeCompare(b.name, language));
}

function read(code: string, year: number): ReadonlySet<string> {
  if (!isHolidayRegion(code)) return NONE;
  const [country = '', state = ''] = code.split('-', 2);
  const holidays = new Holidays(country, state).getHolidays(year).filter(({ type }) => type === 'public');
  return new Set(holidays.flatMap(({ date, start, end }) => daysFrom(date, end.getTime() - start.getTime())));
}

/** Some last several days; one that begins at noon or at sunset counts from its date. */
function daysFrom(date: string, lasting: number): string[] {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  const count = Math.max(1, Math.round(lasting / DAY_MS));
  return Array.from({ length: count }, (_, i) => new Date(first + i * DAY_MS).toISOString().slice(0, 10));
}
