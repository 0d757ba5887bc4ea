/** The queue's clock: hours counted over week-ends, holidays, days off and both changes of the clocks. */
import fc from 'fast-check';
import { endOf } from '../../domain/dossier/timing.ts';
import { businessEnd, isOpen, nextWorkingDate } from '../../services/clock/calendar.ts';
import { holidayRegions, isHolidayRegion, publicHolidays } from '../../services/clock/holidays.ts';
import { type Calendar, type OpenInterval, QUEUE_DEFAULTS } from '../../store/settings/queues.ts';

const PARIS: Calendar = QUEUE_DEFAULTS.calendar;
const at = (iso: string) => Date.parse(iso);
const iso = (ms: number) => new Date(ms).toISOString();
const HOUR = 3_600_000;
const ALWAYS: Calendar = {
  timeZone: 'Europe/Paris',
  week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]),
  holidays: null,
  daysOff: [],
};
const SUNDAY_NIGHT: Calendar = { ...ALWAYS, week: [[], [], [], [], [], [], [{ from: '01:00', to: '05:00' }]] };
const NEVER: Calendar = { ...PARIS, week: [[], [], [], [], [], [], []] };

describe('O8: hours of the queue', () => {
  it.each([
    ['within a day', '2026-11-18T09:00:00Z', 4, '2026-11-18T13:00:00Z'],
    ['to the very end of it', '2026-11-18T08:00:00Z', 9, '2026-11-18T17:00:00Z'],
    ['over a night', '2026-11-18T15:00:00Z', 4, '2026-11-19T10:00:00Z'],
    ['over a week-end', '2026-11-20T16:00:00Z', 2, '2026-11-23T09:00:00Z'],
    ['from before it opens', '2026-11-18T02:00:00Z', 1, '2026-11-18T09:00:00Z'],
    ['from after it closed', '2026-11-18T22:00:00Z', 1, '2026-11-19T09:00:00Z'],
    ['over the eleventh of November', '2026-11-10T16:00:00Z', 2, '2026-11-12T09:00:00Z'],
    ['over Christmas and a week-end', '2026-12-24T16:30:00Z', 1, '2026-12-28T08:30:00Z'],
    ['over a week-end and the spring change of clocks', '2026-03-27T16:00:00Z', 2, '2026-03-30T08:00:00Z'],
    ['over a week-end and the autumn change of clocks', '2026-10-23T15:00:00Z', 2, '2026-10-26T09:00:00Z'],
  ])('%s', (_, since, hours, end) => {
    expect(iso(businessEnd(PARIS, at(since), hours))).toBe(iso(at(end)));
  });

  it('are those that pass in a night in which the clocks change', () => {
    const spring = businessEnd(SUNDAY_NIGHT, at('2026-03-28T12:00:00Z'), 4);
    expect(iso(spring)).toBe('2026-04-05T00:00:00.000Z');
    const autumn = businessEnd(SUNDAY_NIGHT, at('2026-10-24T12:00:00Z'), 5);
    expect(iso(autumn)).toBe('2026-10-25T04:00:00.000Z');
  });

  it('pass over the queue’s own days off, and no others', () => {
    const closed = { ...PARIS, daysOff: ['2026-11-19', '2026-11-20'] };
    expect(iso(businessEnd(closed, at('2026-11-18T16:00:00Z'), 2))).toBe('2026-11-23T09:00:00.000Z');
    const working = { ...PARIS, holidays: null };
    expect(iso(businessEnd(working, at('2026-11-10T16:00:00Z'), 2))).toBe('2026-11-11T09:00:00.000Z');
  });

  it('are wall hours where the queue never opens, and end where no opening is left', () => {
    const since = at('2026-11-18T15:00:00Z');
    expect(businessEnd(NEVER, since, 8)).toBe(since + 8 * HOUR);
    expect(isOpen(NEVER, since)).toBe(false);
    expect(nextWorkingDate(NEVER, since)).toBeNull();
    const barely = { ...NEVER, week: [[{ from: '09:00', to: '09:01' }], [], [], [], [], [], []] };
    expect(businessEnd(barely, since, 1000)).toBeGreaterThan(since + 29 * 365 * 24 * HOUR);
  });
});

describe('whatever the calendar', () => {
  const minute = fc.integer({ min: 0, max: 24 * 60 });
  const time = (m: number) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;
  const interval = fc
    .tuple(minute, minute)
    .filter(([a, b]) => a !== b)
    .map(([a, b]): OpenInterval => ({ from: time(Math.min(a, b)), to: time(Math.max(a, b)) }));
  const calendar: fc.Arbitrary<Calendar> = fc.record({
    timeZone: fc.constantFrom('Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'),
    week: fc.array(
      fc.option(interval, { nil: null }).map((i) => (i ? [i] : [])),
      { minLength: 7, maxLength: 7 },
    ),
    holidays: fc.constantFrom(null, 'FR', 'US', 'CH-GE'),
    daysOff: fc.constantFrom<readonly string[]>([], ['2026-03-30', '2026-10-26']),
  });
  /** Around both changes of 2026 in Paris, to the minute. */
  const instant = fc
    .tuple(fc.constantFrom(at('2026-03-26T00:00:00Z'), at('2026-10-22T00:00:00Z')), fc.integer({ min: 0, max: 12_000 }))
    .map(([from, minutes]) => from + minutes * 60_000);
  const hours = fc.integer({ min: 1, max: 60 });

  it('the end is never before the provisional one, and the queue is open just before it', () => {
    fc.assert(
      fc.property(calendar, instant, hours, (c, since, h) => {
        const end = businessEnd(c, since, h);
        expect(end).toBeGreaterThanOrEqual(endOf({ unit: 'businessHours', value: h }, since));
        if (c.week.some((day) => day.length > 0)) expect(isOpen(c, end - 1)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('later beginnings and longer durations end no earlier', () => {
    fc.assert(
      fc.property(calendar, instant, hours, fc.integer({ min: 0, max: 5000 }), (c, since, h, minutes) => {
        const end = businessEnd(c, since, h);
        expect(businessEnd(c, since + minutes * 60_000, h)).toBeGreaterThanOrEqual(end);
        expect(businessEnd(c, since, h + 1)).toBeGreaterThan(end);
      }),
      { numRuns: 300 },
    );
  });

  it('hours counted in two parts end where they do in one', () => {
    fc.assert(
      fc.property(calendar, instant, hours, hours, (c, since, a, b) => {
        expect(businessEnd(c, businessEnd(c, since, a), b)).toBe(businessEnd(c, since, a + b));
      }),
      { numRuns: 200 },
    );
  });
});

/** Reckons by what the clock on the wall shows, minute by minute, as Intl knows it. */
describe('fault L17: to the minute, in every zone, whenever its clocks change', () => {
  const MINUTE = 60_000;
  const AT_MIDNIGHT = 'Africa/Cairo Asia/Beirut America/Santiago America/Havana America/Asuncion Asia/Gaza'.split(' ');
  const ZONES = [
    ...AT_MIDNIGHT,
    ...'Atlantic/Azores America/Scoresbysund Africa/Casablanca Asia/Jerusalem Australia/Lord_Howe'.split(' '),
    ...'Australia/Adelaide Australia/Sydney Pacific/Auckland Pacific/Chatham Pacific/Norfolk'.split(' '),
    ...'Pacific/Easter Antarctica/Troll Europe/Paris Europe/London Europe/Dublin Europe/Chisinau'.split(' '),
    ...'America/New_York America/St_Johns America/Nuuk Asia/Nicosia Asia/Kolkata Asia/Kathmandu'.split(' '),
    ...'America/Sao_Paulo Asia/Tehran Pacific/Apia UTC'.split(' '),
  ];
  interface Wall {
    readonly date: string;
    readonly time: string;
  }
  const clocks = new Map<string, Intl.DateTimeFormat>();
  const seen = new Map<string, Wall>();
  function wall(timeZone: string, ms: number): Wall {
    const known = seen.get(`${timeZone} ${ms}`);
    if (known) return known;
    const clock =
      clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    clocks.set(timeZone, clock);
    const [date = '', time = ''] = clock.format(ms).split(' ');
    seen.set(`${timeZone} ${ms}`, { date, time });
    return { date, time };
  }
  function shows({ timeZone, week, holidays, daysOff }: Calendar, ms: number): boolean {
    const { date, time } = wall(timeZone, ms);
    const day = week[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? [];
    const isHoliday = holidays !== null && publicHolidays(holidays, Number(date.slice(0, 4))).has(date);
    return !isHoliday && !daysOff.includes(date) && day.some(({ from, to }) => from <= time && time < to);
  }
  function stepped(calendar: Calendar, since: number, hours: number): number {
    let ms = since;
    for (let left = hours * 60; left > 0; ms += MINUTE) if (shows(calendar, ms)) left--;
    return ms;
  }
  /** Noon of the days of 2026 within which a zone's clock is changed; any day of one that has no change. */
  function changes(timeZone: string): number[] {
    const noon = (day: number) => at('2026-01-01T12:00:00Z') + day * 24 * HOUR;
    const days = Array.from({ length: 364 }, (_, day) => noon(day));
    const changed = days.filter((ms) => wall(timeZone, ms).time !== wall(timeZone, ms + 24 * HOUR).time);
    return changed.length > 0 ? changed : [noon(90)];
  }

  it.each([
    ['Africa/Cairo', '2026-04-23T12:00:00Z'],
    ['Africa/Cairo', '2026-10-28T12:00:00Z'],
    ['Asia/Beirut', '2026-03-27T12:00:00Z'],
    ['Asia/Beirut', '2026-10-23T12:00:00Z'],
    ['America/Santiago', '2026-04-03T12:00:00Z'],
    ['America/Santiago', '2026-09-04T12:00:00Z'],
    ['America/Havana', '2026-03-06T12:00:00Z'],
    ['America/Havana', '2026-10-30T12:00:00Z'],
  ])('open day and night in %s, 72 hours after %s are 72 hours', (timeZone, since) => {
    expect(iso(businessEnd({ ...ALWAYS, timeZone }, at(since), 72))).toBe(iso(at(since) + 72 * HOUR));
  });

  const mark = fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15);
  const time = (m: number) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;
  const day = fc.uniqueArray(mark, { minLength: 2, maxLength: 4 }).map((marks): OpenInterval[] => {
    const [a = 0, b = 0, c, d] = marks.toSorted((x, y) => x - y).map(time);
    const first = { from: String(a), to: String(b) };
    return c === undefined || d === undefined ? [first] : [first, { from: c, to: d }];
  });
  const anywhere = fc.constantFrom(...ZONES).chain((timeZone) =>
    fc.record({
      calendar: fc.record({
        timeZone: fc.constant(timeZone),
        week: fc.array(fc.oneof(day, fc.constant(ALWAYS.week[0] ?? [])), { minLength: 7, maxLength: 7 }),
        holidays: fc.constantFrom(null, 'FR', 'US'),
        daysOff: fc.constantFrom<readonly string[]>([], ['2026-03-30', '2026-10-26']),
      }),
      since: fc
        .tuple(fc.constantFrom(...changes(timeZone)), fc.integer({ min: -1440, max: 1440 }))
        .map(([noon, minutes]) => noon + minutes * MINUTE),
    }),
  );

  it('200 calendars end where the clock on the wall says, and are open when it does', () => {
    fc.assert(
      fc.property(anywhere, fc.integer({ min: 1, max: 30 }), ({ calendar, since }, hours) => {
        const end = businessEnd(calendar, since, hours);
        expect(iso(end)).toBe(iso(stepped(calendar, since, hours)));
        const moments = Array.from({ length: 72 }, (_, i) => since + i * 23 * MINUTE);
        expect(moments.filter((ms) => isOpen(calendar, ms) !== shows(calendar, ms))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('the next working day is the next that the calendar shows open', () => {
    for (const timeZone of ZONES)
      for (const noon of changes(timeZone)) {
        const { date } = wall(timeZone, noon);
        const tomorrow = new Date(at(`${date}T00:00:00Z`) + 24 * HOUR).toISOString().slice(0, 10);
        expect(`${timeZone} ${nextWorkingDate({ ...ALWAYS, timeZone }, noon)}`).toBe(`${timeZone} ${tomorrow}`);
      }
  });
});

it('C17: a queue is open in its own zone and hours, save on holidays', () => {
  expect(isOpen(PARIS, at('2026-11-18T08:00:00Z'))).toBe(true);
  expect(isOpen(PARIS, at('2026-11-18T07:59:59Z'))).toBe(false);
  expect(isOpen(PARIS, at('2026-11-18T17:00:00Z'))).toBe(false);
  expect(isOpen(PARIS, at('2026-11-21T10:00:00Z'))).toBe(false);
  expect(isOpen(PARIS, at('2026-11-11T10:00:00Z'))).toBe(false);
  expect(isOpen({ ...PARIS, timeZone: 'America/Montreal' }, at('2026-11-18T22:00:00Z'))).toBe(true);
});

it('the next working day is the next on which it opens', () => {
  expect(nextWorkingDate(PARIS, at('2026-11-18T10:00:00Z'))).toBe('2026-11-19');
  expect(nextWorkingDate(PARIS, at('2026-11-20T10:00:00Z'))).toBe('2026-11-23');
  expect(nextWorkingDate(PARIS, at('2026-12-24T10:00:00Z'))).toBe('2026-12-28');
  expect(nextWorkingDate(PARIS, at('2026-11-18T23:30:00Z'))).toBe('2026-11-20');
});

it('holidays are those of the country and of its part', () => {
  expect([...publicHolidays('FR', 2026)]).toContain('2026-07-14');
  expect(publicHolidays('CH-GE', 2026).has('2026-12-31')).toBe(true);
  expect(publicHolidays('CH', 2026).has('2026-12-31')).toBe(false);
  expect([...publicHolidays('XX', 2026)]).toEqual([]);
  expect(['FR', 'CH-GE', 'XX', 'CH-XX', 'fr', ''].map(isHolidayRegion)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(holidayRegions('fr').find(({ code }) => code === 'CH-GE')?.name).toMatch(/Gen/);
});
