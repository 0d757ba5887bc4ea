/** O9: Temporal's database is lost; every dossier comes back from its timeline, as it was, and goes on. */
import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { createRecord } from '../../activities/record/record.ts';
import { createAnswerAutomatically } from '../../activities/sending/automatic-reply.ts';
import type { DossierDetail } from '../../api/schemas.ts';
import { commandUpdate, dossierWorkflowId, instructSignal } from '../../contract/workflows.ts';
import { type Rebuilt, rebuildWorkflows } from '../../dev/rebuild-workflows.ts';
import { reachTemporal } from '../../dev/temporal.ts';
import type { AgentCommand } from '../../domain/dossier/commands.ts';
import { decide } from '../../domain/dossier/decide.ts';
import type { DossierEvent } from '../../domain/dossier/events.ts';
import { fold } from '../../domain/dossier/evolve.ts';
import { ROLE_RIGHTS } from '../../domain/rights.ts';
import { createEngine } from '../../services/engine/engine.ts';
import { toEvent } from '../../store/dossiers/timeline.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { until } from '../api/until.ts';
import type { Visitor } from '../api/visitor.ts';
import type { WorkerProcess } from '../api/worker-process.ts';
import { context } from '../domain/given.ts';

const SUBJECTS = [
  ...['new', 'open', 'provisional', 'waiting', 'resolved', 'closed', 'archived', 'interrupted'],
  ...['validation', 'reopened', 'unassigned', 'held'],
];
/** What each was in the middle of when the engine was lost. */
const CUT_SHORT = ['merged', 'target', 'redacted', 'answered', 'unheard'];

let pli: Pli;
let lea: Visitor;
let first: WorkerProcess;
let temporal: Client;
const ids = new Map<string, string>();
/** The bytes of the redacted letter. */
let erased: string;
const id = (subject: string) => ids.get(subject) ?? '';

beforeAll(async () => {
  pli = await openPli();
  first = await pli.startWorker();
  lea = await pli.signIn('lea');
  for (const subject of [...SUBJECTS, ...CUT_SHORT]) await pli.post.write({ subject, text: 'Bonjour' });
  await until(
    'the dossiers',
    async () => {
      const { items } = await lea.get<{ items: DossierDetail[] }>('/api/dossiers');
      for (const item of items) ids.set(item.subject, item.id);
      return ids.size === SUBJECTS.length + CUT_SHORT.length;
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
const received = () => pli.post.read(pli.customer);
/** What people answered. */
const inbox = async () => (await received()).filter(({ subject }) => !subject?.startsWith('RE: '));
const letterOf = async (subject: string) => {
  const [letter] = await pli.store.messages.ofDossier(id(subject));
  if (!letter) throw new Error(`no letter in ${subject}`);
  return letter;
};

/** On record as the worker leaves it when it dies before it does what follows. */
async function recordAlone(subject: string, command: AgentCommand): Promise<void> {
  const dossierId = id(subject);
  const events = (await pli.store.timeline.read(dossierId)).map(toEvent);
  const base = fold(events);
  const definition = base && (await pli.store.definitions.get(base.definition));
  if (!definition) throw new Error(`no dossier ${subject}`);
  const rights = ROLE_RIGHTS.admin;
  const decision = decide(base, definition, command, context({ rights }), Date.now());
  if (!decision.ok) throw new Error(decision.refusal.code);
  const decided = decision.events.map((body, i): DossierEvent => {
    const actor = { kind: 'user', id: 'admin' } as const;
    return { ...body, dossierId, seq: base.version + 1 + i, at: Date.now(), actor, cause: `command ${subject}` };
  });
  await createRecord({ store: pli.store })({ dossierId, base, definition, events: decided });
}

async function cutShort(): Promise<void> {
  const { number, contact } = await row('target');
  const into = { id: id('target'), number, contact: contact.email, open: true };
  await recordAlone('merged', { type: 'merge', into, acrossContacts: false });
  await recordAlone('redacted', { type: 'redact', letter: (await letterOf('redacted'))._id, what: 'content' });
  await pli.store.automaticReplies.set({
    ...{ _id: pli.queue, enabled: true, sender: null, language: 'fr', company: 'Pli', images: [], files: [] },
    html: '<p>Nous avons votre lettre.</p>',
  });
  const answered = { dossierId: id('answered'), letter: (await letterOf('answered'))._id, moment: 'first' } as const;
  expect(await createAnswerAutomatically(pli)(answered)).not.toBeNull();
  // Its workflow was signalled, and lost before it recorded anything.
  const { db } = pli.store.dossiers.model;
  await db.collection('timeline').deleteMany({ dossierId: id('unheard') });
  await pli.store.dossiers.model.deleteOne({ _id: id('unheard') });
}

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
  const { raw } = await letterOf('redacted');
  erased = raw ?? '';
  await cutShort();
  const before = await rows();
  expect(new Set(before.map(({ state }) => state)).size).toBeGreaterThanOrEqual(9);
  const rebuild = (): Promise<Rebuilt> =>
    rebuildWorkflows({ store: pli.store, engine: createEngine(temporal, pli.engines.taskQueue) });

  expect(await rebuild()).toEqual({ started: 15, running: 0, ended: 1, failed: [] });
  expect(await rebuild()).toEqual({ started: 0, running: 15, ended: 1, failed: [] });
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

it('fault R6: what was about to follow when the engine was lost is done, once', async () => {
  const { store } = pli;
  const target = await until('the merged letter', async () => {
    const events = await store.timeline.read(id('target'));
    return events.some(({ type }) => type === 'lettersCame') ? events : null;
  });
  expect(target.filter(({ type }) => type === 'lettersCame')).toHaveLength(1);
  expect((await store.messages.ofDossier(id('target'))).map(({ subject }) => subject).sort()).toEqual([
    'merged',
    'target',
  ]);
  await until('the bytes to be erased', async () => {
    const [letter] = await store.messages.ofDossier(id('redacted'));
    return letter?.redacted?.erase.length === 0;
  });
  await expect(store.blobs.get(erased)).rejects.toThrow();
  await until('the letter nobody heard of', async () => (await store.dossiers.get(id('unheard')))?.state === 'new', 90);
  await until('the automatic reply', async () => (await received()).some(({ subject }) => subject === 'RE: answered'));
  await until('its sending noted', async () =>
    (await store.messages.ofDossier(id('answered'))).some(({ status, automatic }) => automatic && status === 'sent'),
  );
  const again = await rebuildWorkflows({ store: pli.store, engine: createEngine(temporal, pli.engines.taskQueue) });
  expect(again).toEqual({ started: 0, running: 16, ended: 1, failed: [] });
  expect((await received()).filter(({ subject }) => subject === 'RE: answered')).toHaveLength(1);
  const types = (await store.timeline.read(id('answered'))).map(({ type }) => type);
  expect(types.filter((type) => type === 'answeredAutomatically')).toHaveLength(1);
  expect(await store.timeline.read(id('target'))).toHaveLength(target.length);
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
