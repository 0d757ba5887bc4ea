/** The claim on a real MongoDB: whom routing finds, however many look at once. */

import { createFindAgent, createFreeAgent } from '../../activities/routing/find-agent.ts';
import type { FindAgentRequest } from '../../contract/activities.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import type { UserDocument } from '../../store/people/users.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';
import { openStore, type Store } from '../../store/store.ts';
import { testEngines } from '../setup/engines.ts';

let store: Store;
let find: ReturnType<typeof createFindAgent>;
/** As many workers, none of which knows of the others. */
let workers: (typeof find)[];
beforeAll(async () => {
  store = await openStore(testEngines().mongoUrl);
  find = createFindAgent({ store });
  workers = Array.from({ length: 5 }, () => createFindAgent({ store }));
});
afterAll(() => store.close());

/** A queue with its own agents, all signed in. */
async function team(names: readonly string[], queue: Partial<QueueDocument> = {}, agents: Partial<UserDocument> = {}) {
  const own = crypto.randomUUID().slice(0, 8);
  const ids = names.map((name) => `${name}-${own}`);
  const definition = { id: STANDARD.id, version: STANDARD.version };
  await store.queues.upsert({ _id: own, name: own, mailbox: own, definition, routing: 'assign', ...queue });
  for (const _id of ids) {
    const email = `${_id}@pli.example`;
    await store.users.upsert({ _id, email, name: _id, role: 'agent', queues: [own], passwordHash: '-', ...agents });
    await store.agents.seen(_id, Date.now());
  }
  const request = (dossierId: string, more: Partial<FindAgentRequest> = {}): FindAgentRequest => ({
    ...{ dossierId, queue: own, lastAssignee: null, wanted: null, pausing: [] },
    ...more,
  });
  return { ids, queue: own, request, loads: async () => (await store.agents.list(ids)).map((a) => a.load) };
}

const dossiers = (count: number) => Array.from({ length: count }, () => crypto.randomUUID());
/** Fifty letters arrive at the same instant. */
const rush = (request: (dossierId: string) => FindAgentRequest) =>
  Promise.all(dossiers(50).map((id, i) => (workers[i % workers.length] ?? find)(request(id))));
const TEN = Array.from({ length: 10 }, (_, i) => `agent${i}`);

it('C10: 50 dossiers and 10 agents at the same instant are five each', async () => {
  const { request, loads } = await team(TEN);
  const found = await rush(request);
  expect(found.every((f) => f?.type === 'giveTo')).toBe(true);
  expect(await loads()).toEqual(Array(10).fill(5));
});

it('C10, N23: 50 dossiers at the same instant leave nobody over a capacity, and fill every one', async () => {
  const { ids, request, loads } = await team(TEN);
  const capacities = [1, 2, 3, 4, 5, 0, 1, 2, 3, 4];
  for (const [i, _id] of ids.entries()) {
    const user = await store.users.get(_id);
    if (user) await store.users.upsert({ ...user, capacity: capacities[i] ?? 0 });
  }
  const found = await rush(request);
  expect(found.filter((f) => f !== null)).toHaveLength(25);
  expect(await loads()).toEqual(capacities);
});

it('C9: 50 dossiers at the same instant leave nobody over the day’s limit', async () => {
  const { request, loads } = await team(TEN, { dailyLimit: 3 });
  const found = await rush(request);
  expect(found.filter((f) => f !== null)).toHaveLength(30);
  expect(await loads()).toEqual(Array(10).fill(3));
});

it('C10: 50 dossiers even out what agents had in hand before', async () => {
  const { ids, request, loads } = await team(TEN);
  for (const [i, id] of ids.entries())
    for (const dossier of dossiers(i)) await store.agents.hold(id, dossier, null, Date.now());
  await rush(request);
  // 45 before and 50 now: 9 or 10 each, and nobody had more than 9.
  expect((await loads()).sort()).toEqual([10, 10, 10, 10, 10, 9, 9, 9, 9, 9]);
});

it('W6: 50 dossiers at the same instant put one offer before each of 10 agents; the others wait', async () => {
  const { ids, request, loads } = await team(TEN, { routing: 'offer' });
  const found = await rush(request);
  const asked = found.flatMap((f) => (f?.type === 'offer' ? [f.to] : []));
  expect(asked.sort()).toEqual([...ids].sort());
  expect(found.filter((f) => f === null)).toHaveLength(40);
  expect(await loads()).toEqual(Array(10).fill(1));
});

it('C10: a claim repeated is the same, ten times at once too', async () => {
  const { request, loads } = await team(['lea', 'marc']);
  const [dossier = ''] = dossiers(1);
  const first = await find(request(dossier));
  const again = await Promise.all(Array.from({ length: 10 }, () => find(request(dossier))));
  expect(again).toEqual(Array(10).fill(first));
  expect((await loads()).sort()).toEqual([0, 1]);
});

it('N8: an offer stands as long as the queue says, and who declined is passed over', async () => {
  const { ids, request } = await team(['lea', 'marc'], { routing: 'offer', offerSeconds: 20 });
  const [dossier = ''] = dossiers(1);
  const before = Date.now();
  const first = await find(request(dossier));
  if (first?.type !== 'offer') throw new Error('no offer');
  expect(first.until - before).toBeGreaterThanOrEqual(20_000);
  expect(first.until - Date.now()).toBeLessThanOrEqual(20_000);
  const second = await find(request(dossier, { pausing: [first.to] }));
  expect(second).toMatchObject({ type: 'offer', to: ids.find((id) => id !== first.to) });
  expect(await find(request(dossier, { pausing: ids }))).toBeNull();
});

it('C9: a claim given back does not count for the day', async () => {
  const { request } = await team(['lea'], { dailyLimit: 1 });
  const free = createFreeAgent({ store });
  const [first = '', second = ''] = dossiers(2);
  const found = await find(request(first));
  if (found?.type !== 'giveTo') throw new Error('not given');
  expect(await find(request(second))).toBeNull();
  await free({ dossierId: first, agent: found.agent });
  expect(await find(request(second))).toEqual(found);
});

it('C9: only in business hours, where the queue says so', async () => {
  const calendar = { timeZone: 'Europe/Paris', holidays: null, daysOff: [] };
  const never = { ...calendar, week: [[], [], [], [], [], [], []] };
  const always = { ...calendar, week: Array(7).fill([{ from: '00:00', to: '24:00' }]) };
  const closed = await team(['lea'], { onlyBusinessHours: true, calendar: never });
  const open = await team(['lea'], { onlyBusinessHours: true, calendar: always });
  const careless = await team(['lea'], { calendar: never });
  const found = await Promise.all([closed, open, careless].map(({ request }) => find(request(crypto.randomUUID()))));
  expect(found.map((f) => f !== null)).toEqual([false, true, true]);
});

it('C9: only to agents signed in, where the queue says so', async () => {
  const strict = await team(['lea']);
  const careless = await team(['lea'], { onlySignedIn: false });
  for (const id of [...strict.ids, ...careless.ids]) await store.agents.left(id);
  const found = await Promise.all([strict, careless].map(({ request }) => find(request(crypto.randomUUID()))));
  expect(found.map((f) => f !== null)).toEqual([false, true]);
  for (const id of strict.ids) await store.agents.seen(id, Date.now() - 61_000);
  expect(await find(strict.request(crypto.randomUUID()))).toBeNull();
});

it('N10, N17: in an offer queue, who is wanted and who had it are given it at once', async () => {
  const { ids, request } = await team(['lea', 'marc'], { routing: 'offer' }, { skills: ['refunds'] });
  const wanted = { kind: 'skill', id: 'refunds' } as const;
  expect(await find(request(crypto.randomUUID(), { wanted }))).toMatchObject({ type: 'giveTo' });
  const [, marc = ''] = ids;
  expect(await find(request(crypto.randomUUID(), { lastAssignee: marc }))).toEqual({ type: 'giveTo', agent: marc });
});

it('G1: nobody who may not work on dossiers, and nobody in a queue that was deleted', async () => {
  const barred = await team(['lea'], {}, { denials: ['dossier.handle'] });
  const deleted = await team(['lea'], { status: 'deleted' });
  expect(await find(barred.request(crypto.randomUUID()))).toBeNull();
  expect(await find(deleted.request(crypto.randomUUID()))).toBeNull();
});
