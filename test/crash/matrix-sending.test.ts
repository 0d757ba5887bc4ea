/** A worker killed at each step between a reply and the record that it left, and between a merge and its row: none lost, none doubled. */

import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import { verifyChain } from '../../store/dossiers/timeline.ts';
import type { OutboxRow } from '../../store/letters/outbox.ts';
import type { Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import { pause, until } from '../api/until.ts';
import { command, type Matrix, openMatrix, type Provable, ROUNDS, type Step } from './matrix.ts';

const LETTER = /^Message-ID: /im;
const END = /\r\n\.\r\n$/;
const SETTLED = command('update', 'outbox', '.*acceptedAt');

const ENTER = command('insert', 'outbox');
const LEASE = command('findAndModify', 'outbox');
const NOTE = command('update', 'outbox', '.*recipients');
const RCPT = /^RCPT TO:/im;

/** How far a reply has come. */
interface Facts {
  readonly row: 'none' | 'leased' | 'answered' | 'accepted';
  /** How many the customer has. */
  readonly there: number;
  /** What the worker had written of it. */
  readonly isHeard: boolean;
}
const NOTHING: Facts = { row: 'none', there: 0, isHeard: false };
const LEASED: Facts = { ...NOTHING, row: 'leased' };
const ANSWERED: Facts = { ...NOTHING, row: 'answered' };
const THERE: Facts = { ...ANSWERED, there: 1 };
const HEARD: Facts = { ...THERE, isHeard: true };
const SETTLED_FACTS: Facts = { ...HEARD, row: 'accepted' };

const STEPS: readonly Provable<Facts>[] = [
  { name: 'it is to enter the outbox', server: 'mongo', at: 'asked', request: ENTER, held: NOTHING },
  { name: 'it is leased, unheard', server: 'mongo', at: 'answered', request: LEASE, held: LEASED },
  { name: 'a recipient was answered, unheard', server: 'smtp', at: 'answered', request: RCPT, held: LEASED },
  { name: 'the answers are to be noted', server: 'mongo', at: 'asked', request: NOTE, held: LEASED },
  { name: 'its bytes are to leave', server: 'smtp', at: 'asked', request: LETTER, held: ANSWERED },
  { name: 'it is accepted, unheard', server: 'smtp', at: 'answered', request: END, after: LETTER, held: THERE },
  { name: 'its acceptance is to be recorded', server: 'mongo', at: 'asked', request: SETTLED, held: HEARD },
  {
    name: 'its acceptance is recorded, unheard',
    server: 'mongo',
    at: 'answered',
    request: SETTLED,
    held: SETTLED_FACTS,
  },
];
const CRASHES = Array.from({ length: ROUNDS }, () => STEPS).flat();

let matrix: Matrix;
beforeAll(async () => {
  matrix = await openMatrix();
});
afterAll(() => matrix.close());

async function factsOf({ store, post, customer }: Pli, id: string, subject: string, output: string): Promise<Facts> {
  const row = await store.outbox.get(id);
  const there = async () => (await post.read(customer)).filter((l) => l.subject === subject).length;
  const isHeard = output.split('\n').some((line) => line.includes(id) && line.includes('reply handed'));
  return { row: row ? rowFact(row) : 'none', there: await there(), isHeard };
}

function rowFact({ state, leaseUntil, recipients, attempts }: OutboxRow): Facts['row'] {
  if (state === 'accepted') return 'accepted';
  expect({ state, attempts, isLeased: leaseUntil !== null }).toEqual({ state: 'sending', attempts: 1, isLeased: true });
  return recipients[0]?.state === 'sending' ? 'answered' : 'leased';
}

it(
  `O5, peer 22: after a worker killed at each of ${STEPS.length} steps, ${ROUNDS} times, each reply is there once`,
  async () => {
    const { pli } = matrix;
    const lea = await pli.signIn('lea');
    const subjects = CRASHES.map((_, i) => `Colis ${i}`);
    const ids: string[] = [];
    /** Gives the id of the reply and the address it goes to, that of no other under way: mox allows 200 new ones a day. */
    async function reply(i: number): Promise<readonly [string, string]> {
      const subject = subjects[i] ?? '';
      const address = pli.customer.address.replace('@', `+${i % 100}@`);
      await pli.post.fill([rawLetter({ from: `Claire <${address}>`, subject })]);
      const { _id: id } = await until('its dossier', () => pli.store.dossiers.model.findOne({ subject }).lean(), 60);
      ids.push(id);
      const text = { to: [address], cc: [], bcc: [], subject: `Re: ${subject}`, html: '<p>Demain.</p>' };
      const message = { ...text, attachments: [] };
      expect(await lea.insist(id, { type: 'replyAndClose', message })).toMatchObject({ status: 200 });
      const ours = async () => (await pli.store.messages.ofDossier(id)).find((m) => m.direction === 'outbound');
      return [(await until('its reply', ours))._id, address];
    }
    for (const [i, step] of CRASHES.entries()) {
      let names: readonly [string, string] = ['', ''];
      // It can be undone for ten seconds: nothing of it has left when the worker begins to be watched.
      const worker = await matrix.killAt(step, { before: async () => (names = await reply(i)) });
      const facts = () => factsOf(pli, names[0], `Re: ${subjects[i]}`, worker.output());
      const { there, isHeard } = step.held;
      // The server brings what it accepted in its own time, and a pipe what was written. What never comes is said below.
      const isThere = (f: Facts) => f.there >= there && (f.isHeard || !isHeard);
      await until('what is to be found', async () => isThere(await facts()), 60).catch(() => undefined);
      expect({ step: step.name, ...(await facts()) }).toEqual({ step: step.name, ...step.held });
    }
    const survivor = await matrix.finish();
    const types = async (id: string) => (await pli.store.timeline.read(id)).map((e) => e.type);
    const isSettled = async (id: string) => (await types(id)).some((t) => t === 'replySent' || t === 'replyFailed');
    await until('the replies', async () => (await Promise.all(ids.map(isSettled))).every(Boolean), 240);
    const ledger = () => pli.store.ledger.list({ limit: 2 * CRASHES.length + 10 });
    await until('the customer’s letters', async () => (await pli.post.read(pli.customer)).length >= CRASHES.length);
    await until('our own copies', async () => (await ledger()).length >= 2 * CRASHES.length);
    await pause(5_000);

    expect((await pli.post.read(pli.customer)).map((l) => l.subject).sort()).toEqual(
      subjects.map((subject) => `Re: ${subject}`).sort(),
    );
    for (const id of ids) {
      expect((await types(id)).filter((t) => /^reply(Sent|Failed)$/.test(t))).toEqual(['replySent']);
      expect(verifyChain(await pli.store.timeline.read(id))).toMatchObject({ ok: true });
    }
    const fates = (await ledger()).map((r) => r.fate).sort();
    expect(fates).toEqual([...CRASHES.map(() => 'dossier'), ...CRASHES.map(() => 'own')]);
    await survivor.stop();
  },
  300_000 + CRASHES.length * 90_000,
);

const UNSHOWN: Step = {
  name: 'a merge is recorded, its row is to be shown',
  server: 'mongo',
  at: 'asked',
  request: command('update', 'dossiers'),
  after: command('insert', 'timeline'),
};

it('fault R1, fault R2: after a worker killed between the record of a merge and its row, of two that cross one is done', async () => {
  const { pli } = matrix;
  const { store, post } = pli;
  const lea = await pli.signIn('lea');
  async function arrived(subject: string): Promise<DossierDocument> {
    await post.fill([rawLetter({ subject })]);
    return until('its dossier', () => store.dossiers.model.findOne({ subject }).lean<DossierDocument>(), 60);
  }
  async function standings(ids: readonly string[]) {
    const timelines = await Promise.all(ids.map((id) => store.timeline.read(id)));
    const rows = await Promise.all(ids.map((id) => store.dossiers.get(id)));
    const letters = await Promise.all(ids.map((id) => store.messages.everyOne(id)));
    return {
      merged: timelines.flat().filter(({ type }) => type === 'merged').length,
      told: timelines.flat().filter(({ type }) => type === 'lettersCame').length,
      isShown: rows.every((row, i) => row?.version === timelines[i]?.length),
      letters: letters.map((there) => there.length).sort(),
    };
  }
  let ids: readonly string[] = [];
  const asked: Promise<unknown>[] = [];
  async function arrive(): Promise<readonly string[]> {
    const [one, two] = [await arrived('crossing, one'), await arrived('crossing, two')];
    ids = [one._id, two._id];
    return ids;
  }
  async function mergeEach(): Promise<void> {
    const [one, two] = await store.dossiers.model.find({ subject: /^crossing/ }).lean<DossierDocument[]>();
    if (!one || !two) throw new Error('The dossiers that cross are not there');
    asked.push(lea.insist(one._id, { type: 'merge', into: two.number }));
    asked.push(lea.insist(two._id, { type: 'merge', into: one.number }));
  }
  await matrix.killAt(UNSHOWN, { before: arrive, meanwhile: mergeEach });
  expect(await standings(ids)).toEqual({ merged: 1, told: 0, isShown: false, letters: [1, 1] });
  await matrix.finish();
  await Promise.all(asked);
  await until('the merge', async () => (await standings(ids)).told === 1, 60);
  await until('the rows', async () => (await standings(ids)).isShown, 60);
  expect(await standings(ids)).toEqual({ merged: 1, told: 1, isShown: true, letters: [0, 2] });
  for (const id of ids) expect(verifyChain(await store.timeline.read(id))).toMatchObject({ ok: true });
}, 300_000);
