/** Timers in the hours of a queue: what counts in them, and what a change of hours or of queue does to an end. */
import { fold } from '../../domain/dossier/evolve.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { businessEnd } from '../../services/clock/calendar.ts';
import { toEvent, verifyChain } from '../../store/dossiers/timeline.ts';
import type { Calendar } from '../../store/settings/queues.ts';
import { context, DAY, OPENING, reply } from '../domain/given.ts';
import type { TestDossier } from './environment.ts';
import { opened, openTimerWorld, PARIS, type TimerWorld } from './timer-world.ts';

const SUPERVISOR = context({ actor: { kind: 'user', id: 'nadia' }, rights: ['dossier.validate'] });

let world: TimerWorld;
beforeAll(async () => {
  world = await openTimerWorld();
});
afterAll(() => world.close());

describe('N16: how long the contact waits', () => {
  it('only shows, in the hours of the queue, from the first letter left without an answer', async () => {
    await world.play(async (dossier) => {
      await dossier.letter('m1');
      await dossier.settled();
      const first = await world.deadline(dossier, 'contactWaits');
      const since = (await world.row(dossier)).waitingSince ?? 0;
      expect(first).toEqual({ timer: 'contactWaits', since, at: businessEnd(PARIS, since, 8) });
      await world.later(2 * DAY);
      await dossier.letter('m2');
      await world.later(20 * DAY);
      expect(await world.deadline(dossier, 'contactWaits')).toEqual(first);
      expect(await world.row(dossier)).toMatchObject({ state: 'new', alert: null });
      await dossier.command({ type: 'accept' });
      expect((await world.deadline(dossier, 'contactWaits'))?.since).toBe(since);
      await dossier.command({ type: 'replyAndWait', message: reply() });
      expect(await world.deadline(dossier, 'contactWaits')).toBeUndefined();
    });
  });
});

describe('O8: business hours', () => {
  const inValidation = async (dossier: TestDossier) => {
    await opened(dossier);
    await dossier.command({ type: 'submitForValidation', message: reply(), outcome: 'close' });
  };

  it('O3: a validation nobody decides is escalated once the queue was open that long, once', async () => {
    await world.play(async (dossier) => {
      await inValidation(dossier);
      const { since = 0, at = 0 } = (await world.deadline(dossier, 'validationOverdue')) ?? {};
      expect(at).toBe(businessEnd(PARIS, since, 4));
      await world.later(at - (await world.machine.env.currentTimeMs()) - 60_000);
      expect(await world.row(dossier)).toMatchObject({ state: 'validation', alert: null });
      await world.later(2 * 60_000);
      expect(await world.row(dossier)).toMatchObject({ state: 'validation', alert: 'validation-overdue' });
      const { version } = await world.row(dossier);
      await world.later(30 * DAY);
      expect((await world.row(dossier)).version).toBe(version);
      await dossier.command({ type: 'refuse', reason: 'Adresse ?' }, undefined, SUPERVISOR);
      expect(await world.row(dossier)).toMatchObject({ state: 'open' });
    });
  });

  it('an end on record stays when the queue’s hours change; the workflow, the row and the timeline say the same', async () => {
    await world.play(async (dossier) => {
      await inValidation(dossier);
      const before = await world.deadline(dossier, 'validationOverdue');
      await changeCalendar({ ...PARIS, week: PARIS.week.map(() => [{ from: '03:00', to: '03:30' }]), holidays: null });
      await dossier.letter('m2');
      await dossier.settled();
      await changeCalendar(PARIS);
      expect(await world.deadline(dossier, 'validationOverdue')).toEqual(before);
      const entries = await world.store.timeline.read(dossier.id);
      expect(verifyChain(entries)).toMatchObject({ ok: true });
      expect(fold(entries.map(toEvent))?.deadlines).toEqual((await world.row(dossier)).deadlines);
    });
  });

  it('a transfer counts in the hours of the queue it comes to', async () => {
    const nights: Calendar = {
      timeZone: 'Asia/Tokyo',
      week: PARIS.week.map(() => [{ from: '22:00', to: '24:00' }]),
      holidays: null,
      daysOff: [],
    };
    const definition = { id: STANDARD.id, version: STANDARD.version };
    await world.store.queues.upsert({ _id: 'nights', name: 'Nights', mailbox: 'nights', definition, calendar: nights });
    await world.play(async (dossier) => {
      await opened(dossier);
      const target = { kind: 'queue', id: 'nights', mailbox: 'nights', routing: 'pull', open: true } as const;
      await dossier.command({ type: 'transfer', target, wrapUp: 'Nuit' });
      const { since = 0, at } = (await world.deadline(dossier, 'contactWaits')) ?? {};
      expect(at).toBe(businessEnd(nights, since, 8));
    });
  });

  async function changeCalendar(calendar: Calendar): Promise<void> {
    const queue = await world.store.queues.get(OPENING.queue);
    if (queue) await world.store.queues.upsert({ ...queue, calendar });
  }
});
