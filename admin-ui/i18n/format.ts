/** Dates, ages and sizes as each language writes them. */
import { useLocaleState } from 'react-admin';

const TAGS: Readonly<Record<string, string>> = { fr: 'fr-FR', en: 'en-GB' };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Format {
  /** How long ago, in as few signs as a list row has room for: « 3 min », « 2 h », « 12 nov. ». */
  readonly age: (at: string, now: number) => string;
  readonly time: (at: string | number) => string;
  readonly dateTime: (at: string | number) => string;
  /** The time alone for today, the date too otherwise. */
  readonly moment: (at: string, now: number) => string;
  /** How long, in as few signs as a chip has room for: « 12 min », « 2 h 10 », « 3 j ». The sign is left out. */
  readonly duration: (ms: number) => string;
  readonly size: (bytes: number) => string;
}

export function createFormat(locale: string): Format {
  const tag = TAGS[locale] ?? locale;
  const clock = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit' });
  const full = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short' });
  const dayAndYear = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric' });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'short' });
  const unit = (value: number, name: 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  const date = (at: number, now: number) =>
    (new Date(at).getFullYear() === new Date(now).getFullYear() ? day : dayAndYear).format(at);
  return {
    age(iso, now) {
      const at = Date.parse(iso);
      const past = Math.max(0, now - at);
      if (past < MINUTE) return relative.format(0, 'second');
      if (past < HOUR) return unit(Math.floor(past / MINUTE), 'minute');
      if (past < DAY) return unit(Math.floor(past / HOUR), 'hour');
      return date(at, now);
    },
    time: (at) => clock.format(new Date(at)),
    dateTime: (at) => full.format(new Date(at)),
    moment: (at, now) => (isSameDay(at, now) ? clock.format(new Date(at)) : full.format(new Date(at))),
    duration(ms) {
      const minutes = Math.floor(Math.abs(ms) / MINUTE);
      if (minutes < 60) return unit(minutes, 'minute');
      if (minutes >= 2 * 24 * 60) return unit(Math.floor(minutes / (24 * 60)), 'day');
      const rest = minutes % 60;
      const hours = unit(Math.floor(minutes / 60), 'hour');
      return rest === 0 ? hours : `${hours.replace(/\p{L}+$/u, 'h')} ${String(rest).padStart(2, '0')}`;
    },
    size(bytes) {
      const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
      const step = Math.min(steps.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
      const options = {
        style: 'unit',
        unit: steps[step],
        unitDisplay: 'short',
        maximumFractionDigits: step > 1 ? 1 : 0,
      } as const;
      return new Intl.NumberFormat(tag, options).format(bytes / 1000 ** step);
    },
  };
}

function isSameDay(at: string, now: number): boolean {
  return new Date(at).toDateString() === new Date(now).toDateString();
}

const formats = new Map<string, Format>();

export function useFormat(): Format {
  const [locale] = useLocaleState();
  const format = formats.get(locale) ?? createFormat(locale);
  formats.set(locale, format);
  return format;
}

/** The part of a label written by an administrator that is in the language of the screen. */
export function useLabel(): (label: { readonly fr: string; readonly en: string }) => string {
  const [locale] = useLocaleState();
  return (label) => (locale === 'en' ? label.en : label.fr);
}
