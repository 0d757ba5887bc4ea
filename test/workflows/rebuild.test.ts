/** O9: Temporal's database is lost; every dossier comes back from its timeline, as it was, and goes on. */
import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import type { DossierDetail } from '../../api/schemas.ts';
import { commandUpdate, dossierWorkflowId, instructSignal } from '../../contract/workflows.ts';
import { type Rebuilt, rebuildWorkflows } from '../../dev/rebuild-workflows.ts';
import { reachTemporal } from '../../dev/temporal.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { until } from '../api/until.ts';
import type { Visitor } from '../api/visitor.ts';
import type { WorkerProcess } from '../api/worker-process.ts';
import { context } from '../domain/given.ts';

const SUBJECTS = [
  ...['new', 'open', 'provisional', 'waiting', 'resolved', 'closed', 'archived', 'interrupted'],
  ...['validation', 'reopened', 'unassigned', 'held'],
];

let pli: Pli;
let lea: Visitor;
let first: WorkerProcess;
let temporal: Client;
const ids = new Map<string, string>();
const id = (subject: string) => ids.get(subject) ?? '';

beforeAll(async () => {
  pli = await openPli();
  first = await pli.startWorker();
  lea = await pli.signIn('lea');
  for (const subject of SUBJECTS) await pli.post.write({ subject, text: 'Bonjour' });
  await until(
    'the dossiers',
    async () => {
      const { items } = await lea.get<{ items: DossierDetail[] }>('/api/dossiers');
      for (const item of items) ids.set(item.subject, item.id);
      return ids.size === SUBJECTS.length;
    },
    60,
  );
  const namespace = `lost-${randomUUID()}`;
  await reachTemporal({ address: pli.engines.temporalAddress }, namespace);
  temporal = new Client({ connection: pli.temporal.connection, namespace });
});
afterAll(() => pli.close());

async function command(subject: string, body: object): Promise<void> {
  const { status, body: answer } = await lea.insist(id(subject), body);
  if (status !== 200) throw new Error(`${subject}: ${JSON.stringify(answer)}`);
}

async function answer(subject: string, type: string): Promise<void> {
  const { reply } = await lea.get<DossierDetail>(`/api/dossiers/${id(subject)}`);
  const message = { to: reply.to, cc: [], bcc: [], subject: reply.subject, html: '<p>Voici.</p>', attachments: [] };
  await command(subject, { type, message });
}

/** Each dossier its own way; the last one's reply can still be taken back when the engine is lost. */
async function live(): Promise<void> {
  for (const subject of ['open', 'resolved', 'closed', 'archived', 'reopened', 'unassigned'])
    await command(subject, { type: 'accept' });
  await command('unassigned', { type: 'unassign' });
  await command('resolved', { type: 'resolve' });
  const timers = { closedToArchived: { enabled: false, after: { unit: 'days', value: 30 } } } as const;
  await handle(pli.temporal, 'archived').signal(instructSignal, { type: 'changeTimers', timers });
  await handle(pli.temporal, 'interrupted').signal(instructSignal, {
    type: 'interrupt',
    resource: 'queue',
    name: 'Old',
  });
  for (const subject of ['closed', 'archived', 'reopened']) await command(subject, { type: 'close' });
  await command('reopened', { type: 'reopen' });
  await answer('provisional', 'replyKeepOpen');
  await answer('waiting', 'replyAndWait');
  await answer('validation', 'submitForValidation');
  await until('the interruption', async () => (await row('interrupted')).state === 'interrupted');
  await until('the archive', async () => (await row('archived')).state === 'archived');
  await until('the replies to leave', async () => (await inbox()).length === 2);
  await until(
    'all said',
    async () => (await row('provisional')).outgoing.length + (await row('waiting')).outgoing.length === 0,
  );
  await answer('held', 'replyAndClose');
}

const handle = (client: Client, subject: string) => client.workflow.getHandle(dossierWorkflowId(id(subject)));
const inbox = () => pli.post.read(pli.customer);

async function row(subject: string) {
  const found = await pli.store.dossiers.get(id(subject));
  if (!found) throw new Error(`no dossier ${subject}`);
  return found;
}

async function rows() {
  return Promise.all(SUBJECTS.map(row));
}

it('O9: every dossier is there again in the same state with the same deadlines, and goes on', async () => {
  await live();
  await first.kill();
  const before = await rows();
  expect(new Set(before.map(({ state }) => state)).size).toBeGreaterThanOrEqual(9);
  const rebuild = (): Promise<Rebuilt> => rebuildWorkflows({ ...pli, temporal, taskQueue: pli.engines.taskQueue });

  expect(await rebuild()).toEqual({ started: 11, running: 0, ended: 1, failed: [] });
  expect(await rebuild()).toEqual({ started: 0, running: 11, ended: 1, failed: [] });
  expect(await rows()).toEqual(before);

  await pli.startWorker({ TEMPORAL_NAMESPACE: temporal.options.namespace });
  await until('the held reply', async () => (await inbox()).length === 3, 60);
  await until('its sending on record', async () => (await row('held')).outgoing.length === 0);
  const after = await rows();
  for (const [i, { state, deadlines, assignee, validation, lost }] of before.entries())
    expect(after[i]).toMatchObject({ state, deadlines, assignee, validation, lost });

  const accept = { command: { type: 'accept' }, context: context() } as const;
  const taken = await handle(temporal, 'new').executeUpdate(commandUpdate, { args: [accept] });
  expect(taken).toMatchObject({ state: 'open' });
  const [reply] = (await inbox()).filter((letter) => letter.subject?.includes('waiting'));
  await pli.post.write({ subject: 'Re: waiting', text: 'Merci', inReplyTo: reply?.messageId ?? '' });
  await until('the contact’s answer', async () => (await row('waiting')).state === 'returned');
  expect((await inbox()).map((letter) => letter.subject).sort()).toEqual([
    'Re: held',
    'Re: provisional',
    'Re: waiting',
  ]);
});

it('a request repeated after the loss is answered as it was, and done once', async () => {
  const { version, state } = await row('held');
  const events = await pli.store.timeline.read(id('held'));
  const key = events.findLast((e) => e.type === 'replySubmitted')?.cause.replace('command ', '') ?? '';
  const again = { command: { type: 'accept' }, context: context() } as const;
  const told = await handle(temporal, 'held').executeUpdate(commandUpdate, { updateId: key, args: [again] });
  expect(told.state).toBe(state);
  expect((await row('held')).version).toBe(version);
  expect(await inbox()).toHaveLength(3);
});
