/** A worker killed after it put events on record, before Temporal heard of them. */
import type { DossierDetail, DossierRow } from '../../api/schemas.ts';
import { verifyChain } from '../../store/dossiers/timeline.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import { pause, until } from '../api/until.ts';
import { openWire, type Wire } from './wire.ts';

let pli: Pli;
let wire: Wire;
let isCut = false;
beforeAll(async () => {
  pli = await openPli();
  const [host = '', port] = pli.engines.temporalAddress.split(':');
  wire = await openWire({ host, port: Number(port) }, (_, from) => !(isCut && from === 'client'));
});
afterAll(async () => {
  await pli.close();
  await wire.close();
});

// The command is decided anew at another time: its events differ from those on record, which stand.
it('O5: a worker killed between recording a command and reporting it leaves a dossier that goes on', async () => {
  const doomed = await pli.startWorker({ TEMPORAL_ADDRESS: `${wire.host}:${wire.port}` });
  await pli.post.fill([rawLetter()]);
  const lea = await pli.signIn('lea');
  const list = () => lea.get<{ items: DossierRow[] }>('/api/dossiers?desk=inProgress');
  const { id } = await until('the dossier', async () => (await list()).items[0]);

  // The record is there before Temporal has heard of it: cut too early, the worker would not be given the command.
  const workflow = pli.temporal.workflow.getHandle(`dossier-${id}`);
  await until('the letter’s task done', async () => (await workflow.describe()).historyLength >= 6);
  await pause(500);
  isCut = true;
  const accepted = lea.insist(id, { type: 'accept' });
  await until('the record', async () => (await pli.store.timeline.read(id)).length > 2);
  await doomed.kill();
  await pli.startWorker();

  expect(await accepted).toMatchObject({ status: 200, body: { state: 'open', version: 4 } });
  expect(await lea.command(id, { type: 'close' })).toMatchObject({
    status: 200,
    body: { state: 'closed', version: 5 },
  });
  const { state, version } = await lea.get<DossierDetail>(`/api/dossiers/${id}`);
  expect({ state, version }).toEqual({ state: 'closed', version: 5 });
  expect(verifyChain(await pli.store.timeline.read(id))).toEqual({ ok: true, events: 5 });
});
