/** Every timer of Standard, fired by skipping time: on and off, after a day and after a thousand, late and in business hours. */
import { randomInt } from 'node:crypto';
import type { FindAgentRequest, Found } from '../../activities/find-agent.ts';
import { createRecord } from '../../activities/record.ts';
import type { RedirectRequest } from '../../activities/redirect-letter.ts';
import type { DeliveryOutcome } from '../../domain/commands.ts';
import type { TimerSettings } from '../../domain/definition.ts';
import { fold } from '../../domain/evolve.ts';
import { STANDARD } from '../../domain/standard.ts';
import { businessEnd } from '../../store/calendar.ts';
import { type Calendar, QUEUE_DEFAULTS } from '../../store/queues.ts';
import { openStore, type Store } from '../../store/store.ts';
import { toEvent, verifyChain } from '../../store/timeline.ts';
import { until } from '../api/until.ts';
import { context, DAY, letter, OPENING, Play, reply } from '../domain/given.ts';
import { testEngines } from '../setup/engines.ts';
import { openTimeMachine, type TestDossier, type TimeMachine, type WorldActivities } from './environment.ts';

const HOUR = DAY / 24;
const SENT: DeliveryOutcome = { outcome: 'sent', messageId: '<r@pli>', rejected: 0 };
const DEFERRED: DeliveryOutcome = { outcome: 'deferred', reason: '451' };
const PARIS: Calendar = QUEUE_DEFAULTS.calendar;
const SUPERVISOR = context({ actor: { kind: 'user', id: 'nadia' }, rights: ['dossier.validate'] });

const engines = testEngines();
let machine: TimeMachine;
let store: Store;
let attempts: string[];
let redirected: RedirectRequest[];
let asked: FindAgentRequest[];

beforeAll(async () => {
  machine = await openTimeMachine(await engines.timeSkippingServer(), engines.workflowBundle);
  store = await openStore(engines.mongoUrl);
  const definition = { id: STANDARD.id, version: STANDARD.version };
  await store.queues.upsert({ _id: OPENING.queue, name: 'Support', mailbox: 'support', definition });
}, 120_000);

afterAll(async () => {
  await machine.close();
  await store.close();
});

/** A dossier in a pull queue, whose last agent still works there. */
async function inWorld(test: (dossier: TestDossier) => Promise<void>, answers: DeliveryOutcome[] = []): Promise<void> {
  [attempts, redirected, asked] = [[], [], []];
  await machine.play(worldOf(answers), test);
}

function worldOf(answers: DeliveryOutcome[]): WorldActivities {
  return {
    record: createRecord({ store }),
    sendReply: async ({ message }: { message: string }) => {
      attempts.push(message);
      return answers.shift() ?? SENT;
    },
    redirectLetter: async (request: RedirectRequest) => void redirected.push(request),
    findAgent: async (request: FindAgentRequest): Promise<Found | null> => {
      asked.push(request);
      return request.lastAssignee === null ? null : { type: 'giveTo', agent: request.lastAssignee };
    },
    freeAgent: async () => {},
  };
}

/** A dossier as a worker left it that long ago, with what has happened since due; and the worker that comes. */
async function afterAbsence(
  ms: number,
  before: (play: Play) => unknown,
  test: (dossier: TestDossier) => Promise<void>,
) {
  const play = new Play();
  play.now = (await machine.env.currentTimeMs()) - ms;
  before(play);
  await inWorld(async (dossier) => {
    const number = randomInt(2 ** 40);
    const given = play.events.map((event) => {
      const told = event.type === 'dossierOpened' ? { ...event, data: { ...event.data, number } } : event;
      return { ...told, dossierId: dossier.id };
    });
    const record = createRecord({ store });
    const events = (await record({ dossierId: dossier.id, base: null, definition: STANDARD, events: given })) ?? given;
    const state = fold(events);
    if (!state) throw new Error('not opened');
    await dossier.carriedOn({ dossier: state, results: [] });
    await test(dossier);
  });
}

const later = async (ms: number) => machine.env.sleep(ms);
const row = async ({ id }: TestDossier) => {
  const found = await store.dossiers.get(id);
  if (!found) throw new Error('no such dossier');
  return found;
};
const deadline = async (dossier: TestDossier, timer: string) =>
  (await row(dossier)).deadlines.find((d) => d.timer === timer);

/** That timer as given; the others that can be, off: none is in its way. */
function only(timer: string, enabled: boolean, value: number): TimerSettings {
  const others = STANDARD.timers.filter((t) => t.whenOff === 'never').map((t) => [t.id, { ...t, enabled: false }]);
  const settings = [...others, [timer, { enabled, after: { unit: 'days', value } }]] as [
    string,
    TimerSettings[string],
  ][];
  return Object.fromEntries(settings.map(([id, { enabled: on, after }]) => [id, { enabled: on, after }]));
}

const opened = async (dossier: TestDossier) => {
  await dossier.letter('m1');
  await dossier.command({ type: 'accept' });
};
const set = (dossier: TestDossier, timers: TimerSettings) => dossier.instruct({ type: 'changeTimers', timers });

/** How a dossier comes to the state each timer runs in, and what the timer makes of it. */
const TIMERS: readonly {
  readonly id: string;
  readonly goes: (dossier: TestDossier) => Promise<unknown>;
  readonly from: string;
  readonly becomes: object;
}[] = [
  { id: 'activeToDormant', goes: async () => {}, from: 'open', becomes: { state: 'dormant', assignee: 'lea' } },
  {
    id: 'waitingToDormant',
    async goes(dossier) {
      await dossier.command({ type: 'replyAndWait', message: reply() });
      await later(11_000);
    },
    from: 'waiting',
    becomes: { state: 'dormant', assignee: null, lastAssignee: 'lea' },
  },
  {
    id: 'dormantToClosed',
    async goes(dossier) {
      await set(dossier, only('activeToDormant', true, 1));
      await later(DAY + HOUR);
    },
    from: 'dormant',
    becomes: { state: 'closed' },
  },
  {
    id: 'resolvedToClosed',
    goes: (dossier) => dossier.command({ type: 'resolve' }),
    from: 'resolved',
    becomes: { state: 'closed' },
  },
  {
    id: 'closedToArchived',
    goes: (dossier) => dossier.command({ type: 'close' }),
    from: 'closed',
    becomes: { state: 'archived', desk: null },
  },
  {
    id: 'leavesInbox',
    goes: (dossier) => dossier.command({ type: 'resolve' }),
    from: 'resolved',
    becomes: { state: 'resolved', assignee: null, lastAssignee: 'lea' },
  },
];

describe.each(TIMERS)('C6, N16, N24: $id', ({ id, goes, from, becomes }) => {
  it.each([1, 1000])('fires after %d days, not before', async (days) => {
    await inWorld(async (dossier) => {
      await opened(dossier);
      await goes(dossier);
      await set(dossier, only(id, true, days));
      await later(HOUR);
      const { since = 0, at = 0 } = (await deadline(dossier, id)) ?? {};
      expect(at - since).toBe(days * DAY);
      const { version, since: there } = await row(dossier);
      expect(since).toBe(id === 'activeToDormant' ? since : there);
      await later(at - (await machine.env.currentTimeMs()) - HOUR);
      expect(await row(dossier)).toMatchObject({ state: from, version });
      await later(2 * HOUR);
      expect(await row(dossier)).toMatchObject(becomes);
      const fired = (await store.timeline.read(dossier.id)).find((e) => e.cause === `timer ${id} ${at}`);
      expect((fired?.at ?? 0) - at).toBeGreaterThanOrEqual(0);
      expect((fired?.at ?? 0) - at).toBeLessThan(60_000);
      expect(fired?.actor).toEqual({ kind: 'system' });
    });
  });
});

it.each(TIMERS.filter((t) => t.id !== 'closedToArchived'))('C6, N24: $id switched off never fires', async (timer) => {
  await inWorld(async (dossier) => {
    await opened(dossier);
    await timer.goes(dossier);
    await set(dossier, only(timer.id, false, 1));
    await later(20 * DAY);
    expect(await row(dossier)).toMatchObject({ state: timer.from, assignee: 'lea' });
    expect(await deadline(dossier, timer.id)).toBeUndefined();
  });
});

describe('C6: without reopening window', () => {
  const OFF = only('closedToArchived', false, 30);

  it('a closed dossier is archived at once', async () => {
    await inWorld(async (dossier) => {
      await opened(dossier);
      await set(dossier, OFF);
      await dossier.command({ type: 'close' });
      await dossier.handle.result();
      expect(await row(dossier)).toMatchObject({ state: 'archived', desk: null });
    });
  });

  it('it is never archived while a reply is on its way', async () => {
    const answers = [DEFERRED, DEFERRED, DEFERRED];
    await inWorld(async (dossier) => {
      await opened(dossier);
      await set(dossier, OFF);
      await dossier.command({ type: 'replyAndClose', message: reply() });
      await later(30_000);
      expect(await row(dossier)).toMatchObject({ state: 'closed' });
      await dossier.handle.result();
      expect(attempts).toHaveLength(4);
      expect((await store.timeline.read(dossier.id)).slice(-2).map((e) => e.type)).toEqual(['replySent', 'moved']);
    }, answers);
  });

  it('a reply taken back in time brings the dossier back', async () => {
    await inWorld(async (dossier) => {
      await opened(dossier);
      await set(dossier, OFF);
      await dossier.command({ type: 'replyAndClose', message: reply() });
      await later(9_000);
      expect(await dossier.command({ type: 'undoSend' })).toMatchObject({ state: 'open' });
      await later(DAY);
      expect(await row(dossier)).toMatchObject({ state: 'open' });
    });
  });
});

describe('N17: the customer timer', () => {
  const waiting = async (dossier: TestDossier) => {
    await opened(dossier);
    await dossier.command({ type: 'replyAndWait', message: reply() });
    await later(11_000);
  };

  it('frees the agent when it is over; the contact’s answer is that agent’s again', async () => {
    await inWorld(async (dossier) => {
      await waiting(dossier);
      await later(31 * DAY);
      expect(await row(dossier)).toMatchObject({ state: 'dormant', assignee: null, lastAssignee: 'lea' });
      expect(asked).toEqual([]);
      await dossier.letter('m2');
      await later(1_000);
      expect(asked).toMatchObject([{ queue: OPENING.queue, lastAssignee: 'lea' }]);
      expect(await row(dossier)).toMatchObject({ state: 'returned', assignee: 'lea', lastAssignee: null });
    });
  });

  it('+Temps gives the contact that much more, from when it would have been over', async () => {
    await inWorld(async (dossier) => {
      await waiting(dossier);
      const before = (await deadline(dossier, 'waitingToDormant'))?.at ?? 0;
      await dossier.command({ type: 'moreTime', days: null });
      expect((await deadline(dossier, 'waitingToDormant'))?.at).toBe(before + 30 * DAY);
      await dossier.command({ type: 'moreTime', days: 3 });
      expect((await deadline(dossier, 'waitingToDormant'))?.at).toBe(before + 33 * DAY);
      await later(62 * DAY);
      expect(await row(dossier)).toMatchObject({ state: 'waiting' });
      await later(2 * DAY);
      expect(await row(dossier)).toMatchObject({ state: 'dormant' });
    });
  });
});

describe('N16: how long the contact waits', () => {
  it('only shows, in the hours of the queue, from the first letter left without an answer', async () => {
    await inWorld(async (dossier) => {
      await dossier.letter('m1');
      await dossier.settled();
      const first = await deadline(dossier, 'contactWaits');
      const since = (await row(dossier)).waitingSince ?? 0;
      expect(first).toEqual({ timer: 'contactWaits', since, at: businessEnd(PARIS, since, 8) });
      await later(2 * DAY);
      await dossier.letter('m2');
      await later(20 * DAY);
      expect(await deadline(dossier, 'contactWaits')).toEqual(first);
      expect(await row(dossier)).toMatchObject({ state: 'new', alert: null });
      await dossier.command({ type: 'accept' });
      expect((await deadline(dossier, 'contactWaits'))?.since).toBe(since);
      await dossier.command({ type: 'replyAndWait', message: reply() });
      expect(await deadline(dossier, 'contactWaits')).toBeUndefined();
    });
  });
});

describe('O8: business hours', () => {
  const inValidation = async (dossier: TestDossier) => {
    await opened(dossier);
    await dossier.command({ type: 'submitForValidation', message: reply(), outcome: 'close' });
  };

  it('O3: a validation nobody decides is escalated once the queue was open that long, once', async () => {
    await inWorld(async (dossier) => {
      await inValidation(dossier);
      const { since = 0, at = 0 } = (await deadline(dossier, 'validationOverdue')) ?? {};
      expect(at).toBe(businessEnd(PARIS, since, 4));
      await later(at - (await machine.env.currentTimeMs()) - 60_000);
      expect(await row(dossier)).toMatchObject({ state: 'validation', alert: null });
      await later(2 * 60_000);
      expect(await row(dossier)).toMatchObject({ state: 'validation', alert: 'validation-overdue' });
      const { version } = await row(dossier);
      await later(30 * DAY);
      expect((await row(dossier)).version).toBe(version);
      await dossier.command({ type: 'refuse', reason: 'Adresse ?' }, undefined, SUPERVISOR);
      expect(await row(dossier)).toMatchObject({ state: 'open' });
    });
  });

  it('an end on record stays when the queue’s hours change; the workflow, the row and the timeline say the same', async () => {
    await inWorld(async (dossier) => {
      await inValidation(dossier);
      const before = await deadline(dossier, 'validationOverdue');
      await changeCalendar({ ...PARIS, week: PARIS.week.map(() => [{ from: '03:00', to: '03:30' }]), holidays: null });
      await dossier.letter('m2');
      await dossier.settled();
      await changeCalendar(PARIS);
      expect(await deadline(dossier, 'validationOverdue')).toEqual(before);
      const entries = await store.timeline.read(dossier.id);
      expect(verifyChain(entries)).toMatchObject({ ok: true });
      expect(fold(entries.map(toEvent))?.deadlines).toEqual((await row(dossier)).deadlines);
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
    await store.queues.upsert({ _id: 'nights', name: 'Nights', mailbox: 'nights', definition, calendar: nights });
    await inWorld(async (dossier) => {
      await opened(dossier);
      const target = { kind: 'queue', id: 'nights', mailbox: 'nights', routing: 'pull', open: true } as const;
      await dossier.command({ type: 'transfer', target, wrapUp: 'Nuit' });
      const { since = 0, at } = (await deadline(dossier, 'contactWaits')) ?? {};
      expect(at).toBe(businessEnd(nights, since, 8));
    });
  });

  async function changeCalendar(calendar: Calendar): Promise<void> {
    const queue = await store.queues.get(OPENING.queue);
    if (queue) await store.queues.upsert({ ...queue, calendar });
  }
});

it('W5: a dossier that lost its queue is interrupted, told why, and can only be ended', async () => {
  await inWorld(async (dossier) => {
    await opened(dossier);
    await dossier.instruct({ type: 'interrupt', resource: 'queue', name: 'Support' });
    await later(40 * DAY);
    expect(await row(dossier)).toMatchObject({
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
        await until('the reply to be sent', async () => (await row(dossier)).outgoing.length === 0);
        expect(await row(dossier)).toMatchObject({ state: 'dormant', assignee: null });
        const entries = await store.timeline.read(dossier.id);
        expect(entries.slice(-4).map((e) => e.type)).toEqual(['moved', 'unassigned', 'replyReleased', 'replySent']);
        const { since } = await row(dossier);
        expect(await deadline(dossier, 'dormantToClosed')).toEqual({
          timer: 'dormantToClosed',
          since,
          at: since + DAY,
        });
        await later(DAY - HOUR);
        expect(await row(dossier)).toMatchObject({ state: 'dormant' });
        await later(2 * HOUR);
        expect(await row(dossier)).toMatchObject({ state: 'closed' });
        expect(attempts).toEqual(['reply-1']);
      },
    );
  });

  it('ends of timers that were not due are where they were', async () => {
    await afterAbsence(
      3 * DAY,
      (play) => play.system(letter('m1')).agent({ type: 'accept' }),
      async (dossier) => {
        const before = (await row(dossier)).deadlines;
        await later(HOUR);
        expect((await row(dossier)).deadlines).toEqual(before);
        const { since = 0, at = 0 } = (await deadline(dossier, 'activeToDormant')) ?? {};
        expect(at - since).toBe(30 * DAY);
        await later(27 * DAY);
        expect(await row(dossier)).toMatchObject({ state: 'dormant' });
      },
    );
  });
});

function daily(timer: string): TimerSettings {
  return { [timer]: { enabled: true, after: { unit: 'days', value: 1 } } };
}
