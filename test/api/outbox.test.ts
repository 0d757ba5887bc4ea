/** The outbox as an administrator reads it. */
import type { DossierDetail, OutboxRow, Problem, TimelineEvent } from '../../api/schemas.ts';
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

it('fault X10: who may only read the outbox neither hurries nor cancels a send', async () => {
  const marc = await pli.store.users.get('marc');
  if (!marc) throw new Error('not seeded');
  await pli.store.users.upsert({ ...marc, grants: [...marc.grants, 'ledger.read'] });
  const reader = await pli.signIn('marc');
  const { items } = await reader.get<Page>('/api/outbox');
  expect(items.map(({ mayRetry, mayCancel }) => mayRetry || mayCancel)).toEqual([false, false]);
  for (const action of ['retry', 'cancel']) {
    const answer = await reader.call<Problem>('POST', `/api/outbox/later-reply/${action}`);
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
  }
  expect(await pli.store.outbox.get('later-reply')).toMatchObject({ state: 'deferred' });
});

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

/** A reply of Léa's to a letter with that subject, deferred so often; after three attempts the next is a minute away. */
async function deferredReply(subject: string, attempts: number) {
  server.refuseRecipient = (address) => (address === CLAIRE ? { code: 451, text: 'later' } : null);
  const intake = await openIntake(pli);
  await intake.take(rawLetter({ subject }));
  const [{ _id: id = '' } = {}] = await recorded(pli, subject, 1);
  const lea = await pli.signIn('lea');
  const text = { to: [CLAIRE], cc: [], bcc: [], subject: `Re: ${subject}`, html: '<p>Demain.</p>', attachments: [] };
  await lea.command(id, { type: 'replyAndClose', message: text });
  const row = await until(
    `attempt ${attempts}`,
    async () => {
      const found = (await read('?status=deferred')).items.find(({ dossier }) => dossier === id);
      // Its dossier knows of the attempt, too.
      const heard = (await pli.store.dossiers.get(id))?.outgoing.find(({ message }) => message === found?.id)?.attempts;
      return found && (heard ?? 0) >= attempts ? found : null;
    },
    90,
  );
  return { lea, row };
}

const lettersOf = (subject: string) =>
  server.taken.filter(({ to, raw }) => to.includes(CLAIRE) && raw.includes(subject)).length;

it('peer 37: a deferred message is tried at once when an administrator asks, however far its next attempt', async () => {
  await pli.startWorker();
  const { row } = await deferredReply('retried', 3);
  server.refuseRecipient = () => null;
  expect(row).toMatchObject({ mayRetry: true, mayCancel: true });
  expect((await admin.call('POST', `/api/outbox/${row.id}/retry`)).status).toBe(204);
  await until('the sending', async () => (await pli.store.outbox.get(row.id))?.state === 'accepted', 40);
  expect(lettersOf('retried')).toBe(1);
});

it('O5: a reply cancelled before anybody had it never leaves: its dossier has it back, says so, and keeps its text', async () => {
  const { lea, row } = await deferredReply('cancelled', 1);
  // Refused for the moment of each attempt.
  const cancel = () => admin.call('POST', `/api/outbox/${row.id}/cancel`);
  await until('the cancelling', async () => (await cancel()).status === 204, 40);
  server.refuseRecipient = () => null;
  expect(await pli.store.outbox.get(row.id)).toMatchObject({ state: 'failed', lastError: 'cancelled by admin' });
  const back = await until('the dossier back in progress', async () => {
    const detail = await lea.get<DossierDetail>(`/api/dossiers/${row.dossier}`);
    return detail.alert === 'send-failed' ? detail : null;
  });
  expect(back).toMatchObject({ desk: 'inProgress', hasDraft: true, draft: { html: '<p>Demain.</p>', to: [CLAIRE] } });
  const { items: events } = await lea.get<{ items: TimelineEvent[] }>(`/api/dossiers/${row.dossier}/timeline`);
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'replyFailed', data: { message: row.id, reason: 'cancelled by admin' } }),
  );
  expect(lettersOf('cancelled')).toBe(0);
  expect(await cancel()).toMatchObject({ status: 422, body: { code: 'not-cancellable' } });
});

it('O5: what somebody has is not cancelled', async () => {
  const half = await admin.call('POST', '/api/outbox/half-reply/cancel');
  expect(half).toMatchObject({ status: 422, body: { code: 'not-cancellable' } });
  expect((await admin.call('POST', '/api/outbox/none/cancel')).status).toBe(404);
});

it('is not for agents', async () => {
  const lea = await pli.signIn('lea');
  expect((await lea.call('GET', '/api/outbox')).status).toBe(403);
  expect((await lea.call('POST', '/api/outbox/later-reply/cancel')).status).toBe(403);
});
