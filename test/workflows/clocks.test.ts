/** What the clocks do besides firing: no reopening window, more time for the contact, a queue that is lost, a worker that was away. */
import { randomInt } from 'node:crypto';
import { createRecord } from '../../activities/record/record.ts';
import type { DeliveryOutcome } from '../../domain/dossier/commands.ts';
import { fold } from '../../domain/dossier/evolve.ts';
import type { TimerSettings } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { until } from '../api/until.ts';
import { DAY, letter, OPENING, Play, reply } from '../domain/given.ts';
import type { TestDossier } from './environment.ts';
import { HOUR, only, opened, openTimerWorld, set, type TimerWorld } from './timer-world.ts';

const DEFERRED: DeliveryOutcome = { outcome: 'deferred', reason: '451' };

let world: TimerWorld;
beforeAll(async () => {
  world = await openTimerWorld();
});
afterAll(() => world.close());

/** A dossier as a worker left it that long ago, with what has happened since due; and the worker that comes. */
async function afterAbsence(
  ms: number,
  before: (play: Play) => unknown,
  test: (dossier: TestDossier) => Promise<void>,
) {
  const play = new Play();
  play.now = (await world.machine.env.currentTimeMs()) - ms;
  before(play);
  await world.play(async (dossier) => {
    const number = randomInt(2 ** 40);
    const given = play.events.map((event) => {
      const told = event.type === 'dossierOpened' ? { ...event, data: { ...event.data, number } } : event;
      return { ...told, dossierId: dossier.id };
    });
    const record = createRecord({ store: world.store });
    const events = (await record({ dossierId: dossier.id, base: null, definition: STANDARD, events: given })) ?? given;
    const state = fold(events);
    if (!state) throw new Error('not opened');
    await dossier.carriedOn({ dossier: state, results: [] });
    await test(dossier);
  });
}

describe('C6: without reopening window', () => {
  const OFF = only('closedToArchived', false, 30);

  it('a closed dossier is archived at once', async () => {
    await world.play(async (dossier) => {
      await opened(dossier);
      await set(dossier, OFF);
      await dossier.command({ type: 'close' });
      await dossier.handle.result();
      expect(await world.row(dossier)).toMatchObject({ state: 'archived', desk: null });
    });
  });

  it('it is never archived while a reply is on its way', async () => {
    const answers = [DEFERRED, DEFERRED, DEFERRED];
    await world.play(async (dossier) => {
      await opened(dossier);
      await set(dossier, OFF);
      await dossier.command({ type: 'replyAndClose', message: reply() });
      await world.later(30_000);
      expect(await world.row(dossier)).toMatchObject({ state: 'closed' });
      await dossier.handle.result();
      expect(world.attempts).toHaveLength(4);
      expect((await world.store.timeline.read(dossier.id)).slice(-2).map((e) => e.type)).toEqual([
        'replySent',
        'moved',
      ]);
    }, answers);
  });

  it('a reply taken back in time brings the dossier back', async () => {
    await world.play(async (dossier) => {
      await opened(dossier);
      await set(dossier, OFF);
      await dossier.command({ type: 'replyAndClose', message: reply() });
      await world.later(5_000);
      expect(await dossier.command({ type: 'undoSend' })).toMatchObject({ state: 'open' });
      await world.later(DAY);
      expect(await world.row(dossier)).toMatchObject({ state: 'open' });
    });
  });
});

describe('N17: the customer timer', () => {
  const waiting = async (dossier: TestDossier) => {
    await opened(dossier);
    await dossier.command({ type: 'replyAndWait', message: reply() });
    await world.later(11_000);
  };

  it('frees the agent when it is over; the contact’s answer is that agent’s again', async () => {
    await world.play(async (dossier) => {
      await waiting(dossier);
      await world.later(31 * DAY);
      expect(await world.row(dossier)).toMatchObject({ state: 'dormant', assignee: null, lastAssignee: 'lea' });
      expect(world.asked).toEqual([]);
      await dossier.letter('m2');
      await world.later(1_000);
      expect(world.asked).toMatchObject([{ queue: OPENING.queue, lastAssignee: 'lea' }]);
      expect(await world.row(dossier)).toMatchObject({ state: 'returned', assignee: 'lea', lastAssignee: null });
    });
  });

  it('+Temps gives the contact that much more, from when it would have been over', async () => {
    await world.play(async (dossier) => {
      await waiting(dossier);
      const before = (await world.deadline(dossier, 'waitingToDormant'))?.at ?? 0;
      await dossier.command({ type: 'moreTime', days: null });
      expect((await world.deadline(dossier, 'waitingToDormant'))?.at).toBe(before + 30 * DAY);
      await dossier.command({ type: 'moreTime', days: 3 });
      expect((await world.deadline(dossier, 'waitingToDormant'))?.at).toBe(before + 33 * DAY);
      await world.later(62 * DAY);
      expect(await world.row(dossier)).toMatchObject({ state: 'waiting' });
      await world.later(2 * DAY);
      expect(await world.row(dossier)).toMatchObject({ state: 'dormant' });
    });
  });
});

it('W5: a dossier that lost its queue is interrupted, told why, and can only be ended', async () => {
  await world.play(async (dossier) => {
    await opened(dossier);
    await dossier.instruct({ type: 'interrupt', resource: 'queue', name: 'Support' });
    await world.later(40 * DAY);
    expect(await world.row(dossier)).toMatchObject({
      state: 'interrupted',
      alert: 'interrupted',
      lost: { resource: 'queue', name: 'Support' },
    });
    await expect(dossier.command({ type: 'accept' })).rejects.toThrow();
    expect(await dossier.command({ type: 'end' })).toMatchObject({ state: 'closed' });
  });
});

describe('O8: a worker away for three days', () => {
  it('changes nothing but when: what was due is done in order, and the next ends count from when it was', async () => {
    const timers = { ...only('waitingToDormant', true, 1), ...daily('dormantToClosed') };
    await afterAbsence(
      3 * DAY,
      (play) => {
        play.system(letter('m1')).agent({ type: 'accept' });
        play.system({ type: 'changeTimers', timers }).agent({ type: 'replyAndWait', message: reply() });
      },
      async (dossier) => {
        await until('the reply to be sent', async () => (await world.row(dossier)).outgoing.length === 0);
        expect(await world.row(dossier)).toMatchObject({ state: 'dormant', assignee: null });
        const entries = await world.store.timeline.read(dossier.id);
        expect(entries.slice(-4).map((e) => e.type)).toEqual(['moved', 'unassigned', 'replyReleased', 'replySent']);
        const { since } = await world.row(dossier);
        expect(await world.deadline(dossier, 'dormantToClosed')).toEqual({
          timer: 'dormantToClosed',
          since,
          at: since + DAY,
        });
        await world.later(DAY - HOUR);
        expect(await world.row(dossier)).toMatchObject({ state: 'dormant' });
        await world.later(2 * HOUR);
        expect(await world.row(dossier)).toMatchObject({ state: 'closed' });
        expect(world.attempts).toEqual(['reply-1']);
      },
    );
  });

  it('ends of timers that were not due are where they were', async () => {
    await afterAbsence(
      3 * DAY,
      (play) => play.system(letter('m1')).agent({ type: 'accept' }),
      async (dossier) => {
        const before = (await world.row(dossier)).deadlines;
        await world.later(HOUR);
        expect((await world.row(dossier)).deadlines).toEqual(before);
        const { since = 0, at = 0 } = (await world.deadline(dossier, 'activeToDormant')) ?? {};
        expect(at - since).toBe(30 * DAY);
        await world.later(27 * DAY);
        expect(await world.row(dossier)).toMatchObject({ state: 'dormant' });
      },
    );
  });
});

function daily(timer: string): TimerSettings {
  return { [timer]: { enabled: true, after: { unit: 'days', value: 1 } } };
}
