/** Timers and queues set by an administrator, and what it changes for dossiers that run. */

import type {
  Batch,
  DossierDetail,
  Problem,
  QueueSaved,
  QueueSettings,
  QueueSettingsInput,
  Timers,
} from '../../api/schemas.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { openPli, type Pli } from './harness.ts';
import { rawLetter } from './letters.ts';
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
let pli: Pli;
let lea: Visitor;
let admin: Visitor;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  pli = await openPli();
  await pli.startWorker();
  [lea, admin] = await Promise.all([pli.signIn('lea'), pli.signIn('admin')]);
  await pli.post.fill(['one', 'two', 'three', 'four'].map((subject) => rawLetter({ subject })));
  const items = await until('the dossiers', async () => {
    const page = await lea.get<{ items: DossierDetail[] }>('/api/dossiers');
    return page.items.length === 4 && page.items;
  });
  ids = Object.fromEntries(items.map(({ subject, id }) => [subject, id]));
  await lea.command(ids.one ?? '', { type: 'accept' });
  await lea.command(ids.two ?? '', { type: 'accept' });
  await lea.command(ids.two ?? '', { type: 'close' });
});
afterAll(() => pli.close());

const dossier = (subject: string) => lea.get<DossierDetail>(`/api/dossiers/${ids[subject]}`);
const timers = () => admin.get<Timers>('/api/timers');
const queue = () => admin.get<QueueSettings>(`/api/queues/${pli.queue}`);

/** The whole form, as its screen sends it back. */
async function input(change: Partial<QueueSettingsInput> = {}): Promise<QueueSettingsInput> {
  const { id: _id, live: _live, mailboxes: _mailboxes, status, ...settings } = await queue();
  if (status === 'deleted') throw new Error('the queue is deleted');
  return { ...settings, status, ...change };
}

async function finished(id: string): Promise<Batch> {
  return until('the batch to end', async () => {
    const batch = await admin.get<Batch>(`/api/batches/${id}`);
    return batch.status !== 'running' && batch;
  });
}

async function set(change: Record<string, { enabled: boolean; after: { unit: string; value: number } }>) {
  const { timers: all } = await timers();
  const whole = Object.fromEntries(all.map(({ id, enabled, after }) => [id, { enabled, after }]));
  return admin.call<{ batch: string }>('PUT', '/api/timers', { body: { timers: { ...whole, ...change } } });
}

it('C6, C15: the timers are listed with what they are set to and what the definition says', async () => {
  const { definition, timers: all, live } = await timers();
  expect(definition).toEqual({ id: STANDARD.id, version: STANDARD.version });
  expect(live).toBe(4);
  const days = (id: string) => all.find((t) => t.id === id)?.default;
  expect(days('dormantToClosed')).toEqual({ enabled: true, after: { unit: 'days', value: 60 } });
  for (const id of ['resolvedToClosed', 'activeToDormant', 'closedToArchived'])
    expect(days(id)).toEqual({ enabled: true, after: { unit: 'days', value: 30 } });
  expect(days('silence')?.after).toEqual({ unit: 'days', value: 15 });
  expect(all.find((t) => t.id === 'closedToArchived')?.whenOff).toBe('atOnce');
});

it('C6: a threshold set anew touches every running dossier, counted, and the dossiers to come', async () => {
  const since = (await dossier('one')).timers.find((t) => t.timer === 'activeToDormant')?.since ?? '';
  const events = await heard(async () => {
    const answer = await set({ activeToDormant: { enabled: true, after: { unit: 'days', value: 7 } } });
    expect(answer.status).toBe(202);
    const batch = await finished(answer.body.batch);
    expect(batch).toMatchObject({ kind: 'timers', total: 4, done: 4, failed: 0, status: 'done', errors: [] });
  });
  expect(events.at(-1)).toMatchObject({ kind: 'timers', done: 4, status: 'done' });
  const changed = await until('the timer', async () =>
    (await dossier('one')).timers.find((t) => t.timer === 'activeToDormant' && t.after.value === 7),
  );
  expect(changed.since).toBe(since);
  expect(Date.parse(changed.at)).toBe(Date.parse(since) + 7 * DAY);
  expect((await timers()).timers.find((t) => t.id === 'activeToDormant')).toMatchObject({
    after: { unit: 'days', value: 7 },
    default: { after: { unit: 'days', value: 30 } },
  });
  await pli.post.fill([rawLetter({ subject: 'afterwards' })]);
  const found = () => pli.store.dossiers.model.findOne({ subject: 'afterwards' }).lean();
  const opened = await until('the letter that comes afterwards', found, 45);
  expect(opened.timers).toEqual({ activeToDormant: { enabled: true, after: { unit: 'days', value: 7 } } });
});

/** What the administrator's screens hear of batches meanwhile. */
async function heard(act: () => Promise<void>): Promise<{ status: string }[]> {
  const stop = new AbortController();
  const answer = await fetch(`${pli.url}/api/events`, { headers: { cookie: admin.cookie }, signal: stop.signal });
  let text = '';
  const reading = (async () => {
    for await (const chunk of answer.body ?? []) text += Buffer.from(chunk).toString();
  })().catch(() => undefined);
  await act();
  await until('the last event', () => /event: batch\ndata: [^\n]*"status":"done"/.test(text));
  stop.abort();
  await reading;
  return [...text.matchAll(/event: batch\ndata: (.*)/g)].map(
    ([, data]) => JSON.parse(data ?? '') as { status: string },
  );
}

it('C6: switched off, a timer stops; what it never was is refused, and nothing changes', async () => {
  const { body } = await set({ activeToDormant: { enabled: false, after: { unit: 'days', value: 7 } } });
  await finished(body.batch);
  await until('the timer to go', async () =>
    (await dossier('one')).timers.every(({ timer }) => timer !== 'activeToDormant'),
  );
  const before = await timers();
  for (const value of [0, 1001, 1.5]) {
    const refused = await set({ activeToDormant: { enabled: true, after: { unit: 'days', value } } });
    expect(refused.status).toBe(400);
  }
  const unknown = await set({ teatime: { enabled: true, after: { unit: 'days', value: 1 } } });
  expect([unknown.status, (unknown.body as unknown as Problem).code]).toEqual([422, 'unknown-timer']);
  expect(await timers()).toEqual(before);
  expect((await lea.call('PUT', '/api/timers', { body: { timers: {} } })).status).toBe(403);
});

it('a dossier whose workflow is lost is named, and keeps no other from being told', async () => {
  const lost = pli.temporal.workflow.getHandle(`dossier-${ids.four}`);
  await lost.terminate();
  const { body } = await set({ dormantToClosed: { enabled: true, after: { unit: 'days', value: 90 } } });
  const batch = await finished(body.batch);
  expect(batch).toMatchObject({ total: 5, done: 4, failed: 1, status: 'failed' });
  expect(batch.errors).toEqual([{ dossier: ids.four, message: expect.stringContaining('npm run rebuild') }]);
  expect((await lea.call('GET', `/api/batches/${batch.id}`)).status).toBe(404);
});

describe('a queue', () => {
  it('G1: is shown with all that is set of it to those who see it, and changed by those who may', async () => {
    const seen = await lea.get<QueueSettings>(`/api/queues/${pli.queue}`);
    expect(seen).toMatchObject({ name: 'Support', routing: 'pull', offerSeconds: 30, status: 'open', live: 4 });
    expect(seen.mailboxes).toEqual([{ id: pli.queue, address: pli.support.address }]);
    const body = await input({ name: 'Aide', wrapUps: ['Autre service'], transfers: ['queue', 'agent'] });
    expect((await lea.call('PUT', `/api/queues/${pli.queue}`, { body })).status).toBe(403);
    const { status, body: saved } = await admin.call<QueueSaved>('PUT', `/api/queues/${pli.queue}`, { body });
    expect(status).toBe(200);
    const { batch, ...kept } = saved;
    expect(batch).toBeNull();
    expect(kept).toMatchObject({ name: 'Aide', wrapUps: ['Autre service'], transfers: ['queue', 'agent'] });
    expect(await queue()).toEqual(kept);
    expect((await admin.call('GET', '/api/queues/nowhere')).status).toBe(404);
  });

  it.each([
    [
      'a zone that does not exist',
      { timeZone: 'Europe/Lutece' },
      '/calendar/timeZone',
      'There is no time zone “Europe/Lutece”',
    ],
    ['unknown holidays', { holidays: 'ZZ' }, '/calendar/holidays', 'There is no calendar of public holidays “ZZ”'],
    [
      'hours that end before they begin',
      { week: [[], [{ from: '18:00', to: '09:00' }], [], [], [], [], []] },
      '/calendar/week/1/0',
      'Tuesday: the opening from 18:00 ends at 09:00, before it begins',
    ],
    [
      'hours that overlap',
      {
        week: [
          [
            { from: '09:00', to: '12:00' },
            { from: '11:30', to: '18:00' },
          ],
          [],
          [],
          [],
          [],
          [],
          [],
        ],
      },
      '/calendar/week/0/1',
      'Monday: the opening from 11:30 begins before the end of the one before, at 12:00',
    ],
  ])('C17: is refused %s, precisely', async (_, change, path, message) => {
    const before = await queue();
    const body = await input({ calendar: { ...before.calendar, ...change } });
    const refused = await admin.call<Problem>('PUT', `/api/queues/${pli.queue}`, { body });
    expect(refused).toMatchObject({ status: 422, body: { code: 'bad-calendar', errors: [{ path, message }] } });
    expect(await queue()).toEqual(before);
  });

  it.each([
    ['25:00', '/calendar/week/0/0/from'],
    ['9h', '/calendar/week/0/0/from'],
  ])('C17: is refused an opening at %s', async (from, path) => {
    const { calendar } = await queue();
    const week = [[{ from, to: '24:00' }], [], [], [], [], [], []];
    const body = await input({ calendar: { ...calendar, week } });
    const refused = await admin.call<Problem>('PUT', `/api/queues/${pli.queue}`, { body });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  it('is refused a day off that no calendar has, and a mailbox or a skill that is not there', async () => {
    const { calendar } = await queue();
    const put = async (change: Partial<QueueSettingsInput>) =>
      admin.call<Problem>('PUT', `/api/queues/${pli.queue}`, { body: await input(change) });
    expect((await put({ calendar: { ...calendar, daysOff: ['2026-02-30'] } })).status).toBe(400);
    expect((await put({ mailbox: 'nowhere' })).body).toMatchObject({ code: 'unknown-setting' });
    expect((await put({ skill: 'juggling' })).body).toMatchObject({ code: 'unknown-setting' });
  });

  it('O8: its hours count for the letters that come from then on', async () => {
    const calendar = {
      timeZone: 'UTC',
      week: Array(7).fill([{ from: '00:00', to: '24:00' }]),
      holidays: null,
      daysOff: [],
    };
    const closed = { ...calendar, week: [[], [], [], [], [], [], [{ from: '10:00', to: '11:00' }]] };
    await admin.call('PUT', `/api/queues/${pli.queue}`, { body: await input({ calendar: closed }) });
    await pli.post.fill([rawLetter({ subject: 'on Sundays' })]);
    const opened = await until('the dossier', () => pli.store.dossiers.model.findOne({ subject: 'on Sundays' }).lean());
    const { since = 0, at = 0 } = opened.deadlines.find((d) => d.timer === 'contactWaits') ?? {};
    expect(at).toBeGreaterThan(since + 7 * 7 * DAY - 8 * HOUR);
    expect([new Date(at).getUTCDay(), new Date(at).getUTCHours(), new Date(at).getUTCMinutes()]).toEqual([0, 11, 0]);
  });
});

it('the calendars of public holidays are named in the user’s language', async () => {
  const { items } = await lea.get<{ items: { code: string; name: string }[] }>('/api/holidays');
  expect(items.find(({ code }) => code === 'FR')?.name).toBe('France');
  expect(items.length).toBeGreaterThan(200);
});

describe('W5: a deleted queue', () => {
  it('interrupts its running dossiers with an alert, leaves what is closed, and can only be ended', async () => {
    const { live } = await queue();
    expect(live).toBe(5);
    const { status, body } = await admin.call<{ batch: string }>('DELETE', `/api/queues/${pli.queue}`);
    expect(status).toBe(202);
    expect(await finished(body.batch)).toMatchObject({ kind: 'queue', total: 5, done: 4, failed: 1 });
    const stopped = await until('the interruption', async () => {
      const found = await dossier('one');
      return found.state === 'interrupted' && found;
    });
    expect(stopped).toMatchObject({ alert: 'interrupted', lost: { resource: 'queue', name: 'Aide' } });
    expect(stopped.allowed).toContain('end');
    expect(stopped.allowed).not.toContain('accept');
    expect((await dossier('two')).state).toBe('closed');
    expect(await lea.command(ids.one ?? '', { type: 'end' })).toMatchObject({ status: 200, body: { state: 'closed' } });
  });

  it('deleted again, tells who is left; has no settings any more, and its mailbox is no longer read', async () => {
    await until('the others to be interrupted', async () => (await queue()).live === 1);
    const again = await admin.call<{ batch: string }>('DELETE', `/api/queues/${pli.queue}`);
    expect(again.status).toBe(202);
    expect(await finished(again.body.batch)).toMatchObject({ kind: 'queue', done: 0, failed: 1 });
    expect(await queue()).toMatchObject({ status: 'deleted', mailboxes: [], live: 1 });
    expect((await pli.store.mailboxes.get(pli.queue))?.enabled).toBe(false);
    const watching = pli.temporal.workflow.getHandle(`mailbox-${pli.queue}`);
    await until('the watch to end', async () => (await watching.describe()).status.name === 'CANCELLED');
  });
});

it('W5, fault R13: a batch whose workflow nobody started is carried out by the workers that run already', async () => {
  const instruction = { type: 'interrupt', resource: 'queue', name: 'Aide' } as const;
  const targets = { queue: pli.queue, states: ['closed'] };
  await pli.store.batches.create({ _id: 'left-alone', kind: 'queue', instruction, targets });
  expect(await finished('left-alone')).toMatchObject({ status: 'done', failed: 0 });
});
