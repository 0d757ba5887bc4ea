/** The outbox: one row a message, one worker at a time, and what was accepted stays so. */
import type { OutboxRecipient, OutboxRow, OutboxState, RecipientState } from '../../store/letters/outbox.ts';
import { openStore, type Store } from '../../store/store.ts';
import { testEngines } from '../setup/engines.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(testEngines().mongoUrl);
});
afterAll(() => store.close());

const now = new Date();
const later = new Date(now.getTime() + 30_000);
const before = new Date(now.getTime() - 1);

async function row(state: OutboxState, leaseUntil: Date | null = null): Promise<OutboxRow> {
  const _id = crypto.randomUUID();
  const facts = { dossierId: 'd', mailbox: 'm', messageId: `<${_id}@localhost>`, raw: '', bodyHash: '', from: '' };
  const recipients = [recipient('Claire@Customer.example'), recipient('paul@customer.example')];
  return store.outbox.enter({ _id, ...facts, recipients, state, leaseUntil, createdAt: now });
}

const recipient = (address: string): OutboxRecipient => ({
  address,
  state: 'queued',
  response: null,
  isLeftOut: false,
});
const settled = (states: readonly RecipientState[]) =>
  states.map((state, i) => ({ ...recipient(['Claire@Customer.example', 'paul@customer.example'][i] ?? ''), state }));

it('O5: of fifty workers that want to send a message one may', async () => {
  const { _id } = await row('queued');
  const leases = await Promise.all(Array.from({ length: 50 }, () => store.outbox.lease(_id, now, later)));
  expect(leases.filter((lease) => lease !== null)).toMatchObject([{ state: 'queued', attempts: 1 }]);
  expect(await store.outbox.get(_id)).toMatchObject({ state: 'sending', attempts: 1 });
});

it.each<[OutboxState, Date | null, boolean]>([
  ['queued', null, true],
  ['deferred', null, true],
  ['sending', before, true],
  ['sending', later, false],
  ['accepted', null, false],
  ['failed', null, false],
])('a message that is %s with a lease until %p may be sent: %p', async (state, leaseUntil, may) => {
  const { _id } = await row(state, leaseUntil);
  expect((await store.outbox.lease(_id, now, later)) !== null).toBe(may);
});

it('a lease that is kept up does not end; that of another attempt does not keep it', async () => {
  const kept = await row('sending', before);
  await store.outbox.extendLease(kept, later);
  expect(await store.outbox.lease(kept._id, now, later)).toBeNull();
  const lost = await row('sending', before);
  await store.outbox.extendLease({ ...lost, attempts: 7 }, later);
  expect(await store.outbox.lease(lost._id, now, later)).not.toBeNull();
});

it('peer 22: a worker that was overtaken may not let its letter leave', async () => {
  const { _id } = await row('queued');
  const first = await store.outbox.lease(_id, now, now);
  const second = await store.outbox.lease(_id, later, later);
  if (!first || !second) throw new Error('no lease');
  expect(await store.outbox.noteAnswers(first, settled(['sending', 'failed']))).toBe(false);
  expect(await store.outbox.noteAnswers(second, settled(['sending', 'failed']))).toBe(true);
  await store.outbox.settle(first, { state: 'deferred', lastError: 'overtaken' });
  expect(await store.outbox.get(_id)).toMatchObject({ state: 'sending', lastError: null });
  await store.outbox.settle(first, { state: 'accepted', recipients: settled(['accepted', 'failed']) });
  expect(await store.outbox.noteAnswers(second, settled(['sending', 'failed']))).toBe(false);
});

it.each<[OutboxState, readonly RecipientState[], boolean]>([
  ['queued', ['queued', 'queued'], true],
  ['deferred', ['deferred', 'failed'], true],
  ['deferred', ['sending', 'deferred'], false],
  ['deferred', ['accepted', 'deferred'], false],
  ['sending', ['queued', 'queued'], false],
  ['accepted', ['accepted', 'failed'], false],
  ['failed', ['failed', 'failed'], false],
])('O5: a message that is %s, its recipients %j, may be cancelled: %p', async (state, recipients, may) => {
  const { _id } = await row(state);
  await store.connection
    .collection('outbox')
    .updateOne({ _id } as never, { $set: { recipients: settled(recipients) } });
  expect(await store.outbox.cancel(_id, 'cancelled by ada')).toBe(may);
  expect((await store.outbox.get(_id))?.lastError).toBe(may ? 'cancelled by ada' : null);
});

it('O5: of a worker that takes a message and an administrator who cancels it, one has it', async () => {
  for (let round = 0; round < 20; round++) {
    const { _id } = await row('queued');
    const [lease, cancelled] = await Promise.all([
      store.outbox.lease(_id, now, later),
      store.outbox.cancel(_id, 'cancelled by ada'),
    ]);
    expect(cancelled).toBe(lease === null);
    expect((await store.outbox.get(_id))?.state).toBe(cancelled ? 'failed' : 'sending');
  }
});

it('the row entered first is the one that counts', async () => {
  const first = await row('queued');
  const rows = await Promise.all(Array.from({ length: 10 }, (_, i) => store.outbox.enter({ ...first, raw: `${i}` })));
  expect(rows.map((r) => r.raw)).toEqual(Array(10).fill(''));
});

it('two messages never have one Message-ID', async () => {
  const { messageId, ...first } = await row('queued');
  await expect(store.outbox.enter({ ...first, messageId, _id: 'another' })).rejects.toThrow(/duplicate key/);
});

it('what was accepted is not undone by a late report', async () => {
  const sending = await row('sending', later);
  await store.outbox.settle(sending, { state: 'accepted', acceptedAt: now });
  await store.outbox.settle(sending, { state: 'deferred', lastError: 'late' });
  expect(await store.outbox.get(sending._id)).toMatchObject({ state: 'accepted', lastError: null, leaseUntil: null });
});

describe('a bounce', () => {
  const report = { status: '5.1.1', diagnostic: 'no such user', at: now };

  it('marks the recipient it is about, whatever the case, and says why', async () => {
    const { _id, messageId, attempts } = await row('sending', later);
    await store.outbox.settle({ _id, attempts }, { state: 'accepted', recipients: settled(['accepted', 'accepted']) });
    const marked = await store.outbox.bounced(messageId, 'claire@customer.example', report);
    await store.outbox.bounced(messageId, 'claire@customer.example', { ...report, diagnostic: 'told again' });
    const recipients = [{ state: 'bounced', response: '5.1.1 no such user' }, { state: 'accepted' }];
    expect(marked).toMatchObject({ recipients });
    expect(await store.outbox.get(_id)).toMatchObject({ state: 'accepted', recipients });
    expect((await store.outbox.list({ state: 'bounced', limit: 10 })).map((r) => r._id)).toEqual([_id]);
  });

  it('of a message or a recipient that is not ours marks nothing', async () => {
    const { messageId } = await row('accepted');
    expect(await store.outbox.bounced('<unknown@localhost>', 'claire@customer.example', report)).toBeNull();
    expect(await store.outbox.bounced(messageId, 'stranger@customer.example', report)).toBeNull();
  });

  it('that comes while others are being tried again is not forgotten', async () => {
    const { _id, messageId, attempts } = await row('sending', later);
    await store.outbox.bounced(messageId, 'claire@customer.example', report);
    await store.outbox.settle({ _id, attempts }, { state: 'accepted', recipients: settled(['accepted', 'accepted']) });
    expect(await store.outbox.get(_id)).toMatchObject({ recipients: [{ state: 'bounced' }, { state: 'accepted' }] });
  });
});

it('a message given up has failed for whoever had no answer, and is sent no more', async () => {
  const { _id, attempts } = await row('sending', later);
  await store.outbox.settle({ _id, attempts }, { state: 'deferred', recipients: settled(['accepted', 'deferred']) });
  await store.outbox.abandon(_id, 'five days');
  const recipients = [{ state: 'accepted' }, { state: 'failed', response: 'five days' }];
  expect(await store.outbox.get(_id)).toMatchObject({ state: 'failed', recipients });
  expect(await store.outbox.lease(_id, now, later)).toBeNull();
});

it('the list gives the latest first, a page at a time, of one state where asked', async () => {
  await store.connection.collection('outbox').deleteMany({});
  const ids: string[] = [];
  for (const state of ['queued', 'deferred', 'deferred'] as const) ids.unshift((await row(state))._id);
  ids.sort().reverse();
  const [first, ...rest] = await store.outbox.list({ limit: 10 });
  expect([first, ...rest].map((r) => r?._id)).toEqual(ids);
  const after = { at: now, id: first?._id ?? '' };
  expect((await store.outbox.list({ limit: 10, after })).map((r) => r._id)).toEqual(ids.slice(1));
  expect(await store.outbox.list({ state: 'deferred', limit: 10 })).toHaveLength(2);
});
