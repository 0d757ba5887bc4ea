/** The sweep on a real MongoDB: hands made true to the dossiers, and whom it tells. */
import { repairHands } from '../../activities/routing/sweep-routing.ts';
import { tellSeekers } from '../../activities/routing/tell-seekers.ts';
import type { Dossier } from '../../domain/dossier/dossier.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { openStore, type Store } from '../../store/store.ts';
import { opened } from '../domain/given.ts';
import { testEngines } from '../setup/engines.ts';

const MINUTE = 60_000;
let store: Store;
let number = 0;
beforeAll(async () => {
  store = await openStore(testEngines().mongoUrl);
});
afterAll(() => store.close());
afterEach(() => store.connection.collection('dossiers').deleteMany({}));

/** A dossier of that queue, as its record shows it. */
async function shown(queue: string, change: Partial<Dossier>, hands: { holder?: string; seekingSince?: number } = {}) {
  const { dossier } = opened();
  if (!dossier) throw new Error('not opened');
  const id = crypto.randomUUID();
  const own = { ...dossier, id, number: ++number, queue, ...change };
  await store.dossiers.project(own, 0, 'inProgress', { holder: null, seekingSince: null, ...hands });
  return id;
}

/** Agents of a queue of their own, signed in. */
async function team(...capacities: (number | null)[]) {
  const queue = crypto.randomUUID().slice(0, 8);
  const definition = { id: STANDARD.id, version: STANDARD.version };
  await store.queues.upsert({ _id: queue, name: queue, mailbox: queue, definition, routing: 'assign' });
  const ids = capacities.map((_, i) => `agent${i}-${queue}`);
  for (const [i, _id] of ids.entries()) {
    const usual = { email: `${_id}@pli.example`, name: _id, role: 'agent', passwordHash: '-' } as const;
    await store.users.upsert({ _id, ...usual, queues: [queue], capacity: capacities[i] ?? null });
    await store.agents.seen(_id, Date.now());
  }
  return { queue, ids };
}

/** The dossiers of that queue that are told, in order. */
async function toldOf(queue: string): Promise<string[]> {
  const told: string[] = [];
  async function instruct(dossier: string): Promise<'told'> {
    told.push(dossier);
    return 'told';
  }
  await tellSeekers({ store, signals: { instruct } }, [queue], 10);
  return told;
}

const handsOf = async (id = '') => (await store.agents.get(id)).holding.map((h) => h.dossier).sort();

it('gives back what the record does not know of, once it had the time to', async () => {
  const [now, agent] = [Date.now(), crypto.randomUUID()];
  await store.agents.hold(agent, 'left by a crash', null, now - 2 * MINUTE);
  await store.agents.hold(agent, 'under way', null, now - 1000);
  await repairHands(store, now);
  expect(await handsOf(agent)).toEqual(['under way']);
});

it('puts in hands what the record says is there, and nowhere else', async () => {
  const [now, before, after] = [Date.now(), crypto.randomUUID(), crypto.randomUUID()];
  const dossier = await shown('support', { assignee: after }, { holder: after });
  await store.agents.hold(before, dossier, null, now - 1000);
  await repairHands(store, now);
  await repairHands(store, now);
  expect([await handsOf(before), await handsOf(after)]).toEqual([[], [dossier]]);
  expect(await store.agents.get(after)).toMatchObject({ load: 1 });
});

it('C10, N23: tells the oldest that wait, as many as there is room', async () => {
  const { queue } = await team(2, 1);
  const ages = [5, 3, 4, 1, 2];
  const waiting = new Map<number, string>();
  for (const age of ages) waiting.set(age, await shown(queue, { routing: 'assign' }, { seekingSince: age }));
  expect(await toldOf(queue)).toEqual([1, 2, 3].map((age) => waiting.get(age)));
});

it('fault R12: what nobody can have holds back none of those behind it', async () => {
  const { queue } = await team(null);
  for (const id of ['es', 'it', 'nl'])
    for (let age = 1; age <= 12; age += 1)
      await shown(queue, { wanted: { kind: 'skill', id }, routing: 'assign' }, { seekingSince: age });
  const free = await shown(queue, { routing: 'assign' }, { seekingSince: 100 });
  expect(await toldOf(queue)).toEqual([free]);
});

it('N8, N10: tells nobody whom no agent could have', async () => {
  const { queue, ids } = await team(null);
  const declined = ids.map((agent) => ({ agent, at: Date.now() - MINUTE }));
  await shown(queue, { routing: 'assign', declined }, { seekingSince: 1 });
  await shown(queue, { wanted: { kind: 'skill', id: 'es' } }, { seekingSince: 2 });
  const free = await shown(
    queue,
    { declined: [{ agent: ids[0] ?? '', at: Date.now() - 3 * MINUTE }] },
    { seekingSince: 3 },
  );
  expect(await toldOf(queue)).toEqual([free]);
});
