/** O2: whom an approved answer leaves in the name of, when the mailboxes change between its approval and its leaving. */
import { answerDigest } from '../../services/sending/answer-digest.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { attempt, type FaultyServer, openFaultyServer, stageReply } from './outgoing.ts';

const CLAIRE = 'claire@customer.example';
const NEW = 'assistance@pli.example';

let pli: Pli;
let server: FaultyServer;
let old: string;
beforeAll(async () => {
  server = await openFaultyServer();
  pli = await openPli({ watched: false, submission: server });
  old = pli.support.address;
});
beforeEach(() => server.calm());
afterAll(async () => {
  await pli.close();
  await server.close();
});

/** A reply written in the name of that address, and what became of a supervisor's reading it. */
async function stage(id: string, from: string, isApproved = true): Promise<void> {
  await stageReply(pli, id, [CLAIRE], { from: { email: from, name: 'Support' } });
  const message = await pli.store.messages.get(`${id}-reply`);
  if (!message) throw new Error('no reply');
  const validated = isApproved ? { digest: answerDigest(message) } : null;
  const outgoing = [{ message: message._id, validated }];
  await pli.store.connection.collection('dossiers').updateOne({ _id: id } as never, { $set: { outgoing } });
}

const rename = (address: string) => pli.store.mailboxes.configure(pli.queue, { address });
const fromLine = () => server.taken[0]?.raw.toString().match(/^From: .*$/m)?.[0];

it('an address that the mailbox had stays the one of what was approved; reports and proofs come to the new one', async () => {
  await stage('had', old);
  await stage('unread', old, false);
  await rename(NEW);
  expect(await attempt(pli, 'had')).toMatchObject({ outcome: 'sent' });
  expect(fromLine()).toContain(old);
  expect(server.taken).toMatchObject([{ from: NEW, to: [CLAIRE, NEW] }]);
  server.calm();
  expect(await attempt(pli, 'unread')).toMatchObject({ outcome: 'sent' });
  expect(fromLine()).toContain(NEW);
  await rename(old);
  expect((await pli.store.mailboxes.get(pli.queue))?.formerAddresses.toSorted()).toEqual([old, NEW].toSorted());
});

it('an address that another mailbox of ours has now is its own to write from', async () => {
  const support = await pli.store.mailboxes.get(pli.queue);
  if (!support) throw new Error('no mailbox');
  const sales = { ...support, _id: `sales-${pli.queue}`, address: 'ventes@pli.example', enabled: true };
  await pli.store.mailboxes.insert(sales);
  await stage('sales', 'ventes@pli.example');
  expect(await attempt(pli, 'sales')).toMatchObject({ outcome: 'sent' });
  expect(fromLine()).toContain('ventes@pli.example');
});

it('an address that is nobody’s any more keeps the answer back, and no other takes its place', async () => {
  await stage('gone', 'ancien@pli.example');
  const reason = expect.stringContaining('approved');
  expect(await attempt(pli, 'gone')).toEqual({ outcome: 'failed', reason });
  expect(server.taken).toEqual([]);
  expect(await pli.store.outbox.get('gone-reply')).toBeNull();
});
