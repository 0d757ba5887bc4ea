/** Definitions are pinned: publishing another touches no dossier that runs (O1); deleting one interrupts its own (W5). */
import type { Batch, BatchStarted, DefinitionSummary, Problem, QueueSettings } from '../../api/schemas.ts';
import type { Definition } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { answer, detailOf, does, newDossier, refusal } from './desk.ts';
import { openPli, type Pli } from './harness.ts';
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

/** Standard, where an answer to a new dossier cannot wait for the contact. */
const EDITED: Definition = {
  ...STANDARD,
  id: 'edited',
  version: STANDARD.version + 1,
  transitions: STANDARD.transitions.map((t) =>
    t.cause === 'replyAndWait' ? { ...t, from: t.from.filter((state) => state !== 'new') } : t,
  ),
};

let pli: Pli;
beforeAll(async () => {
  pli = await openPli();
  await pli.startWorker();
});
afterAll(() => pli.close());

it('a change of the published definition leaves running dossiers on theirs; new ones follow the new', async () => {
  const lea = await pli.signIn('lea');
  const { id: before } = await newDossier(pli, 'before');
  const queue = await pli.store.queues.get(pli.queue);
  if (!queue) throw new Error('no queue');
  await pli.store.definitions.publish(EDITED);
  await pli.store.queues.upsert({ ...queue, definition: { id: EDITED.id, version: EDITED.version } });
  const { id: after } = await newDossier(pli, 'after');

  const message = (subject: string) => answer(pli, '<p>?</p>', { subject });
  expect((await detailOf(lea, before)).definition.version).toBe(STANDARD.version);
  expect((await detailOf(lea, after)).definition.version).toBe(EDITED.version);
  expect(await refusal(lea, after, { type: 'replyAndWait', message: message('after') })).toEqual([
    422,
    'not-in-this-state',
  ]);
  await does(lea, before, { type: 'replyAndWait', message: message('before') });
  expect((await detailOf(lea, before)).state).toBe('waiting');
});

it('fault R7: what is not sound, stands in the place of another, or takes the name of the built-in one is not published', async () => {
  const { publish } = pli.store.definitions;
  const refused = (definition: object) => expect(publish(definition as Definition)).rejects;
  await refused({ ...EDITED, id: 'broken', transitions: null }).toThrow('malformed /transitions');
  await refused({ ...EDITED, id: 'broken', initial: 'nowhere' }).toThrow('unknown-state initial');
  await refused({ ...STANDARD, version: STANDARD.version + 1 }).toThrow('reserved-id standard');
  await refused({ ...STANDARD, transitions: EDITED.transitions }).toThrow('reserved-id standard');
  await refused({ ...EDITED, transitions: STANDARD.transitions }).toThrow('published-already edited/');
  await publish(EDITED);
  expect(await pli.store.definitions.get(EDITED)).toMatchObject({ transitions: EDITED.transitions });
});

it('W5: a deleted definition interrupts its dossiers with an alert, which can only be ended; nothing new follows it', async () => {
  const [lea, admin] = [await pli.signIn('lea'), await pli.signIn('admin')];
  const former: Definition = { ...STANDARD, id: 'former', version: 1, label: { fr: 'Ancienne', en: 'Former' } };
  const follow = ({ id, version }: Definition) =>
    admin.call<Problem>('PUT', path, { body: { ...settings, definition: { id, version } } });
  const path = `/api/queues/${pli.queue}`;
  const { id: _, live: __, mailboxes: ___, ...settings } = await admin.get<QueueSettings>(path);
  const remove = (who: Visitor, id: string) => who.call<BatchStarted & Problem>('DELETE', `/api/definitions/${id}`);
  const summary = async () =>
    (await admin.get<{ items: DefinitionSummary[] }>('/api/definitions')).items.find(({ id }) => id === former.id);
  await pli.store.definitions.publish(former);
  expect((await follow(former)).status).toBe(200);
  const { id: lost } = await newDossier(pli, 'of the former');
  expect(await summary()).toEqual({
    ...{ id: former.id, version: 1, label: former.label, status: 'offered', live: 1 },
    queues: [{ id: pli.queue, name: settings.name }],
  });
  expect((await lea.call('GET', '/api/definitions')).status).toBe(403);
  expect((await remove(lea, former.id)).status).toBe(403);
  const followed = await remove(admin, former.id);
  expect([followed.status, followed.body.code]).toEqual([422, 'definition-followed']);
  expect(followed.body.detail).toContain(settings.name);

  expect((await follow(STANDARD)).status).toBe(200);
  const { id: other } = await newDossier(pli, 'of the other');
  const { status, body } = await remove(admin, former.id);
  expect(status).toBe(202);
  const stopped = await until('the interruption', async () => {
    const found = await detailOf(lea, lost);
    return found.state === 'interrupted' && found;
  });
  expect(stopped).toMatchObject({ alert: 'interrupted', lost: { resource: 'definition', name: 'Former' } });
  expect(stopped.allowed).toEqual(['end']);
  const batch = () => admin.get<Batch>(`/api/batches/${body.batch}`);
  const done = await until('its batch', async () => (await batch()).status === 'done' && batch());
  expect(done).toMatchObject({ kind: 'definition', total: 1, done: 1 });
  expect((await detailOf(lea, other)).alert).toBeNull();
  expect(await summary()).toMatchObject({ status: 'deleted', live: 0, queues: [] });
  const refused = await follow(former);
  expect([refused.status, refused.body.code]).toEqual([422, 'unknown-setting']);
  // Asked again, it is done again, to whoever is left: nobody. A later version is of no use either.
  expect((await remove(admin, former.id)).status).toBe(202);
  await pli.store.definitions.publish({ ...former, version: 2 });
  expect((await follow({ ...former, version: 2 })).status).toBe(422);
  expect((await remove(admin, 'never-was')).status).toBe(404);
  expect(await lea.command(lost, { type: 'end' })).toMatchObject({ status: 200, body: { state: 'closed' } });
});
