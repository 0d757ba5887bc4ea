/** The outbox: one row a message, one worker at a time, and what was accepted stays so. */
import type { OutboxRow, OutboxState } from '../../store/outbox.ts';
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
  const tries = {
    attempts: 0,
    leaseUntil,
    lastError: null,
    createdAt: now,
    isEchoSpent: false,
    echoedAt: null,
    acceptedAt: null,
  };
  return store.outbox.enter({ _id, ...facts, recipients: [], state, ...tries });
}

it('O5: of fifty workers that want to send a message one may', async () => {
  const { _id } = await row('queued');
  const leases = await Promise.all(Array.from({ length: 50 }, () => store.outbox.lease(_id, now, later)));
  expect(leases.filter((lease) => lease !== null)).toMatchObject([{ state: 'queued', attempts: 0 }]);
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

it('a lease that is kept up does not end', async () => {
  const { _id } = await row('sending', before);
  await store.outbox.extendLease(_id, later);
  expect(await store.outbox.lease(_id, now, later)).toBeNull();
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
  const { _id } = await row('sending', later);
  await store.outbox.settle(_id, { state: 'accepted', acceptedAt: now });
  await store.outbox.settle(_id, { state: 'deferred', lastError: 'late' });
  expect(await store.outbox.get(_id)).toMatchObject({ state: 'accepted', lastError: null, leaseUntil: null });
});
