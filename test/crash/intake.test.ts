/** A worker killed while letters are coming in, again and again: no letter is lost, none is doubled. */
import { verifyChain } from '../../store/timeline.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import { pause, until } from '../api/until.ts';

const LETTERS = 200;

let pli: Pli;
beforeAll(async () => {
  pli = await openPli();
});
afterAll(() => pli.close());

const recorded = () => pli.store.dossiers.model.countDocuments();

it('O5, peer 1, peer 35: 200 letters during which the worker is killed make 200 dossiers, each with its letter', async () => {
  const first = await pli.startWorker();
  const subjects = Array.from({ length: LETTERS }, (_, i) => `Colis ${i}`);
  const written = pli.post.fill(subjects.map((subject) => rawLetter({ subject })));
  await until('the first dossiers', async () => (await recorded()) > LETTERS / 10);
  await first.kill();
  await written;

  const second = await pli.startWorker();
  await until('more dossiers', async () => (await recorded()) > LETTERS / 2, 100);
  await second.kill();
  await pli.startWorker();
  await until('200 dossiers', async () => (await recorded()) >= LETTERS, 100);
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
}, 300_000);
