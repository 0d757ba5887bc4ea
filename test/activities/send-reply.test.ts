/** A reply leaves once: whatever the server says, however an attempt ends. */
import { openPli, type Pli } from '../api/harness.ts';
import { attempt, type FaultyServer, interrupt, openFaultyServer, stageReply } from './outgoing.ts';

const CLAIRE = 'claire@customer.example';
const PAUL = 'paul@customer.example';

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

it('sends once, and answers the same when asked again', async () => {
  await stageReply(pli, 'once', [CLAIRE]);
  const first = await attempt(pli, 'once');
  expect(first).toMatchObject({ outcome: 'sent', rejected: 0 });
  expect(await attempt(pli, 'once')).toEqual(first);
  expect(server.taken.map((letter) => letter.to)).toEqual([[CLAIRE, pli.support.address]]);
});

it('peer 22: ten workers asked at once send one letter', async () => {
  await stageReply(pli, 'ten', [CLAIRE]);
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => attempt(pli, 'ten')));
  expect(outcomes.filter((o) => o.status === 'fulfilled').length).toBeGreaterThan(0);
  expect(server.taken).toHaveLength(1);
});

it('O5, peer 22: an attempt that ended without an answer, whose copy is in our mailbox, is not sent again', async () => {
  await stageReply(pli, 'copied', [CLAIRE]);
  await attempt(pli, 'copied');
  await interrupt(pli, 'copied');
  await pli.post.fill([server.taken[0]?.raw ?? Buffer.alloc(0)]);
  expect(await attempt(pli, 'copied')).toMatchObject({ outcome: 'sent' });
  expect(server.taken).toHaveLength(1);
  expect(await row('copied')).toMatchObject({ state: 'accepted' });
});

it('O5, peer 22: an attempt that ended without an answer, of which no copy comes, is sent again byte for byte', async () => {
  await stageReply(pli, 'lost', [CLAIRE]);
  await attempt(pli, 'lost');
  await interrupt(pli, 'lost');
  expect(await attempt(pli, 'lost')).toMatchObject({ outcome: 'sent' });
  const [first, second] = server.taken;
  expect(second?.raw).toEqual(first?.raw);
});

it('O5: who may have the letter since an attempt without an answer keeps it from being cancelled, whatever was said later', async () => {
  await stageReply(pli, 'doubtful', [CLAIRE]);
  await attempt(pli, 'doubtful');
  await interrupt(pli, 'doubtful');
  server.refuseRecipient = (address) => (address === CLAIRE ? { code: 451, text: 'later' } : null);
  expect(await attempt(pli, 'doubtful')).toMatchObject({ outcome: 'deferred' });
  expect(await pli.store.outbox.cancel('doubtful-reply', 'cancelled by ada')).toBe(false);

  await stageReply(pli, 'sure', [CLAIRE]);
  expect(await attempt(pli, 'sure')).toMatchObject({ outcome: 'deferred' });
  expect(await pli.store.outbox.cancel('sure-reply', 'cancelled by ada')).toBe(true);
  server.calm();
  expect(await attempt(pli, 'sure')).toEqual({ outcome: 'failed', reason: 'cancelled by ada' });
  expect(server.taken).toEqual([]);
});

it('fails for good when the only recipient is refused for good', async () => {
  server.refuseRecipient = (address) => (address === CLAIRE ? { code: 550, text: 'no such user' } : null);
  await stageReply(pli, 'refused', [CLAIRE]);
  const refused = { outcome: 'failed', reason: expect.stringContaining('550') };
  expect(await attempt(pli, 'refused')).toMatchObject(refused);
  // Asked again, as when the worker died before the workflow heard: the same answer, at once.
  expect(await attempt(pli, 'refused')).toMatchObject(refused);
  expect(await row('refused')).toMatchObject({ state: 'failed' });
});

it('peer 21: one refused recipient does not keep the letter from the other', async () => {
  server.refuseRecipient = (address) => (address === PAUL ? { code: 550, text: 'no such user' } : null);
  await stageReply(pli, 'half', [CLAIRE, PAUL]);
  expect(await attempt(pli, 'half')).toMatchObject({ outcome: 'sent', rejected: 1 });
  expect((await row('half'))?.recipients).toMatchObject([
    { address: CLAIRE, state: 'accepted' },
    { address: PAUL, state: 'failed', response: expect.stringContaining('550') },
  ]);
});

it.each([
  ['its only recipient', () => (server.refuseRecipient = (a) => (a === CLAIRE ? { code: 451, text: 'later' } : null))],
  ['the letter', () => (server.refuseLetter = () => ({ code: 451, text: 'later' }))],
])('peer 37: a server that says 451 to %s gets it later, once', async (what, fail) => {
  fail();
  await stageReply(pli, what, [CLAIRE]);
  expect(await attempt(pli, what)).toMatchObject({ outcome: 'deferred', reason: expect.stringContaining('451') });
  expect(await row(what)).toMatchObject({ state: 'deferred', attempts: 1 });
  const before = server.taken.filter((letter) => letter.to.includes(CLAIRE)).length;
  server.refuseRecipient = () => null;
  server.refuseLetter = () => null;
  expect(await attempt(pli, what)).toMatchObject({ outcome: 'sent' });
  expect(server.taken.filter((letter) => letter.to.includes(CLAIRE))).toHaveLength(before + 1);
});

it('peer 20, peer 37: a server that cannot be reached gets the letter once it is back', async () => {
  await stageReply(pli, 'outage', [CLAIRE]);
  const { port } = server;
  await server.close();
  expect(await attempt(pli, 'outage')).toMatchObject({ outcome: 'deferred' });
  server = await openFaultyServer(port);
  expect(await attempt(pli, 'outage')).toMatchObject({ outcome: 'sent' });
  expect(server.taken).toHaveLength(1);
});

it('peer 23: a server that lets nobody leave from an address with a tag takes the reply from the mailbox’s own', async () => {
  await pli.store.connection
    .collection('mailboxes')
    .updateOne({ _id: pli.queue } as never, { $set: { subaddressing: true } });
  server.refuseSender = (address) => (address.includes('+') ? { code: 553, text: '5.7.1 not yours' } : null);
  const _id = '0123456789abcdef0123456789abcdef';
  await stageReply(pli, 'tagged', [CLAIRE], { _id });
  expect(await attempt(pli, 'tagged', _id)).toMatchObject({ outcome: 'sent' });
  server.refuseSender = () => ({ code: 550, text: '5.7.1 blocked' });
  await stageReply(pli, 'blocked', [CLAIRE], { _id: _id.replace('0', 'f') });
  expect(await attempt(pli, 'blocked', _id.replace('0', 'f'))).toMatchObject({ outcome: 'failed' });
  expect(server.taken.map(({ from, to }) => [from, to])).toEqual([
    [pli.support.address, [CLAIRE, pli.support.address]],
  ]);
  expect((await pli.store.outbox.get(_id))?.from).toMatch(/\+\d+-[0-9a-z]{25}-[0-9a-f]{16}@/);
});
