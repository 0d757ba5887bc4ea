/** Letters for a dossier that has ended: each opens one new dossier, linked to the old. */
import { createRedirectLetter } from '../../activities/exchange/redirect-letter.ts';
import { verifyChain } from '../../store/dossiers/timeline.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { newMessageId, rawLetter } from '../api/letters.ts';
import { until } from '../api/until.ts';
import { HASTY, type Intake, openIntake, recorded } from './intake.ts';

let pli: Pli;
let intake: Intake;
beforeAll(async () => {
  pli = await openPli({ watched: false, definition: HASTY });
  await pli.startWorker();
  intake = await openIntake(pli);
});
afterAll(() => pli.close());

/** Opens a dossier by a letter, closes it, and waits for its workflow to end. */
async function archived(subject: string): Promise<{ id: string; messageId: string }> {
  const messageId = newMessageId();
  await intake.take(rawLetter({ subject, messageId }));
  const [dossier] = await recorded(pli, subject, 1);
  const id = dossier?._id ?? '';
  await (await pli.signIn('lea')).command(id, { type: 'accept' });
  await (await pli.signIn('lea')).command(id, { type: 'close' });
  await pli.temporal.workflow.getHandle(`dossier-${id}`).result();
  expect(await pli.store.dossiers.get(id)).toMatchObject({ state: 'archived', desk: null });
  return { id, messageId };
}

it('a letter that answers an archived dossier opens a linked one', async () => {
  const { id, messageId } = await archived('archived');
  const [row] = await intake.take(rawLetter({ subject: 'Re: archived', inReplyTo: messageId }));
  const [next] = await recorded(pli, 'Re: archived', 1);
  expect(next).toMatchObject({ _id: row?.dossier, previous: id, state: 'new' });
  expect(row).toMatchObject({ fate: 'dossier' });
});

it('a letter told to a workflow that ended meanwhile opens a linked one, once', async () => {
  const { id, messageId } = await archived('ended meanwhile');
  // The read model as it was a moment before.
  await pli.store.dossiers.model.updateOne({ _id: id }, { $set: { desk: 'handled' } });
  const [row] = await intake.take(rawLetter({ subject: 'Re: ended meanwhile', inReplyTo: messageId }));
  const next = await until('the linked dossier', () => pli.store.dossiers.model.findOne({ previous: id }).lean());
  expect(row).toMatchObject({ fate: 'dossier', dossier: next._id, reason: { code: 'continues-archived', detail: id } });

  const message = row?.message ?? '';
  const { subject, contact, queue, mailbox, routing, timers, number } = next;
  const opening = { subject, contact, queue, mailbox, routing, timers, number, previous: null };
  const stray = {
    letter: { message, automatic: false, isAnswerable: true, receivedAt: 0 },
    opening,
    ledger: row?._id ?? '',
  };
  await createRedirectLetter({ store: pli.store, signals: intake.signals })({ dossierId: id, stray });
  expect(await pli.store.dossiers.model.countDocuments({ previous: id })).toBe(1);
  expect(await pli.store.messages.ofDossier(next._id)).toHaveLength(1);
});

it('a command to an archived dossier is refused, and changes nothing', async () => {
  const { id } = await archived('over');
  const before = await pli.store.timeline.read(id);
  const refused = await (await pli.signIn('marc')).command<{ code: string }>(id, { type: 'accept' });
  expect(refused).toMatchObject({ status: 422, body: { code: 'not-in-this-state' } });
  expect(await pli.store.timeline.read(id)).toEqual(before);
});

it('N20: words are taken out of a dossier that has ended, once however often it is asked, and it has ended again', async () => {
  const { id, messageId } = await archived('ended and redacted');
  const admin = await pli.signIn('admin');
  const [letter] = await pli.store.messages.ofDossier(id);
  const body = { type: 'redact', letter: letter?._id, what: 'content' };
  const ask = () => admin.command(id, body, 'redact-what-ended');
  const first = await ask();
  expect(first).toMatchObject({ status: 200, body: { state: 'archived' } });
  expect(await ask()).toMatchObject({ status: 200, body: first.body });

  await pli.temporal.workflow.getHandle(`dossier-${id}`).result();
  const message = await pli.store.messages.get(letter?._id ?? '');
  expect(message).toMatchObject({ text: '', html: null, raw: null, redacted: { content: true, erase: [] } });
  await expect(pli.store.blobs.get(letter?.raw ?? '')).rejects.toThrow();
  expect(await pli.store.dossiers.get(id)).toMatchObject({ state: 'archived', desk: null, preview: '' });
  const timeline = await pli.store.timeline.read(id);
  expect(timeline.filter(({ type }) => type === 'messageRedacted')).toMatchObject([{ actor: { id: 'admin' } }]);
  expect(verifyChain(timeline)).toMatchObject({ ok: true });

  const [row] = await intake.take(rawLetter({ subject: 'Re: ended and redacted', inReplyTo: messageId }));
  expect((await recorded(pli, 'Re: ended and redacted', 1))[0]).toMatchObject({ _id: row?.dossier, previous: id });
});

it('fault R13: a command to a dossier whose workflow was lost is done, once however often it is asked, and it goes on', async () => {
  await intake.take(rawLetter({ subject: 'lost', messageId: newMessageId() }));
  const [dossier] = await recorded(pli, 'lost', 1);
  const id = dossier?._id ?? '';
  const workflow = pli.temporal.workflow.getHandle(`dossier-${id}`);
  await workflow.terminate('the engine was lost');
  const lea = await pli.signIn('lea');
  const [first, again] = await Promise.all([
    lea.command(id, { type: 'accept' }, 'take-what-was-lost'),
    lea.command(id, { type: 'accept' }, 'take-what-was-lost'),
  ]);
  expect(first).toMatchObject({ status: 200, body: { state: 'open' } });
  expect(again).toMatchObject({ status: 200, body: first.body });
  expect(await pli.store.dossiers.get(id)).toMatchObject({ state: 'open', assignee: 'lea', number: dossier?.number });
  expect((await workflow.describe()).status.name).toBe('RUNNING');

  await workflow.terminate('lost again');
  const refused = await lea.command<{ code: string }>(id, { type: 'reopen' });
  expect(refused).toMatchObject({ status: 422, body: { code: 'not-in-this-state' } });
  expect((await lea.command(id, { type: 'close' })).status).toBe(200);
  expect(verifyChain(await pli.store.timeline.read(id))).toMatchObject({ ok: true });
});
