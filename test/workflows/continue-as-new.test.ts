/** A dossier of many letters: its workflow goes on as another run, and nobody sees it. */
import { dossierWorkflowId } from '../../contract/workflows.ts';
import { does, newDossier } from '../api/desk.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import { expectRecordHolds } from '../api/record.ts';
import { until } from '../api/until.ts';
import { EVENTS_PER_RUN } from '../setup/shared.ts';

/** Each is an event by itself. */
const LETTERS = EVENTS_PER_RUN;

let pli: Pli;
beforeAll(async () => {
  pli = await openPli();
  await pli.startWorker();
});
afterAll(() => pli.close());

it('O8: continues as new when its history grows, and keeps its state, its version, its timers and what was done', async () => {
  const lea = await pli.signIn('lea');
  const { id, letter } = await newDossier(pli, 'A long story');
  await does(lea, id, { type: 'accept' });
  const key = crypto.randomUUID();
  const said = { type: 'setOutcome', status: 'open', notes: 'À suivre' };
  const told = await lea.command(id, said, key);
  const workflow = pli.temporal.workflow.getHandle(dossierWorkflowId(id));
  const runId = async () => (await workflow.describe()).runId;
  const firstRun = await runId();
  const from = `Claire Durand <${pli.customer.address}>`;
  await pli.post.fill(
    Array.from({ length: LETTERS }, () => rawLetter({ subject: 'Re: suite', inReplyTo: letter, from })),
  );
  const version = (told.body.version ?? 0) + LETTERS;
  await until('every letter on record', async () => (await pli.store.dossiers.get(id))?.version === version, 120);
  await until('another run', async () => (await runId()) !== firstRun);

  expect(await lea.command(id, said, key)).toEqual(expect.objectContaining({ status: 200, body: told.body }));
  expect(await does(lea, id, { type: 'resolve' })).toBe('resolved');
  // The new run has written the row out of what it was given: who has it, what was said, its deadlines.
  const entries = await expectRecordHolds(pli, id);
  expect(await pli.store.dossiers.get(id)).toMatchObject({ assignee: 'lea', outcome: { notes: 'À suivre' } });
  expect(entries.filter(({ type }) => type === 'letterReceived')).toHaveLength(1 + LETTERS);
  expect(entries.filter(({ type }) => type === 'outcomeSet')).toHaveLength(1);
});
