/** What administrators set of people, skills and teams, and how routing follows it, over HTTP and on real engines. */
import type { Colleague, Person, Problem } from '../../api/schemas.ts';
import { routingWorkflowId } from '../../contract/workflows.ts';
import { newDossier } from './desk.ts';
import { openPli, type Pli } from './harness.ts';
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

let pli: Pli;
let admin: Visitor;
beforeAll(async () => {
  pli = await openPli();
  await pli.startWorker();
  admin = await pli.signIn('admin');
  await setQueue({ routing: 'assign', onlySignedIn: false });
  for (const { _id } of await pli.store.users.ofQueue(pli.queue))
    if (_id !== 'lea') await pli.store.agents.setState(_id, 'unavailable', Date.now());
});
afterAll(() => pli.close());

async function setQueue(settings: object): Promise<void> {
  const queue = await pli.store.queues.get(pli.queue);
  if (queue) await pli.store.queues.upsert({ ...queue, ...settings });
}

const change = (id: string, body: object) => admin.call<Person & Problem>('PATCH', `/api/people/${id}`, { body });
const assignee = async (id: string) => (await pli.store.dossiers.get(id))?.assignee;
/** How often routing was called, beside its sweep of every thirty seconds. */
const calls = async () => {
  const { events = [] } = await pli.temporal.workflow
    .getHandle(routingWorkflowId(pli.engines.taskQueue))
    .fetchHistory();
  return (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes).length;
};
const skillsOf = async (id: string) => (await pli.store.users.get(id))?.skills;

it('lists the people with their role, their presence, what they have in hand', async () => {
  const { items } = await admin.get<{ items: Person[] }>('/api/people');
  expect(items.find(({ id }) => id === 'lea')).toEqual({
    ...{ id: 'lea', name: 'lea', email: 'lea@pli.example', role: 'agent', state: 'available' },
    ...{ load: 0, assignedToday: 0, capacity: null, queues: [pli.queue], skills: [], teams: [] },
  });
});

it('refuses what is out of range, nobody, and a skill that is not there, and changes nothing', async () => {
  expect((await change('lea', { capacity: 0 })).body.code).toBe('invalid');
  expect((await change('lea', {})).body.code).toBe('invalid');
  expect((await change('lea', { role: 'admin' })).body.code).toBe('invalid');
  expect((await change('nobody', { capacity: 1 })).status).toBe(404);
  expect((await change('lea', { skills: ['none'] })).body).toMatchObject({ status: 422, code: 'unknown-setting' });
  expect((await change('lea', { capacity: 3 })).body).toMatchObject({ capacity: 3, skills: [] });
});

it('N23: a change of capacity reaches routing at once, for what waits already too', async () => {
  await change('lea', { capacity: 1 });
  const first = await newDossier(pli, crypto.randomUUID());
  await until('an agent', async () => (await assignee(first.id)) === 'lea');
  const second = await newDossier(pli, crypto.randomUUID());
  await until('it to be looked for', async () => (await pli.store.dossiers.get(second.id))?.seekingSince);
  expect(await assignee(second.id)).toBeNull();
  const before = await calls();
  expect((await change('lea', { capacity: 2 })).body).toMatchObject({ capacity: 2 });
  await until('routing to be called', async () => (await calls()) > before);
  await until('room for it', async () => (await assignee(second.id)) === 'lea');
});

it('N10: the members of a skill are written with it, and who is left out loses it', async () => {
  const put = (members?: string[]) =>
    admin.call<Problem>('PUT', '/api/skills/returns', { body: { name: 'Retours', dispositions: [], members } });
  expect((await put(['lea', 'marc'])).body).toEqual({ id: 'returns', name: 'Retours', dispositions: [] });
  expect([await skillsOf('lea'), await skillsOf('marc')]).toEqual([['returns'], ['returns']]);
  await put(['marc']);
  expect([await skillsOf('lea'), await skillsOf('marc')]).toEqual([[], ['returns']]);
  await put();
  expect(await skillsOf('marc')).toEqual(['returns']);
  expect((await put(['nobody'])).body.code).toBe('unknown-setting');
  await admin.call('PUT', '/api/teams/night', { body: { name: 'Nuit', members: ['marc'] } });
  const { items } = await admin.get<{ items: Colleague[] }>('/api/colleagues');
  expect(items.find(({ id }) => id === 'marc')).toMatchObject({ skills: ['returns'], teams: ['night'] });
});

it('a skill that a queue asks for stays; any other goes, from its people too', async () => {
  const remove = () => admin.call<Problem>('DELETE', '/api/skills/returns');
  await setQueue({ skill: 'returns' });
  const refused = (await remove()).body;
  expect(refused).toMatchObject({ status: 422, code: 'skill-asked-for' });
  expect(refused.detail).toContain('“Support”');
  await setQueue({ skill: null });
  expect((await remove()).status).toBe(204);
  expect(await skillsOf('marc')).toEqual([]);
  expect((await remove()).status).toBe(404);
});

it('N10: a team that a dossier waits for stays until somebody has it', async () => {
  const { id } = await newDossier(pli, crypto.randomUUID());
  await pli.store.dossiers.model.updateOne({ _id: id }, { $set: { wanted: { kind: 'team', id: 'night' } } });
  const remove = () => admin.call<Problem>('DELETE', '/api/teams/night');
  expect((await remove()).body).toMatchObject({ status: 422, code: 'group-awaited' });
  await pli.store.dossiers.model.updateOne({ _id: id }, { $set: { wanted: null } });
  expect((await remove()).status).toBe(204);
  expect((await pli.store.users.get('marc'))?.teams).toEqual([]);
});
