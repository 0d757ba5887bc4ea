/** Several recipients, each with an answer of their own; and what a copy that comes back says of whom. */
import { openPli, type Pli } from '../api/harness.ts';
import { attempt, type FaultyServer, interrupt, openFaultyServer, stageReply } from './outgoing.ts';

const CLAIRE = 'claire@customer.example';
const PAUL = 'paul@customer.example';
const LATER = { code: 451, text: 'later' };
const NEVER = { code: 550, text: 'no such user' };

let pli: Pli;
let server: FaultyServer;
beforeAll(async () => {
  server = await openFaultyServer();
  pli = await openPli({ watched: false, submission: server });
});
beforeEach(() => server.calm());
afterAll(async () => {
  await pli.close();
  await server.close();
});

const row = (id: string) => pli.store.outbox.get(`${id}-reply`);
const states = async (id: string) => (await row(id))?.recipients.map((r) => r.state);
const refuse = (who: string, refusal: typeof LATER) => {
  server.refuseRecipient = (address) => (address === who ? refusal : null);
};
const takenBy = () => server.taken.map((letter) => letter.to);
/** Our own copy of what the server took, as ingestion notes it. */
const copyComesBack = (id: string) => pli.store.outbox.noteEcho(`${id}-reply`, { content: id, messageId: null });

it.each([LATER, NEVER])('O5: no copy goes to ourselves alone when the contact is told $code', async (refusal) => {
  const id = `alone-${refusal.code}`;
  refuse(CLAIRE, refusal);
  await stageReply(pli, id, [CLAIRE]);
  const outcome = refusal === LATER ? 'deferred' : 'failed';
  expect(await attempt(pli, id)).toMatchObject({ outcome, reason: expect.stringContaining(`${refusal.code}`) });
  expect(takenBy()).toEqual([]);
  expect(await states(id)).toEqual([outcome]);
});

it('peer 21: who is told to wait gets the letter later, alone; who had it does not get it again', async () => {
  refuse(CLAIRE, LATER);
  await stageReply(pli, 'wait', [CLAIRE, PAUL]);
  expect(await attempt(pli, 'wait')).toMatchObject({ outcome: 'deferred', reason: expect.stringContaining('451') });
  expect(await states('wait')).toEqual(['deferred', 'accepted']);
  server.refuseRecipient = () => null;
  expect(await attempt(pli, 'wait')).toMatchObject({ outcome: 'sent', rejected: 0 });
  expect(takenBy()).toEqual([[PAUL, pli.support.address], [CLAIRE]]);
  expect(server.taken[1]?.raw).toEqual(server.taken[0]?.raw);
});

it('O5, peer 22: the copy of a letter that left without somebody does not count as theirs', async () => {
  refuse(CLAIRE, LATER);
  await stageReply(pli, 'without', [CLAIRE, PAUL]);
  await attempt(pli, 'without');
  await interrupt(pli, 'without');
  await copyComesBack('without');
  server.refuseRecipient = () => null;
  expect(await attempt(pli, 'without')).toMatchObject({ outcome: 'sent' });
  expect(takenBy()).toEqual([[PAUL, pli.support.address], [CLAIRE]]);
  expect(await states('without')).toEqual(['accepted', 'accepted']);
});

it('O5: a late copy of an attempt without an answer does not count for who joined the next one', async () => {
  refuse(CLAIRE, LATER);
  server.hangUp = true;
  await stageReply(pli, 'late', [CLAIRE, PAUL]);
  expect(await attempt(pli, 'late')).toMatchObject({ outcome: 'deferred' });
  expect(await states('late')).toEqual(['deferred', 'sending']);
  // The next attempt dies before the server has answered for anybody; only then the copy of the first comes.
  await pli.store.outbox.lease('late-reply', new Date(), new Date(Date.now() - 1));
  await copyComesBack('late');
  server.refuseRecipient = () => null;
  server.hangUp = false;
  expect(await attempt(pli, 'late')).toMatchObject({ outcome: 'sent' });
  expect(takenBy()).toEqual([[PAUL, pli.support.address], [CLAIRE]]);
});

it('peer 22: an attempt that died before the letter left is made again at once', async () => {
  await stageReply(pli, 'early', [CLAIRE]);
  refuse(CLAIRE, LATER);
  await attempt(pli, 'early');
  await pli.store.outbox.lease('early-reply', new Date(), new Date(Date.now() - 1));
  server.refuseRecipient = () => null;
  const started = Date.now();
  expect(await attempt(pli, 'early')).toMatchObject({ outcome: 'sent' });
  expect(Date.now() - started).toBeLessThan(10_000);
});

it('peer 22: a worker that wakes up after another has taken over lets nothing leave', async () => {
  await stageReply(pli, 'overtaken', [CLAIRE]);
  server.beforeAnswer = async () => {
    server.beforeAnswer = async () => undefined;
    const ended = { $set: { leaseUntil: new Date(0) } };
    await pli.store.connection.collection('outbox').updateOne({ _id: 'overtaken-reply' } as never, ended);
    expect(await attempt(pli, 'overtaken')).toMatchObject({ outcome: 'sent' });
  };
  await expect(attempt(pli, 'overtaken')).rejects.toThrow('taken over');
  expect(takenBy()).toEqual([[CLAIRE, pli.support.address]]);
  expect(await attempt(pli, 'overtaken')).toMatchObject({ outcome: 'sent' });
  expect(takenBy()).toHaveLength(1);
});

it('peer 21: an address that the server cannot carry is told clearly, and nobody is written to', async () => {
  await stageReply(pli, 'utf8', [PAUL, 'zoé@customer.example']);
  server.refuseRecipient = () => null;
  expect(await attempt(pli, 'utf8')).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('zoé@') });
  expect(takenBy()).toEqual([]);
});

describe('an automatic letter', () => {
  const automatic = { automatic: 'auto-replied', author: null };

  it('has the null sender, says what it is, and asks for no answer', async () => {
    await stageReply(pli, 'automatic', [CLAIRE], automatic);
    expect(await attempt(pli, 'automatic')).toMatchObject({ outcome: 'sent' });
    expect(server.taken).toMatchObject([{ from: '', to: [CLAIRE, pli.support.address] }]);
    expect(server.taken[0]?.raw.toString()).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(server.taken[0]?.raw.toString()).toMatch(/^X-Auto-Response-Suppress: All\r$/m);
  });

  it('that may have left is never sent again', async () => {
    server.hangUp = true;
    await stageReply(pli, 'once', [CLAIRE], automatic);
    expect(await attempt(pli, 'once')).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('twice') });
    expect(takenBy()).toHaveLength(1);
    expect(await states('once')).toEqual(['failed']);
  });
});
