/** A worker killed between the mail server's yes and our record of it: the reply is there, and must not be sent again. */
import type { DossierRow, LedgerRow } from '../../api/schemas.ts';
import { verifyChain } from '../../store/dossiers/timeline.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { newMessageId, rawLetter } from '../api/letters.ts';
import { pause, until } from '../api/until.ts';
import type { WorkerProcess } from '../api/worker-process.ts';
import { testEngines } from '../setup/engines.ts';
import { openWire, type Wire } from './wire.ts';

let pli: Pli;
let wire: Wire;
let worker: WorkerProcess;
let killed: Promise<void> | undefined;
let submissions = 0;

/** Lets everything through but the answer to a whole letter: then the worker dies without having read it. */
function killOnAcceptance(): (chunk: Buffer, from: 'client' | 'server') => boolean {
  let letter = '';
  return (chunk, from) => {
    if (from === 'client') letter = (letter + chunk.toString('latin1')).slice(-5);
    if (from === 'client' && letter === '\r\n.\r\n') submissions++;
    const isYes = from === 'server' && letter === '\r\n.\r\n' && chunk.toString('latin1').startsWith('250');
    if (isYes && !killed) killed = worker.kill();
    return !isYes || submissions > 1;
  };
}

beforeAll(async () => {
  wire = await openWire(testEngines().mail.submission, killOnAcceptance());
  pli = await openPli({ submission: wire });
  worker = await pli.startWorker();
});
afterAll(async () => {
  await pli.close();
  await wire.close();
});

it('O5, peer 22: a reply whose acceptance the killed worker never read reaches the customer once', async () => {
  const from = `Claire <${pli.customer.address}>`;
  await pli.post.fill([rawLetter({ from, subject: 'Colis', messageId: newMessageId() })]);
  const [lea, admin] = await Promise.all([pli.signIn('lea'), pli.signIn('admin')]);
  const list = () => lea.get<{ items: DossierRow[] }>('/api/dossiers?desk=inProgress');
  const { id } = await until('the dossier', async () => (await list()).items[0]);
  const message = { to: [pli.customer.address], cc: [], bcc: [], subject: 'Re: Colis', html: '<p>Demain.</p>' };
  const reply = { type: 'replyAndClose', message: { ...message, attachments: [] } };
  expect((await lea.command(id, reply)).status).toBe(200);

  await until('the acceptance', () => killed !== undefined, 90);
  await killed;
  expect((await pli.store.timeline.read(id)).map((e) => e.type)).not.toContain('replySent');
  await pli.startWorker();
  const types = async () => (await pli.store.timeline.read(id)).map((e) => e.type);
  await until('the record of the sending', async () => (await types()).includes('replySent'), 150);
  const ledger = async () => (await admin.get<{ items: LedgerRow[] }>('/api/ledger')).items;
  await until('our own copy', async () => (await ledger()).length > 1);
  await pause(2_000);

  expect((await types()).filter((type) => type === 'replySent')).toHaveLength(1);
  expect(verifyChain(await pli.store.timeline.read(id))).toMatchObject({ ok: true });
  expect((await pli.post.read(pli.customer)).map((l) => l.subject)).toEqual(['Re: Colis']);
  expect(submissions).toBe(1);
  expect((await ledger()).map((r) => r.fate).sort()).toEqual(['dossier', 'own']);
}, 400_000);
