/** Reports of delivery about replies of dossiers that were merged, or that have ended: each comes to a desk. */

import { verifyChain } from '../../store/dossiers/timeline.ts';
import type { OutboxRow } from '../../store/letters/outbox.ts';
import { answer, does } from '../api/desk.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import { until } from '../api/until.ts';
import type { Visitor } from '../api/visitor.ts';
import { BOUNCES, SENT_ID, SENT_TO } from '../letters/bounces.ts';
import { HASTY, type Intake, openIntake, recorded } from './intake.ts';

let pli: Pli;
let intake: Intake;
let lea: Visitor;
beforeAll(async () => {
  pli = await openPli({ watched: false, definition: HASTY });
  await pli.startWorker();
  intake = await openIntake(pli);
  lea = await pli.signIn('lea');
});
afterAll(() => pli.close());

async function opened(subject: string): Promise<string> {
  await intake.take(rawLetter({ subject, from: `Claire <${pli.customer.address}>` }));
  const [dossier] = await recorded(pli, subject, 1);
  return dossier?._id ?? '';
}

/** The reply of that dossier, once it has left. */
async function replied(id: string, type: 'replyKeepOpen' | 'replyAndClose'): Promise<OutboxRow> {
  await does(lea, id, { type: 'accept' });
  await does(lea, id, { type, message: answer(pli) });
  const sent = async () => {
    const rows = await pli.store.outbox.list({ limit: 50, state: 'accepted' });
    return rows.find((row) => row.dossierId === id);
  };
  return until('the reply has left', sent, 40);
}

const report = BOUNCES.find(({ name }) => name === 'rfc3464')?.raw.toString() ?? '';
const reportOf = ({ messageId }: OutboxRow, mark = '') =>
  Buffer.from(`${mark}${report.replaceAll(SENT_ID, messageId).replaceAll(SENT_TO, pli.customer.address)}`);

const told = async (id: string) =>
  (await pli.store.timeline.read(id)).filter(({ type }) => type === 'replyBounced').map(({ data }) => data);
const back = (id: string) =>
  until('the dossier is back', async () => {
    const dossier = await pli.store.dossiers.get(id);
    return dossier?.alert === 'send-failed' && dossier.desk === 'inProgress' && dossier;
  });

it('peer 23, C6: a bounce brings back the dossier that ended when its reply left, once, and it lives on', async () => {
  const id = await opened('ended and bounced');
  const reply = await replied(id, 'replyAndClose');
  await pli.temporal.workflow.getHandle(`dossier-${id}`).result();
  expect(await pli.store.dossiers.get(id)).toMatchObject({ state: 'archived', desk: null });

  const rows = await intake.take(reportOf(reply), reportOf(reply, 'X-Copy: 2\r\n'));
  expect(rows).toMatchObject([1, 2].map(() => ({ fate: 'bounce', dossier: id, message: reply._id })));
  expect(await back(id)).toMatchObject({ state: 'open' });
  expect(await told(id)).toMatchObject([
    { message: reply._id, recipient: pli.customer.address, reason: expect.stringContaining('5.1.1') },
  ]);
  expect(await does(lea, id, { type: 'close' })).toBe('closed');
  await pli.temporal.workflow.getHandle(`dossier-${id}`).result();
  await intake.take(reportOf(reply, 'X-Copy: 3\r\n'));
  await pli.temporal.workflow.getHandle(`dossier-${id}`).result();
  expect(await pli.store.dossiers.get(id)).toMatchObject({ state: 'archived', desk: null });
  expect(await told(id)).toHaveLength(1);
  expect(verifyChain(await pli.store.timeline.read(id))).toMatchObject({ ok: true });
});

it('O7, peer 23: a bounce of a merged dossier’s reply comes to the one that has its letters, once', async () => {
  const [a, b] = [await opened('bounced a'), await opened('bounced b')];
  const reply = await replied(b, 'replyKeepOpen');
  const into = (await pli.store.dossiers.get(a))?.number;
  await until('it can be merged', async () => (await pli.store.dossiers.get(b))?.outgoing.length === 0);
  await does(lea, b, { type: 'merge', into, acrossContacts: true });
  // As the mail tells it whose row was read a moment before the merge.
  const bounce = { message: reply._id, recipient: pli.customer.address, reason: '5.1.1' };
  await intake.signals.instruct(b, { type: 'bounce', ...bounce });
  expect(await back(a)).toMatchObject({ state: 'new' });
  await intake.take(reportOf(reply));
  await pli.temporal.workflow.getHandle(`dossier-${b}`).result();
  expect([await told(a), await told(b)]).toEqual([[bounce], []]);
});
