/** What supervisors watch, and the groups and people that transfers and policies name. */
import type { Badges, Colleague, DossierRow, Queue, Skill, Supervision, Team } from '../../api/schemas.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { opened } from '../domain/given.ts';
import { openPli, type Pli } from './harness.ts';
import { pause } from './until.ts';
import type { Visitor } from './visitor.ts';

let pli: Pli;
let lea: Visitor;
let sam: Visitor;
let marc: Visitor;
let admin: Visitor;
let other: string;
beforeAll(async () => {
  pli = await openPli({ watched: false });
  other = `${pli.queue}-other`;
  const own = await pli.store.queues.get(pli.queue);
  if (own) await pli.store.queues.upsert({ ...own, _id: other, name: 'Autre', routing: 'offer' });
  [lea, sam, marc, admin] = await Promise.all([
    pli.signIn('lea'),
    pli.signIn('sam'),
    pli.signIn('marc'),
    pli.signIn('admin'),
  ]);
});
afterAll(() => pli.close());

let number = 0;

/** A row of the read model, as the workflow leaves it. */
async function row(state: string, change: object = {}, shown: object = {}): Promise<string> {
  const { dossier } = opened();
  if (!dossier) throw new Error('not opened');
  const { desk } = STANDARD.states.find((s) => s.id === state) ?? { desk: null };
  const own = { id: crypto.randomUUID(), number: ++number, queue: pli.queue, state };
  await pli.store.dossiers.project({ ...dossier, ...own, ...change }, 0, desk, shown);
  return own.id;
}

/** How often the store is read for what is asked twenty times, and in how many seconds that is, begun ones included. */
async function readsOf(what: 'figures' | 'counts', ask: () => Promise<unknown>) {
  await pause(1_050);
  const reads = jest.spyOn(pli.store.dossiers, what);
  const began = Date.now();
  for (let i = 0; i < 20; i++) await ask();
  const seconds = Math.floor((Date.now() - began) / 1_000) + 1;
  const { length: times } = reads.mock.calls;
  reads.mockRestore();
  return { times, seconds };
}

/** What each state holds, as the definition of the dossiers names it. */
const counted = (counts: Readonly<Record<string, number>>) =>
  STANDARD.states.flatMap(({ id, label, desk, tone }) => {
    const count = counts[id];
    return count === undefined ? [] : [{ id, label, desk, tone, count }];
  });

/** Once what was read before is too old to be given again. */
async function supervision(who: Visitor): Promise<Supervision> {
  await pause(1_050);
  return who.get<Supervision>('/api/supervision');
}

it('O11: each queue seen, with what waits, since when, what is in validation, and its states', async () => {
  await row('new', { waitingSince: 5_000 });
  await row('new', { waitingSince: null, openedAt: 3_000 });
  await row('open', { assignee: 'lea', waitingSince: 1_000 });
  await row('validation', { waitingSince: 500 });
  await row('closed');
  await row('archived');
  await row('suspended', { direction: 'outbound', waitingSince: null, openedAt: 1_000 });
  await row('new', { queue: other, waitingSince: 2_000 });
  const { queues } = await supervision(sam);
  expect(queues).toEqual([
    {
      ...{ id: pli.queue, name: 'Support', routing: 'pull', waiting: 2, oldest: '1970-01-01T00:00:00.500Z' },
      ...{ validation: 1, unanswered: 3, late: 0, soonLate: 0, helpAsked: 0 },
      states: counted({ new: 2, open: 1, suspended: 1, validation: 1, closed: 1 }),
    },
  ]);
  const all = (await supervision(admin)).queues;
  expect(all.map((q) => [q.id, q.waiting])).toEqual([
    [other, 1],
    [pli.queue, 2],
  ]);
});

it('O11: names states as the definition of the dossiers names them, not as another does', async () => {
  const own = await pli.store.queues.get(other);
  if (!own) throw new Error('no queue');
  const label = { fr: 'À lire', en: 'To read' };
  const states = STANDARD.states.map((s) => (s.id === 'new' ? { ...s, label } : s));
  await pli.store.definitions.publish({ ...STANDARD, id: 'reading', version: 1, states });
  await pli.store.queues.upsert({ ...own, definition: { id: 'reading', version: 1 } });
  const { queues } = await supervision(admin);
  expect(queues.map((q) => q.states.find(({ id }) => id === 'new')?.label.en)).toEqual(['To read', 'To handle']);
});

it('O11: a queue that holds nothing is there too, one deleted is not', async () => {
  const own = await pli.store.queues.get(other);
  if (!own) throw new Error('no queue');
  await pli.store.queues.upsert({ ...own, _id: `${other}-empty`, name: 'Vide' });
  await pli.store.queues.upsert({ ...own, _id: `${other}-gone`, name: 'Partie', status: 'deleted' });
  const { queues } = await supervision(admin);
  expect(queues.map((q) => q.name)).toEqual(['Autre', 'Support', 'Vide']);
  expect(queues.at(-1)).toMatchObject({ waiting: 0, oldest: null, validation: 0, states: [] });
});

it('O11: each agent of those queues, with presence and load', async () => {
  await lea.call('PUT', '/api/me/presence', { body: { state: 'working' } });
  await pli.store.agents.hold('lea', 'd1', null, Date.now());
  const { agents } = await supervision(sam);
  expect(agents.map((a) => a.id)).toEqual(['ines', 'lea', 'marc', 'nora', 'sam']);
  expect(agents.find((a) => a.id === 'lea')).toMatchObject({
    state: 'working',
    load: 1,
    capacity: null,
    queues: [pli.queue],
  });
  expect((await lea.call('GET', '/api/supervision')).status).toBe(403);
});

it('fault S3: late, soon late, oldest and help asked count what is assigned too, by queue and by agent', async () => {
  const queue = `${pli.queue}-late`;
  const own = await pli.store.queues.get(pli.queue);
  if (own) await pli.store.queues.upsert({ ...own, _id: queue, name: 'Retards' });
  const hour = 3_600_000;
  const now = Date.now();
  const waits = (since: number, lateIn: number) =>
    [{ waitingSince: since }, { soonLateAt: now - hour, lateAt: now + lateIn }] as const;
  const [first, late] = waits(1_000, -hour);
  const [second, soon] = waits(2_000, hour);
  await row('open', { ...first, queue, assignee: 'lea', alert: 'help-asked' }, late);
  await row('open', { ...second, queue, assignee: 'marc' }, soon);
  await row('new', { waitingSince: 3_000, queue }, { soonLateAt: now + hour, lateAt: now + 2 * hour });
  await row('closed', { waitingSince: 1, queue, assignee: 'lea' });
  const { queues, agents } = await supervision(admin);
  expect(queues.find((q) => q.id === queue)).toMatchObject({
    ...{ waiting: 1, unanswered: 3, late: 1, soonLate: 1, helpAsked: 1 },
    oldest: new Date(1_000).toISOString(),
  });
  const marc = agents.find((a) => a.id === 'marc');
  expect(marc).toMatchObject({
    unanswered: 1,
    late: 0,
    soonLate: 1,
    helpAsked: 0,
    oldest: new Date(2_000).toISOString(),
  });
  expect(agents.find((a) => a.id === 'lea')).toMatchObject({ late: 1, helpAsked: 1 });
});

it('fault S2: the desk is listed by the contact’s wait, page after page, not by what changed last', async () => {
  const queue = `${pli.queue}-age`;
  const own = await pli.store.queues.get(pli.queue);
  if (own) await pli.store.queues.upsert({ ...own, _id: queue, name: 'Âges' });
  const waiting = async (since: number, updatedAt: number) =>
    row('open', { queue, waitingSince: since, since: updatedAt, updatedAt });
  const ids = [await waiting(1_000, 9_000), await waiting(2_000, 7_000), await waiting(3_000, 8_000)];
  const listed: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path = `/api/dossiers?queue=${queue}&desk=inProgress&order=oldest&limit=1`;
    const page: { items: DossierRow[]; next: string | null } = await admin.get(
      cursor === '' ? path : `${path}&cursor=${cursor}`,
    );
    listed.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  }
  expect(listed).toEqual(ids);
});

it('fault S6: alerts are counted for the supervisor who sees the queue, and listed; for an agent, their own', async () => {
  const before = await Promise.all([sam, marc].map((who) => who.get<Badges>('/api/badges')));
  const id = await row('open', { assignee: 'lea', alert: 'help-asked' });
  const [seen, none] = await Promise.all([sam, marc].map((who) => who.get<Badges>('/api/badges')));
  expect((seen?.alerts ?? 0) - (before[0]?.alerts ?? 0)).toBe(1);
  expect(none?.alerts).toBe(before[1]?.alerts);
  const { items } = await sam.get<{ items: DossierRow[] }>('/api/dossiers?alerted=true');
  expect(items.map((item) => item.id)).toContain(id);
  expect(items.every(({ alert }) => alert !== null)).toBe(true);
});

it('reads the store at most once a second, however many watch', async () => {
  const waiting = async () => (await supervision(sam)).queues.find((q) => q.id === pli.queue)?.waiting ?? 0;
  const before = await waiting();
  await row('new');
  expect(await waiting()).toBe(before + 1);
  const { times, seconds } = await readsOf('figures', () => sam.get('/api/supervision'));
  expect(times).toBeGreaterThan(0);
  expect(times).toBeLessThanOrEqual(seconds);
});

it('N10: colleagues, with what a transfer or an assignment chooses by', async () => {
  const { items } = await lea.get<{ items: Colleague[] }>('/api/colleagues');
  const queues = [pli.queue];
  expect(items.find((c) => c.id === 'marc')).toEqual({
    ...{ id: 'marc', name: 'marc', queues },
    skills: [],
    teams: [],
    state: 'available',
  });
});

it('W6: the presence of colleagues is told to those who share a queue with them, their names to all', async () => {
  const stranger = await pli.signIn('stranger');
  const states = async (who: Visitor) =>
    Object.fromEntries(
      (await who.get<{ items: Colleague[] }>('/api/colleagues')).items.map((c) => [c.name, c.state !== null]),
    );
  expect(await states(stranger)).toMatchObject({ stranger: true, marc: false, sam: false });
  expect(await states(lea)).toMatchObject({ stranger: false, marc: true, sam: true });
  expect(await states(admin)).toMatchObject({ stranger: true, marc: true });
});

it('reads the counts of the desks at most once a second, however many ask', async () => {
  const count = async (who: Visitor) => {
    await pause(1_050);
    const { items } = await who.get<{ items: Queue[] }>('/api/queues');
    return items.find(({ id }) => id === pli.queue)?.counts.inProgress ?? 0;
  };
  const before = await count(lea);
  await row('new');
  expect(await count(sam)).toBe(before + 1);
  const { times, seconds } = await readsOf('counts', () => lea.get('/api/queues'));
  expect(times).toBeGreaterThan(0);
  expect(times).toBeLessThanOrEqual(seconds);
});

it('N10, N21: skills and teams are read by all, written by administrators', async () => {
  const skill = { name: 'Retours', dispositions: [{ id: 'refund', label: { fr: 'Remboursé', en: 'Refunded' } }] };
  const put = (who: Visitor, path: string, body: object) => who.call<Skill & Team>('PUT', path, { body });
  expect((await put(sam, '/api/skills/returns', skill)).status).toBe(403);
  expect((await put(admin, '/api/skills/returns', skill)).body).toEqual({ id: 'returns', ...skill });
  const twice = { ...skill, dispositions: [...skill.dispositions, ...skill.dispositions] };
  expect((await put(admin, '/api/skills/returns', twice)).body).toMatchObject({ code: 'named-twice' });
  expect((await put(admin, '/api/skills/no%20id', skill)).status).toBe(400);
  expect((await put(admin, '/api/teams/night', { name: 'Nuit' })).body).toEqual({ id: 'night', name: 'Nuit' });
  expect(await lea.get('/api/skills')).toEqual({ items: [{ id: 'returns', ...skill }] });
  expect(await lea.get('/api/teams')).toEqual({ items: [{ id: 'night', name: 'Nuit' }] });
});
