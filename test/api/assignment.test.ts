/** Who gets what, over HTTP and on real engines: presence, offers, gifts, capacity. */
import type {
  Batch,
  DossierDetail,
  DossierRow,
  Presence,
  Problem,
  QueueSaved,
  QueueSettings,
} from '../../api/schemas.ts';
import { dossierWorkflowId } from '../../contract/workflows.ts';
import type { UserDocument } from '../../store/people/users.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';
import { type EventStream, listen } from './event-source.ts';
import { openPli, type Pli } from './harness.ts';
import { rawLetter } from './letters.ts';
import { PASSWORD } from './people.ts';
import { pause, until } from './until.ts';
import { Visitor } from './visitor.ts';

let pli: Pli;
const lines: EventStream[] = [];
beforeAll(async () => {
  pli = await openPli();
  await pli.startWorker();
});
afterEach(() => Promise.all(lines.splice(0).map((line) => line.close())));
/** What still looks for somebody would go to the agents of the next test. */
afterEach(async () => {
  const [boss] = await team({ routing: 'pull', dailyLimit: null }, { role: 'supervisor' });
  const nadia = await signIn(boss);
  const left = await pli.store.dossiers.model.find({ queue: pli.queue, desk: 'inProgress', assignee: null }).lean();
  for (const { _id } of left) expect((await nadia.command(_id, { type: 'take' })).status).toBe(200);
});
afterAll(() => pli.close());

interface Agent extends Visitor {
  readonly id: string;
}

async function change(settings: Partial<QueueDocument>): Promise<void> {
  const queue = await pli.store.queues.get(pli.queue);
  if (queue) await pli.store.queues.upsert({ ...queue, ...settings });
}

/** The agents of the queue from now on; nobody of earlier tests is one any more. */
async function team(settings: Partial<QueueDocument>, ...people: Partial<UserDocument>[]): Promise<string[]> {
  await change(settings);
  for (const user of await pli.store.users.ofQueue(pli.queue)) await pli.store.users.upsert({ ...user, queues: [] });
  const lea = await pli.store.users.get('lea');
  return Promise.all(
    people.map(async (own) => {
      const _id = `agent-${crypto.randomUUID()}`;
      const usual = { _id, email: `${_id}@pli.example`, name: _id, queues: [pli.queue], capacity: null };
      if (lea) await pli.store.users.upsert({ ...lea, ...usual, ...own });
      return _id;
    }),
  );
}

async function signIn(id = ''): Promise<Agent> {
  const visitor = new Visitor(pli.url);
  const { status } = await visitor.call('POST', '/api/session', {
    body: { email: `${id}@pli.example`, password: PASSWORD },
  });
  if (status !== 200) throw new Error(`${id} cannot sign in: ${status}`);
  return Object.assign(visitor, { id });
}

const present = (agent: Visitor) => agent.get<Presence>('/api/me/presence');
const become = (agent: Visitor, state: string) => agent.call<Presence>('PUT', '/api/me/presence', { body: { state } });

/** As many dossiers, in the order of their letters. */
async function letters(count: number): Promise<string[]> {
  const subjects = Array.from({ length: count }, () => crypto.randomUUID());
  await pli.post.fill(subjects.map((subject) => rawLetter({ subject, from: `Claire <${pli.customer.address}>` })));
  return Promise.all(
    subjects.map(async (subject) => {
      const found = () => pli.store.dossiers.model.findOne({ subject }).lean();
      return (await until('the dossier', found, 40))._id;
    }),
  );
}

const row = (id: string) => pli.store.dossiers.get(id);
const assigned = (id: string) => until('an agent', async () => (await row(id))?.assignee);
const offered = (id: string, to: string) => until('an offer', async () => (await row(id))?.offer?.to === to);
const answer = { to: [] as string[], cc: [], bcc: [], subject: 'Re', html: '<p>x</p>', attachments: [] };

describe('presence', () => {
  it('W6: is chosen, kept, and heard by the colleagues of the queue alone', async () => {
    const [lea, marc] = await Promise.all((await team({ routing: 'pull' }, {}, {})).map(signIn));
    const stranger = await pli.signIn('stranger');
    if (!lea || !marc) throw new Error('no agents');
    lines.push(await listen(marc), await listen(stranger));
    const [heard, elsewhere] = lines;
    expect(await present(lea)).toMatchObject({ state: 'available', load: 0, capacity: null, assignedToday: 0 });
    expect((await become(lea, 'unavailable')).body).toMatchObject({ state: 'unavailable' });
    const isNews = ({ event, data }: { event: string; data: object }) =>
      event === 'presence' && 'user' in data && data.user === lea.id;
    const { data } = (await heard?.next('her presence', isNews)) ?? {};
    expect(data).toEqual({ user: lea.id, state: 'unavailable', since: expect.any(String), load: 0 });
    expect(elsewhere?.events).toEqual([]);
    expect(await present(await signIn(lea.id))).toMatchObject({ state: 'unavailable' });
  });

  it('W6: nobody chooses RONA', async () => {
    expect((await become(await pli.signIn('marc'), 'rona')).status).toBe(400);
  });

  it('C9: a desk that is open is a sign of life, until one signs out', async () => {
    const [id = ''] = await team({ routing: 'pull' }, {});
    const lea = await signIn(id);
    expect((await pli.store.agents.get(id)).seenAt).toBeGreaterThan(Date.now() - 10_000);
    await lea.call('DELETE', '/api/session');
    expect((await pli.store.agents.get(id)).seenAt).toBeNull();
  });
});

describe('a queue that offers', () => {
  it('N8, W6: who rejects is passed over, who does not answer is in RONA, and comes back', async () => {
    const [first = '', second = ''] = await team({ routing: 'offer', offerSeconds: 60 }, {}, {});
    const lea = await signIn(first);
    await become(lea, 'available');
    const [id = ''] = await letters(1);
    await offered(id, first);
    expect(await present(lea)).toMatchObject({ load: 1, assignedToday: 1 });
    expect((await lea.command(id, { type: 'reject' })).status).toBe(200);
    expect(await present(lea)).toMatchObject({ state: 'available', load: 0, assignedToday: 0 });
    await change({ offerSeconds: 2 });
    const marc = await signIn(second);
    await until('RONA', async () => (await present(marc)).state === 'rona');
    expect((await row(id))?.offer).toBeNull();

    await change({ offerSeconds: 60 });
    await become(lea, 'available');
    const [other = ''] = await letters(1);
    await offered(other, first);
    expect((await lea.command(other, { type: 'accept' })).body).toMatchObject({ state: 'open' });
    expect(await present(lea)).toMatchObject({ load: 1 });
  });

  it('W6: one is asked of one dossier at a time: the next comes with the answer', async () => {
    const [id = ''] = await team({ routing: 'offer', offerSeconds: 60 }, {});
    const lea = await signIn(id);
    const dossiers = await letters(3);
    const standing = async () => (await rowsOf(dossiers)).filter((d) => d?.offer?.to === id).map((d) => d?._id ?? '');
    const [first = ''] = await until('an offer', async () => ((await standing()).length ? standing() : null));
    await pause(500);
    expect(await standing()).toEqual([first]);
    expect((await lea.command(first, { type: 'accept' })).status).toBe(200);
    const [second = ''] = await until('the next', async () => ((await standing()).length ? standing() : null));
    expect((await lea.command(second, { type: 'reject' })).status).toBe(200);
    const [third] = await until('the last', async () => ((await standing()).length ? standing() : null));
    expect(new Set([first, second, third]).size).toBe(3);
    expect(await present(lea)).toMatchObject({ load: 2 });
  });

  it('W6: who becomes available is offered what waits', async () => {
    const [id = ''] = await team({ routing: 'offer', offerSeconds: 60 }, {});
    const lea = await signIn(id);
    await become(lea, 'working');
    const [dossier = ''] = await letters(1);
    expect((await row(dossier))?.offer).toBeNull();
    await become(lea, 'available');
    await offered(dossier, id);
  });
});

describe('a queue that gives', () => {
  it('C10: twenty letters at once are five for each of four', async () => {
    const ids = await team({ routing: 'assign' }, {}, {}, {}, {});
    await Promise.all(ids.map(signIn));
    const dossiers = await letters(20);
    const agents = await Promise.all(dossiers.map(assigned));
    expect(ids.map((id) => agents.filter((agent) => agent === id).length)).toEqual([5, 5, 5, 5]);
    // A claim that a busy machine made twice gives its second place back, at the latest by the sweep.
    const loads = async () => (await pli.store.agents.list(ids)).map((agent) => agent.load);
    await until('hands as full as the dossiers say', async () => (await loads()).every((load) => load === 5), 40);
  });

  it('C9, N23: who signs in has the oldest, as many as there is room; a place that is freed brings the next', async () => {
    const [id = ''] = await team({ routing: 'assign' }, { capacity: 1 });
    const [first = ''] = await letters(1);
    const [second = ''] = await letters(1);
    expect((await row(first))?.assignee).toBeNull();
    const workflow = pli.temporal.workflow.getHandle(dossierWorkflowId(second));
    await until('its first search to be over', async () => !(await workflow.describe()).raw.pendingWorkflowTask);
    const lea = await signIn(id);
    expect(await assigned(first)).toBe(id);
    expect((await row(second))?.assignee).toBeNull();
    await lea.command(first, { type: 'accept' });
    expect((await lea.command(first, { type: 'resolve' })).status).toBe(200);
    expect(await assigned(second)).toBe(id);
    expect(await present(lea)).toMatchObject({ load: 1, capacity: 1, assignedToday: 2 });
  });

  it('C9: nobody is given more than the day’s limit', async () => {
    const ids = await team({ routing: 'assign', dailyLimit: 2 }, {}, {});
    await Promise.all(ids.map(signIn));
    const dossiers = await letters(5);
    await until('the limit', async () => (await rowsOf(dossiers)).filter((d) => d?.assignee).length === 4);
    expect((await pli.store.agents.list(ids)).map((agent) => agent.load)).toEqual([2, 2]);
  });
});

describe('a queue that is set', () => {
  it('C11: what waits is routed the new way; set back, it waits for those who take it', async () => {
    const [id = ''] = await team({ routing: 'pull' }, { capacity: 2 });
    const lea = await signIn(id);
    const [first = '', second = ''] = await letters(2);
    await lea.command(first, { type: 'accept' });
    expect((await row(second))?.seekingSince).toBeNull();
    const admin = await pli.signIn('admin');
    const path = `/api/queues/${pli.queue}`;
    const set = async (routing: string) => {
      const { id: _, live, mailboxes, ...settings } = await admin.get<QueueSettings>(path);
      const { status, body } = await admin.call<QueueSaved>('PUT', path, { body: { ...settings, routing } });
      expect(status).toBe(200);
      const batch = () => admin.get<Batch>(`/api/batches/${body.batch}`);
      expect(await until('its batch', async () => (await batch()).status === 'done' && batch())).toMatchObject({
        kind: 'routing',
      });
    };
    await set('assign');
    expect(await assigned(second)).toBe(id);
    const [third = ''] = await letters(1);
    expect((await row(third))?.seekingSince).not.toBeNull();
    await set('pull');
    await until('the end of the search', async () => (await row(third))?.seekingSince === null);
    await lea.command(first, { type: 'close' });
    await pause(500);
    expect(await row(third)).toMatchObject({ assignee: null, routing: 'pull' });
    await until('its own routing', async () => (await row(second))?.routing === 'pull');
    const events = (await pli.store.timeline.read(second)).map((e) => e.type);
    expect(events.filter((type) => type === 'routingChanged')).toHaveLength(2);
  });
});

const rowsOf = (ids: readonly string[]) => Promise.all(ids.map(row));

describe('agents who help themselves', () => {
  it('N23: of ten dossiers taken at once by one with room for three, three are taken and seven refused', async () => {
    const [id = ''] = await team({ routing: 'pull' }, { capacity: 3, name: 'Léa' });
    const lea = await signIn(id);
    const dossiers = await letters(10);
    const answers = await Promise.all(
      dossiers.map((dossier, i) => lea.command<Problem>(dossier, { type: i % 2 ? 'take' : 'accept' })),
    );
    expect(answers.filter((a) => a.status === 200)).toHaveLength(3);
    const refused = answers.filter((a) => a.status !== 200);
    expect(refused.map((a) => [a.status, a.body.code])).toEqual(Array(7).fill([422, 'at-capacity']));
    expect(refused[0]?.body.detail).toMatch(/^Léa a déjà 3 dossiers en main/);
    expect(await present(lea)).toMatchObject({ load: 3 });
    expect((await rowsOf(dossiers)).filter((d) => d?.assignee === id)).toHaveLength(3);
  });

  it('N23: a supervisor gives to nobody whose hands are full; what is refused takes no place', async () => {
    const [full = '', boss = ''] = await team({ routing: 'pull' }, { capacity: 1 }, { role: 'supervisor' });
    const [lea, nadia] = [await signIn(full), await signIn(boss)];
    const [first = '', second = ''] = await letters(2);
    expect((await lea.command(first, { type: 'accept', expectedVersion: 999 })).status).toBe(409);
    expect(await present(lea)).toMatchObject({ load: 0 });
    expect((await nadia.command(first, { type: 'assign', to: full })).status).toBe(200);
    const refused = await nadia.command(second, { type: 'assign', to: full });
    expect(refused).toMatchObject({ status: 422, body: { code: 'at-capacity' } });
    expect((await nadia.command(first, { type: 'assign', to: boss })).status).toBe(200);
    expect((await nadia.command(second, { type: 'assign', to: full })).status).toBe(200);
    expect((await pli.store.agents.list([full, boss])).map((agent) => agent.load)).toEqual([1, 1]);
  });

  it('N23: what rests takes no place; what is opened again needs one', async () => {
    const [id = ''] = await team({ routing: 'pull' }, { capacity: 1 });
    const lea = await signIn(id);
    const [first = '', second = ''] = await letters(2);
    await lea.command(first, { type: 'accept' });
    await lea.command(first, { type: 'close' });
    expect((await lea.command(second, { type: 'accept' })).status).toBe(200);
    expect(await lea.command(first, { type: 'reopen' })).toMatchObject({ status: 422, body: { code: 'at-capacity' } });
    await lea.command(second, { type: 'close' });
    expect((await lea.command(first, { type: 'reopen' })).status).toBe(200);
  });

  it('N7, C11: nobody is given anything, and replying does not assign', async () => {
    const [id = ''] = await team({ routing: 'pull' }, {});
    const lea = await signIn(id);
    const [dossier = ''] = await letters(1);
    const message = { ...answer, to: [pli.customer.address] };
    expect((await lea.command(dossier, { type: 'replyAndWait', message })).status).toBe(200);
    const { assignee } = await lea.get<DossierDetail & DossierRow>(`/api/dossiers/${dossier}`);
    expect(assignee).toBeNull();
    expect(await present(lea)).toMatchObject({ load: 0 });
  });
});
