/** A worker killed at each step between a reply and the record that it left: none lost, none doubled. */
import { verifyChain } from '../../store/timeline.ts';
import { rawLetter } from '../api/letters.ts';
import { pause, until } from '../api/until.ts';
import { command, type Matrix, openMatrix, ROUNDS, type Step } from './matrix.ts';

const LETTER = /^Message-ID: /im;
const END = /\r\n\.\r\n$/;
const SETTLED = command('update', 'outbox', '.*acceptedAt');

const STEPS: readonly Step[] = [
  { name: 'it is to enter the outbox', server: 'mongo', at: 'asked', request: command('insert', 'outbox') },
  { name: 'it is leased, unheard', server: 'mongo', at: 'answered', request: command('findAndModify', 'outbox') },
  { name: 'a recipient was answered, unheard', server: 'smtp', at: 'answered', request: /^RCPT TO:/im },
  {
    name: 'the answers are to be noted',
    ...{ server: 'mongo', at: 'asked', request: command('update', 'outbox', '.*recipients') },
  },
  { name: 'its bytes are to leave', server: 'smtp', at: 'asked', request: LETTER },
  { name: 'it is accepted, unheard', server: 'smtp', at: 'answered', request: END, after: LETTER },
  { name: 'its acceptance is to be recorded', server: 'mongo', at: 'asked', request: SETTLED },
  { name: 'its acceptance is recorded, unheard', server: 'mongo', at: 'answered', request: SETTLED },
];
const CRASHES = Array.from({ length: ROUNDS }, () => STEPS).flat();

let matrix: Matrix;
beforeAll(async () => {
  matrix = await openMatrix();
});
afterAll(() => matrix.close());

it(
  `O5, peer 22: after a worker killed at each of ${STEPS.length} steps, ${ROUNDS} times, each reply is there once`,
  async () => {
    const { pli } = matrix;
    const lea = await pli.signIn('lea');
    const subjects = CRASHES.map((_, i) => `Colis ${i}`);
    const from = `Claire <${pli.customer.address}>`;
    const opened = (subject: string) =>
      until('the dossier', () => pli.store.dossiers.model.findOne({ subject }).lean(), 60);
    const ids: string[] = [];
    async function reply(subject: string): Promise<void> {
      await pli.post.fill([rawLetter({ from, subject })]);
      const { _id: id } = await opened(subject);
      ids.push(id);
      const text = { to: [pli.customer.address], cc: [], bcc: [], subject: `Re: ${subject}`, html: '<p>Demain.</p>' };
      const message = { ...text, attachments: [] };
      expect(await lea.command(id, { type: 'replyAndClose', message })).toMatchObject({ status: 200 });
    }
    // It can be undone for ten seconds: nothing of it has left when the worker begins to be watched.
    for (const [i, step] of CRASHES.entries()) await matrix.killAt(step, { before: () => reply(subjects[i] ?? '') });
    await matrix.finish();
    const types = async (id: string) => (await pli.store.timeline.read(id)).map((e) => e.type);
    const isSettled = async (id: string) => (await types(id)).some((t) => t === 'replySent' || t === 'replyFailed');
    await until('the replies', async () => (await Promise.all(ids.map(isSettled))).every(Boolean), 240);
    await pause(5_000);

    expect((await pli.post.read(pli.customer)).map((l) => l.subject).sort()).toEqual(
      subjects.map((subject) => `Re: ${subject}`).sort(),
    );
    for (const id of ids) {
      expect((await types(id)).filter((t) => /^reply(Sent|Failed)$/.test(t))).toEqual(['replySent']);
      expect(verifyChain(await pli.store.timeline.read(id))).toMatchObject({ ok: true });
    }
    const fates = (await pli.store.ledger.list({ limit: 2 * CRASHES.length + 10 })).map((r) => r.fate).sort();
    expect(fates).toEqual([...CRASHES.map(() => 'dossier'), ...CRASHES.map(() => 'own')]);
  },
  300_000 + CRASHES.length * 90_000,
);
