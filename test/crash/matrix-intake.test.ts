/** A worker killed at each step between the mail server's letter and the cursor that passes it: none lost, none doubled. */
import { verifyChain } from '../../store/timeline.ts';
import { rawLetter } from '../api/letters.ts';
import { pause, until } from '../api/until.ts';
import { command, type Matrix, openMatrix, ROUNDS, type Step } from './matrix.ts';

const COMMIT = { request: /commitTransaction/, after: command('insert', 'ledger') };
const CURSOR = /lastUid/;

const STEPS: readonly Step[] = [
  { name: 'its bytes have come, unread', server: 'imap', at: 'answered', request: /UID FETCH .*BODY\.PEEK\[\]/ },
  { name: 'its bytes are to be kept', server: 'mongo', at: 'asked', request: command('insert', 'blobs\\.chunks') },
  { name: 'it is to be committed', server: 'mongo', at: 'asked', ...COMMIT },
  { name: 'it is committed, unheard', server: 'mongo', at: 'answered', ...COMMIT },
  { name: 'its dossier is to be told', server: 'temporal', at: 'asked', request: /"opening"/ },
  { name: 'its dossier was told, unmarked', server: 'mongo', at: 'asked', request: command('update', 'ledger') },
  {
    name: 'the cursor is to pass it',
    server: 'mongo',
    at: 'asked',
    request: CURSOR,
    after: command('update', 'ledger'),
  },
  {
    name: 'the cursor has passed it, unheard',
    ...{ server: 'mongo', at: 'answered', request: CURSOR, after: command('update', 'ledger') },
  },
];
const CRASHES = Array.from({ length: ROUNDS }, () => STEPS).flat();

let matrix: Matrix;
beforeAll(async () => {
  matrix = await openMatrix();
});
afterAll(() => matrix.close());

it(
  `O5, peer 1, peer 35: after a worker killed at each of ${STEPS.length} steps, ${ROUNDS} times, each letter has one dossier`,
  async () => {
    const { pli } = matrix;
    const subjects = CRASHES.map((_, i) => `Colis ${i}`);
    for (const [i, step] of CRASHES.entries()) {
      const letter = rawLetter({ subject: subjects[i] ?? '' });
      await matrix.killAt(step, { meanwhile: () => pli.post.fill([letter]) });
    }
    await matrix.finish();
    const recorded = () => pli.store.dossiers.model.countDocuments();
    await until('the dossiers', async () => (await recorded()) >= CRASHES.length, 150);
    await pause(2_000);

    const dossiers = await pli.store.dossiers.model.find().lean();
    expect(dossiers.map((d) => d.subject).sort()).toEqual([...subjects].sort());
    const rows = await pli.store.ledger.list({ limit: CRASHES.length + 10 });
    expect(rows.map((r) => r.fate)).toEqual(CRASHES.map(() => 'dossier'));
    expect(new Set(rows.map((r) => r.dossier)).size).toBe(CRASHES.length);
    for (const { _id } of dossiers) {
      const entries = await pli.store.timeline.read(_id);
      expect(entries.map((e) => e.type)).toEqual(['dossierOpened', 'letterReceived']);
      expect(verifyChain(entries)).toEqual({ ok: true, events: 2 });
      expect(await pli.store.messages.ofDossier(_id)).toHaveLength(1);
    }
  },
  300_000 + CRASHES.length * 90_000,
);
