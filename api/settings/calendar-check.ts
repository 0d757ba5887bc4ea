/** What is wrong with the opening hours of a queue, in words and at its place (C17). */
import { IANAZone } from 'luxon';
import { isHolidayRegion } from '../../services/clock/holidays.ts';
import type { CalendarSettings } from '../schemas.ts';
import type { Language } from '../words/text.ts';

export interface Mistake {
  /** As JSON Pointer, from the body's root. */
  readonly path: string;
  readonly message: string;
}

type Intervals = CalendarSettings['week'][number];

/** Every mistake that the schema cannot see; empty: the calendar can be kept. */
export function calendarMistakes({ timeZone, week, holidays }: CalendarSettings, language: Language): Mistake[] {
  const words = WORDS[language];
  return [
    ...(IANAZone.isValidZone(timeZone) ? [] : [{ path: '/calendar/timeZone', message: words.zone(timeZone) }]),
    ...(holidays === null || isHolidayRegion(holidays)
      ? []
      : [{ path: '/calendar/holidays', message: words.holidays(holidays) }]),
    ...week.flatMap((day, i) =>
      inDay(day, language).map(({ path, message }) => ({
        path: `/calendar/week/${i}${path}`,
        message: `${words.days[i]}${words.colon} ${message}`,
      })),
    ),
  ];
}

function inDay(day: Intervals, language: Language): Mistake[] {
  const words = WORDS[language];
  return day.flatMap(({ from, to }, i) => {
    const before = day[i - 1];
    if (from >= to) return [{ path: `/${i}`, message: words.backwards(from, to) }];
    if (before && from < before.to) return [{ path: `/${i}`, message: words.overlap(from, before.to) }];
    return [];
  });
}

const WORDS = {
  fr: {
    colon: ' :',
    days: ['Lundi', 'Mardi', 'Mercredi', 'Jeudi', 'Vendredi', 'Samedi', 'Dimanche'],
    zone: (zone: string) => `Le fuseau horaire « ${zone} » n’existe pas`,
    holidays: (code: string) => `Aucun calendrier de jours fériés « ${code} »`,
    backwards: (from: string, to: string) => `l’ouverture de ${from} finit à ${to}, avant d’avoir commencé`,
    overlap: (from: string, to: string) => `l’ouverture de ${from} commence avant la fin de la précédente, à ${to}`,
  },
  en: {
    colon: ':',
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    zone: (zone: string) => `There is no time zone “${zone}”`,
    holidays: (code: string) => `There is no calendar of public holidays “${code}”`,
    backwards: (from: string, to: string) => `the opening from ${from} ends at ${to}, before it begins`,
    overlap: (from: string, to: string) => `the opening from ${from} begins before the end of the one before, at ${to}`,
  },
} as const;
