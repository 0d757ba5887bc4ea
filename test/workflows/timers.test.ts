/** Every timer of Standard, with time skipped: after 1 and after 1,000 of its days or business hours, not before; and never when it is off. */
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { businessEnd } from '../../services/clock/calendar.ts';
import { DAY, reply } from '../domain/given.ts';
import type { TestDossier } from './environment.ts';
import { HOUR, only, opened, openTimerWorld, PARIS, set, type TimerWorld } from './timer-world.ts';

let world: TimerWorld;
beforeAll(async () => {
  world = await openTimerWorld();
});
afterAll(() => world.close());

interface Timed {
  readonly id: string;
  /** How an open dossier comes to the state the timer runs in. */
  readonly goes: (dossier: TestDossier) => Promise<unknown>;
  readonly from: string;
  /** What it counts from. */
  readonly counts: 'since' | 'waitingSince';
  /** What the timer makes of the dossier; null: it only shows. */
  readonly becomes: object | null;
}

const submit = (dossier: TestDossier) =>
  dossier.command({ type: 'submitForValidation', message: reply(), outcome: 'close' });

const TIMERS: readonly Timed[] = [
  {
    id: 'activeToDormant',
    goes: async () => {},
    from: 'open',
    counts: 'since',
    becomes: { state: 'dormant', assignee: 'lea' },
  },
  {
    id: 'waitingToDormant',
    async goes(dossier) {
      await dossier.command({ type: 'replyAndWait', message: reply() });
      await world.later(11_000);
    },
    from: 'waiting',
    counts: 'since',
    becomes: { state: 'dormant', assignee: null, lastAssignee: 'lea' },
  },
  {
    id: 'dormantToClosed',
    async goes(dossier) {
      await set(dossier, only('activeToDormant', true, 1));
      await world.later(DAY + HOUR);
    },
    from: 'dormant',
    counts: 'since',
    becomes: { state: 'closed' },
  },
  {
    id: 'resolvedToClosed',
    goes: (dossier) => dossier.command({ type: 'resolve' }),
    from: 'resolved',
    counts: 'since',
    becomes: { state: 'closed' },
  },
  {
    id: 'closedToArchived',
    goes: (dossier) => dossier.command({ type: 'close' }),
    from: 'closed',
    counts: 'since',
    becomes: { state: 'archived', desk: null },
  },
  {
    id: 'validationOverdue',
    goes: submit,
    from: 'validation',
    counts: 'since',
    becomes: { state: 'validation', alert: 'validation-overdue' },
  },
  {
    id: 'leavesInbox',
    goes: (dossier) => dossier.command({ type: 'resolve' }),
    from: 'resolved',
    counts: 'since',
    becomes: { state: 'resolved', assignee: null, lastAssignee: 'lea' },
  },
  { id: 'contactWaits', goes: async () => {}, from: 'open', counts: 'waitingSince', becomes: null },
  { id: 'silence', goes: async () => {}, from: 'open', counts: 'since', becomes: null },
];

it('C6, N16: no timer of Standard is left out', () => {
  expect(TIMERS.map((t) => t.id)).toEqual(STANDARD.timers.map((t) => t.id));
});

describe.each(TIMERS)('C6, N16, N24: $id', (timed) => {
  it('after 1, not before', async () => {
    await world.play(async (dossier) => {
      await opened(dossier);
      await timed.goes(dossier);
      await fires(dossier, timed, 1);
    });
  });

  it('never while it is off; after 1,000, not before', async () => {
    await world.play(async (dossier) => {
      await opened(dossier);
      await timed.goes(dossier);
      // C6: off, that one archives at once, which has its own tests.
      if (timed.id !== 'closedToArchived') await neverFires(dossier, timed);
      await fires(dossier, timed, 1000);
    });
  });
});

async function neverFires(dossier: TestDossier, { id, from }: Timed): Promise<void> {
  await set(dossier, only(id, false, 1));
  await dossier.settled();
  const { version, assignee } = await world.row(dossier);
  await world.later(20 * DAY);
  expect(await world.row(dossier)).toMatchObject({ state: from, version, assignee });
  expect(await world.deadline(dossier, id)).toBeUndefined();
}

async function fires(dossier: TestDossier, timed: Timed, value: number): Promise<void> {
  const { id, from, counts, becomes } = timed;
  const unit = STANDARD.timers.find((t) => t.id === id)?.after.unit ?? 'days';
  await set(dossier, only(id, true, value, unit));
  await dossier.settled();
  const before = await world.row(dossier);
  const { since = 0, at = 0 } = (await world.deadline(dossier, id)) ?? {};
  expect(since).toBe(before[counts]);
  expect(at).toBe(unit === 'days' ? since + value * DAY : businessEnd(PARIS, since, value));
  const { version } = before;
  await world.later(at - (await world.machine.env.currentTimeMs()) - HOUR / 2);
  expect(await world.row(dossier)).toMatchObject({ state: from, version });
  await world.later(HOUR);
  expect(await world.row(dossier)).toMatchObject(becomes ?? { state: from, version });
  const fired = (await world.store.timeline.read(dossier.id)).find((e) => e.cause === `timer ${id} ${at}`);
  if (becomes === null) return expect(fired).toBeUndefined();
  expect((fired?.at ?? 0) - at).toBeGreaterThanOrEqual(0);
  expect((fired?.at ?? 0) - at).toBeLessThan(60_000);
  expect(fired?.actor).toEqual({ kind: 'system' });
}
