/** Twenty people at work on five hundred dossiers while the worker is killed three times: nothing lost, nothing doubled, nobody overloaded. */
import { type AgentCommandType, HOLDINGS, MOVES, REPLIES, type TransferKind } from '../../domain/dossier/commands.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { toEvent } from '../../store/dossiers/timeline.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import { PASSWORD } from '../api/people.ts';
import { expectRecordHolds } from '../api/record.ts';
import { pause, until } from '../api/until.ts';
import { Visitor } from '../api/visitor.ts';
import { ROUNDS } from './matrix.ts';

const AGENTS = 18;
/** People read before they write. */
const THINKING_MS = 1_500;
const SUPERVISORS = 2;
const DOSSIERS = 500;
/** Those that everybody comes back to: much happens to each. */
const COMMON = 40;
const CAPACITY = 12;
/** Two minutes in `npm run crash`. */
const WORK_S = ROUNDS > 1 ? 120 : 75;
/** The last one leaves a while in which nothing is killed. */
const KILLED_AT_S = [1, 2, 3].map((kill) => Math.round((kill * WORK_S) / 3.75));
/** How many commands must be done; a slow machine works up to three times as long. */
const ENOUGH = 300;
const SIMPLE: readonly string[] = [...MOVES, ...HOLDINGS, 'undoSend'];
/** What a retry may mend: no worker answered in time, the API could not reach it. */
const AGAIN = new Set([500, 502, 503, 504]);

/** How often each status was answered. */
type Tally = Map<number, number>;

interface Detail {
  readonly id: string;
  readonly subject: string;
  readonly queue: string;
  readonly transfers: readonly TransferKind[];
  readonly allowed: readonly AgentCommandType[];
  readonly contact: { readonly email: string };
  readonly validation: { readonly digest: string; readonly letters: readonly string[] } | null;
}

let pli: Pli;
let people: string[];
let queues: readonly [string, string];
beforeAll(async () => {
  pli = await openPli();
  queues = await pair();
  people = await hire();
});
afterAll(() => pli.close());

/** A second queue, to which dossiers are transferred, and from which they come back; or they go to a person. */
async function pair(): Promise<readonly [string, string]> {
  const both = [pli.queue, `${pli.queue}-second`] as const;
  const { id, version } = STANDARD;
  const alike = { mailbox: pli.queue, definition: { id, version }, transfers: ['queue', 'agent'] as const };
  for (const _id of both) await pli.store.queues.upsert({ _id, name: _id, routing: 'pull', ...alike });
  return both;
}

async function hire(): Promise<string[]> {
  const lea = await pli.store.users.get('lea');
  if (!lea) throw new Error('nobody to copy');
  const names = Array.from({ length: AGENTS + SUPERVISORS }, (_, i) => `person${i}`);
  for (const [i, _id] of names.entries()) {
    const role = i < AGENTS ? 'agent' : 'supervisor';
    const person = {
      _id,
      email: `${_id}@pli.example`,
      name: _id,
      role,
      capacity: CAPACITY,
      queues: [...queues],
    } as const;
    await pli.store.users.upsert({ ...lea, ...person });
  }
  return names;
}

function pick<T>(list: readonly T[]): T | undefined {
  return list[Math.floor(Math.random() * list.length)];
}

function bodyOf(type: AgentCommandType, dossier: Detail, n: string): object | null {
  const message = {
    to: [dossier.contact.email],
    cc: [],
    bcc: [],
    subject: `Re: ${dossier.subject} ${n}`,
    html: `<p>Réponse ${n}</p>`,
    attachments: [],
  };
  const { digest = '', letters = [] } = dossier.validation ?? {};
  const seen = { digest, ...(letters.length ? { acknowledged: letters.at(-1) } : {}) };
  if (SIMPLE.includes(type)) return { type };
  if (REPLIES.some((r) => r === type)) return { type, message };
  switch (type) {
    case 'submitForValidation':
      return { type, message, outcome: pick(['close', 'wait', 'keepOpen']) };
    case 'approve':
      return { type, ...seen };
    case 'amendAndApprove':
      return { type, ...seen, message };
    case 'refuse':
      return { type, reason: 'À revoir' };
    case 'assign':
      return { type, to: pick(people) };
    case 'transfer': {
      const isToQueue = pick(dossier.transfers) === 'queue';
      const to = isToQueue
        ? { kind: 'queue', id: queues.find((queue) => queue !== dossier.queue) }
        : { kind: 'agent', id: pick(people) };
      return { type, to, wrapUp: 'À qui de droit' };
    }
    case 'setOutcome':
      return { type, status: pick(['open', 'resolved']), notes: n };
    case 'moreTime':
      return { type, days: 2 };
    case 'triggerWorkflow':
      return { type, transition: 'askForHelp' };
    default:
      return null;
  }
}

/** One person at work: any dossier, any command open on it; a request that got no answer is asked again with its key. */
async function work(name: string, ids: readonly string[], isOver: () => boolean, tally: Tally): Promise<void> {
  const visitor = new Visitor(pli.url);
  await visitor.call('POST', '/api/session', { body: { email: `${name}@pli.example`, password: PASSWORD } });
  for (let n = 0; !isOver(); n++) {
    await pause(Math.random() * 2 * THINKING_MS);
    const id = pick(n % 2 === 0 ? ids : ids.slice(0, COMMON)) ?? '';
    const { status, body: dossier } = await visitor.call<Detail>('GET', `/api/dossiers/${id}`);
    if (status !== 200) continue;
    // Else chosen too rarely: there are many commands, and it is open in few states.
    const isOnward = dossier.allowed.includes('transfer') && Math.random() < 0.5;
    const type = isOnward ? 'transfer' : pick(dossier.allowed);
    const body = type && bodyOf(type, dossier, `${name}-${n}`);
    if (!body) continue;
    const key = crypto.randomUUID();
    for (let attempt = 0; attempt < 5; attempt++) {
      const answer = await visitor.command(id, body, key);
      tally.set(answer.status, (tally.get(answer.status) ?? 0) + 1);
      if (!AGAIN.has(answer.status)) break;
      await pause(1000);
    }
  }
}

/** What comes back to the one who had it is not refused for want of room: a reply undone or refused, a dossier reopened. */
const COMES_BACK = new Set(['undoSend', 'refuse', 'reopen', 'sendFailed']);

async function cameBack(id: string): Promise<boolean> {
  const events = (await pli.store.timeline.read(id)).map(toEvent);
  const given = events.findLast((e) => e.type === 'assigned');
  return events.some(
    (e) =>
      e.type === 'moved' &&
      COMES_BACK.has(e.data.transition) &&
      (e.seq > (given?.seq ?? 0) || e.cause === given?.cause),
  );
}

/** Who has more in hand than was given to them or taken by them within their capacity. */
async function overloaded(): Promise<string[]> {
  const active = ['new', 'open', 'provisional', 'returned', 'reopened'];
  // As of one instant: else one is read before it goes, another after it came.
  const held = await pli.store.dossiers.model
    .find({ assignee: { $in: people }, state: { $in: active } })
    .readConcern('snapshot')
    .lean();
  const over: string[] = [];
  for (const [name, dossiers] of Map.groupBy(held, (d) => d.assignee)) {
    if (dossiers.length <= CAPACITY) continue;
    const back = await Promise.all(dossiers.map((d) => cameBack(d._id)));
    const taken = dossiers.length - back.filter(Boolean).length;
    if (taken > CAPACITY) over.push(`${name}: ${taken}`);
  }
  return over;
}

it('twenty people, five hundred dossiers, three workers killed: every chain holds, each reply arrives once', async () => {
  let worker = await pli.startWorker();
  await pli.post.fill(
    Array.from({ length: DOSSIERS }, (_, i) => rawLetter({ subject: `Colis ${i}`, from: pli.customer.address })),
  );
  const count = () => pli.store.dossiers.model.countDocuments();
  await until('500 dossiers', async () => (await count()) === DOSSIERS, 300);
  const ids = (await pli.store.dossiers.model.find({}, { _id: 1 }).lean()).map((d) => d._id);

  const tally: Tally = new Map();
  const end = Date.now() + WORK_S * 1000;
  const done = () => tally.get(200) ?? 0;
  const isOver = () => Date.now() >= (done() < ENOUGH ? end + 2 * WORK_S * 1000 : end);
  const atWork = people.map((name) => work(name, ids, isOver, tally));
  const seen: string[] = [];
  for (let second = 1; second <= WORK_S; second++) {
    await pause(1000);
    seen.push(...(await overloaded()));
    if (KILLED_AT_S.includes(second)) {
      await worker.kill();
      worker = await pli.startWorker();
    }
  }
  await Promise.all(atWork);
  expect(seen).toEqual([]);
  expect([...tally.keys()].filter((status) => status === 500)).toEqual([]);
  expect(done()).toBeGreaterThanOrEqual(ENOUGH);
  expect(await pli.store.dossiers.model.countDocuments({ queue: queues[1] })).toBeGreaterThan(0);

  const leaving = () => pli.store.dossiers.model.countDocuments({ 'outgoing.0': { $exists: true } });
  await until('every reply to have left', async () => (await leaving()) === 0, 300);
  for (const id of ids) await expectRecordHolds(pli, id);
  await everyReplyArrivedOnce(ids);
}, 1_200_000);

async function everyReplyArrivedOnce(ids: readonly string[]): Promise<void> {
  const threads = await Promise.all(ids.map((id) => pli.store.messages.ofDossier(id)));
  const sent = threads.flat().filter((m) => m.status === 'sent');
  expect(sent.length).toBeGreaterThan(ENOUGH / 10);
  const read = async () => (await pli.post.read(pli.customer)).map((m) => m.messageId ?? '').sort();
  await until('the customer’s letters', async () => (await read()).length >= sent.length, 60);
  expect(await read()).toEqual(sent.map((m) => m.messageId ?? '').sort());
}
