/** The outbox as an administrator reads it. */
import type { OutboxRow } from '../../api/schemas.ts';
import { openIntake, recorded } from '../activities/intake.ts';
import { attempt, type FaultyServer, openFaultyServer, stageReply } from '../activities/outgoing.ts';
import { openPli, type Pli } from './harness.ts';
import { rawLetter } from './letters.ts';
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

interface Page {
  readonly items: readonly OutboxRow[];
  readonly next: string | null;
}

const CLAIRE = 'claire@customer.example';
const PAUL = 'paul@customer.example';

let pli: Pli;
let server: FaultyServer;
let admin: Visitor;
beforeAll(async () => {
  server = await openFaultyServer();
  pli = await openPli({ watched: false, submission: server });
  admin = await pli.signIn('admin');
  server.refuseRecipient = (address) => (address === PAUL ? { code: 550, text: 'no such user' } : null);
  await stageReply(pli, 'half', [CLAIRE, PAUL]);
  await attempt(pli, 'half');
  server.refuseRecipient = (address) => (address === CLAIRE ? { code: 451, text: 'later' } : null);
  await stageReply(pli, 'later', [CLAIRE]);
  await attempt(pli, 'later');
});
afterAll(async () => {
  await pli.close();
  await server.close();
});

const read = (query = '') => admin.get<Page>(`/api/outbox${query}`);

it('O5: shows every message, latest first, with what each recipient was told', async () => {
  const { items, next } = await read();
  expect(next).toBeNull();
  expect(items).toMatchObject([
    {
      ...{ id: 'later-reply', dossier: 'later', mailbox: pli.queue, state: 'deferred', attempts: 1, acceptedAt: null },
      recipients: [{ address: CLAIRE, state: 'deferred', response: expect.stringContaining('451') }],
      lastError: expect.stringContaining('451'),
    },
    {
      ...{ id: 'half-reply', dossier: 'half', state: 'accepted', lastError: null },
      recipients: [
        { address: CLAIRE, state: 'accepted', response: null },
        { address: PAUL, state: 'failed', response: expect.stringContaining('550') },
      ],
    },
  ]);
});

it('shows a page at a time, of one status where asked', async () => {
  const first = await read('?limit=1');
  const second = await read(`?limit=1&cursor=${first.next}`);
  expect([...first.items, ...second.items].map((row) => row.id)).toEqual(['later-reply', 'half-reply']);
  expect(second.next).toBeNull();
  expect((await read('?status=deferred')).items.map((row) => row.id)).toEqual(['later-reply']);
  expect((await admin.call('GET', '/api/outbox?status=lost')).status).toBe(400);
});

it('says when a deferred message is tried again, as its dossier has it', async () => {
  const at = Date.now() + 60_000;
  const outgoing = [{ message: 'later-reply', by: 'lea', phase: 'sending', nextAt: at, attempts: 1 }];
  await pli.store.dossiers.model.updateOne({ _id: 'later' }, { $set: { outgoing } });
  const [row] = (await read('?status=deferred')).items;
  expect(row?.nextAttempt).toBe(new Date(at).toISOString());
});

it('shows a bounce with the recipient it is about', async () => {
  const [half] = (await read('?status=accepted')).items;
  const report = { status: '5.1.1', diagnostic: 'unknown mailbox', at: new Date() };
  await pli.store.outbox.bounced(half?.messageId ?? '', CLAIRE, report);
  expect((await read('?status=bounced')).items).toMatchObject([
    { id: 'half-reply', recipients: [{ state: 'bounced', response: '5.1.1 unknown mailbox' }, { state: 'failed' }] },
  ]);
});

it('tries a deferred message only', async () => {
  const half = await admin.call('POST', '/api/outbox/half-reply/retry');
  expect(half).toMatchObject({ status: 422, body: { code: 'not-deferred' } });
  expect((await admin.call('POST', '/api/outbox/none/retry')).status).toBe(404);
});

it('peer 37: a deferred message is tried at once when an administrator asks, however far its next attempt', async () => {
  server.refuseRecipient = (address) => (address === CLAIRE ? { code: 451, text: 'later' } : null);
  await pli.startWorker();
  const intake = await openIntake(pli);
  await intake.take(rawLetter({ subject: 'retried' }));
  const [{ _id: id = '' } = {}] = await recorded(pli, 'retried', 1);
  const lea = await pli.signIn('lea');
  const text = { to: [CLAIRE], cc: [], bcc: [], subject: 'Re: retried', html: '<p>Demain.</p>', attachments: [] };
  await lea.command(id, { type: 'replyAndClose', message: text });
  const deferred = async () => (await read('?status=deferred')).items.find((row) => row.dossier === id);
  // After three attempts the next is a minute away.
  const row = await until(
    'three attempts',
    async () => {
      const found = await deferred();
      return found && found.attempts >= 3 && found.nextAttempt ? found : null;
    },
    90,
  );
  server.refuseRecipient = () => null;
  expect((await admin.call('POST', `/api/outbox/${row.id}/retry`)).status).toBe(204);
  await until('the sending', async () => (await pli.store.outbox.get(row.id))?.state === 'accepted', 10);
  expect(server.taken.filter((letter) => letter.to.includes(CLAIRE) && letter.raw.includes('retried'))).toHaveLength(1);
}, 150_000);

it('is not for agents', async () => {
  expect((await (await pli.signIn('lea')).call('GET', '/api/outbox')).status).toBe(403);
});
