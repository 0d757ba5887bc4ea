/** A worker killed while letters are coming in, again and again: no letter is lost, none is doubled. */
import { verifyChain } from '../../store/dossiers/timeline.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import { pause, until } from '../api/until.ts';
import { ROUNDS } from './matrix.ts';

/** More in `npm run crash`. */
const [LETTERS, KILLS] = ROUNDS > 1 ? [2_000, 6] : [200, 2];

let pli: Pli;
beforeAll(async () => {
  pli = await openPli();
});
afterAll(() => pli.close());

const recorded = () => pli.store.dossiers.model.countDocuments();

it(`O5, peer 1, peer 35: ${LETTERS} letters during which ${KILLS} workers are killed make as many dossiers, each with its letter`, async () => {
  let worker = await pli.startWorker();
  const subjects = Array.from({ length: LETTERS }, (_, i) => `Colis ${i}`);
  const written = pli.post.fill(subjects.map((subject) => rawLetter({ subject })));
  for (let kill = 1; kill <= KILLS; kill++) {
    await until('more dossiers', async () => (await recorded()) > ((kill - 0.5) * LETTERS) / (KILLS + 1), 100);
    await worker.kill();
    worker = await pli.startWorker();
  }
  await written;
  await until('every dossier', async () => (await recorded()) >= LETTERS, 300);
  await pause(500);

  const dossiers = await pli.store.dossiers.model.find().lean();
  expect(dossiers.map((d) => d.subject).sort()).toEqual(subjects.sort());
  const rows = await pli.store.ledger.list({ limit: LETTERS + 10 });
  expect(rows.map((r) => r.fate)).toEqual(Array(LETTERS).fill('dossier'));
  expect(new Set(rows.map((r) => r.dossier)).size).toBe(LETTERS);
  for (const { _id } of dossiers) {
    const entries = await pli.store.timeline.read(_id);
    expect({ _id, types: entries.map((e) => e.type) }).toEqual({ _id, types: ['dossierOpened', 'letterReceived'] });
    expect(verifyChain(entries)).toEqual({ ok: true, events: 2 });
    expect((await pli.store.messages.ofDossier(_id)).length).toBe(1);
  }
  const query = `TaskQueue = '${pli.engines.taskQueue}' AND ExecutionStatus != 'Running'`;
  expect((await pli.temporal.workflow.count(query)).count).toBe(0);
}, 600_000);
