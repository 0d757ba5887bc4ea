/** Reports of delivery and automatic mail: noted on what we sent, never a conversation, never an answer. */
import { openPli, type Pli } from '../api/harness.ts';
import { newMessageId, rawLetter } from '../api/letters.ts';
import { BOUNCES, SENT_ID, SENT_TO } from '../letters/bounces.ts';
import { head } from '../letters/build.ts';
import { type Intake, openIntake, recorded } from './intake.ts';

let pli: Pli;
let intake: Intake;
beforeAll(async () => {
  pli = await openPli({ watched: false });
  await pli.startWorker();
  intake = await openIntake(pli);
});
afterAll(() => pli.close());

const reports = BOUNCES.filter(({ fate }) => fate === 'bounce').map(({ raw }) => raw);
const named = (name: string) => BOUNCES.find((letter) => letter.name === name)?.raw ?? Buffer.alloc(0);

async function sent(id: string, messageId: string, ...addresses: readonly string[]): Promise<void> {
  const recipients = addresses.map(
    (address) => ({ address, state: 'accepted', response: null, isLeftOut: false }) as const,
  );
  const bytes = { raw: '', bodyHash: '', from: intake.mailbox.address };
  await pli.store.outbox.enter({ _id: id, dossierId: 'd', mailbox: pli.queue, messageId, ...bytes, recipients });
}

it('peer 23: a bounce of a letter never sent is on the ledger with its evidence, and nowhere else', async () => {
  const [row] = await intake.take(named('rfc3464'));
  expect(row).toMatchObject({
    fate: 'bounce',
    dossier: null,
    message: null,
    reason: { code: 'unknown-bounce', detail: SENT_ID },
    bounce: { format: 'rfc3464', recipients: [{ address: SENT_TO, action: 'failed', status: '5.1.1' }] },
  });
});

it('peer 23: a bounce is noted on the letter and the recipient it is about', async () => {
  await sent('bounced', SENT_ID, 'Claire@Client.example', 'other@client.example', intake.mailbox.address);
  const [row] = await intake.take(named('qmail'));
  expect(row).toMatchObject({
    fate: 'bounce',
    dossier: 'd',
    message: 'bounced',
    reason: { code: 'bounced', detail: 'Claire@Client.example' },
  });
  const { recipients = [] } = (await pli.store.outbox.get('bounced')) ?? {};
  expect(recipients.map(({ state }) => state)).toEqual(['bounced', 'accepted', 'accepted']);
});

it('peer 23: a delay is evidence, and no failure', async () => {
  const id = newMessageId();
  await sent('delayed', id, SENT_TO);
  const raw = Buffer.from(named('rfc3464 delayed').toString().replace(SENT_ID, id));
  expect(await intake.take(raw)).toMatchObject([{ fate: 'bounce', message: 'delayed', reason: { code: 'delayed' } }]);
  expect((await pli.store.outbox.get('delayed'))?.recipients[0]?.state).toBe('accepted');
});

it('peer 23: a bounce from where the letter was forwarded to is the only recipient’s', async () => {
  const id = newMessageId();
  await sent('forwarded', id, 'boss@client.example', intake.mailbox.address);
  await intake.take(Buffer.from(named('rfc3464').toString().replace(SENT_ID, id)));
  expect((await pli.store.outbox.get('forwarded'))?.recipients[0]?.state).toBe('bounced');
});

it('peer 23: a report that names nobody we wrote to proves nothing', async () => {
  const id = newMessageId();
  await sent('not-theirs', id, 'a@client.example', 'b@client.example');
  const raw = Buffer.from(named('rfc3464').toString().replace(SENT_ID, id));
  expect(await intake.take(raw)).toMatchObject([{ fate: 'bounce', message: null, reason: { code: 'unknown-bounce' } }]);
  expect((await pli.store.outbox.get('not-theirs'))?.recipients.map((r) => r.state)).toEqual(['accepted', 'accepted']);
});

const inWords = (words: string, id: string) =>
  Buffer.from(
    `${head('From: Mail <MAILER-DAEMON@mx.example>', 'Subject: Unzustellbar')}\n${words}\n\nMessage-ID: ${id}\n`,
  );

it('fault L23: a report without form is its recipient’s, or everybody’s where it names nobody', async () => {
  const [one, all] = [newMessageId(), newMessageId()];
  await sent('named', one, 'a@client.example', 'b@client.example', intake.mailbox.address);
  await sent('unnamed', all, 'a@client.example', 'b@client.example', intake.mailbox.address);
  const rows = await intake.take(
    inWords('Ihre Nachricht an b@client.example konnte nicht zugestellt werden.', one),
    inWords('Ihre Nachricht konnte nicht zugestellt werden. Fragen: help@mx.example', all),
  );
  expect(rows).toMatchObject([
    { fate: 'bounce', message: 'named', reason: { code: 'bounced', detail: 'b@client.example' } },
    { fate: 'bounce', message: 'unnamed', reason: { code: 'bounced', detail: 'a@client.example' } },
  ]);
  const states = async (id: string) => (await pli.store.outbox.get(id))?.recipients.map((r) => r.state);
  expect(await states('named')).toEqual(['accepted', 'bounced', 'accepted']);
  expect(await states('unnamed')).toEqual(['bounced', 'bounced', 'accepted']);
});

it('peer 23: every report known opens no dossier, and has nothing sent', async () => {
  const before = await pli.store.outbox.list({ limit: 200 });
  const rows = await intake.take(...reports);
  expect(rows.map(({ fate, signalled }) => [fate, signalled])).toEqual(reports.map(() => ['bounce', true]));
  expect(await pli.store.connection.collection('messages').countDocuments()).toBe(0);
  expect(await pli.store.dossiers.model.countDocuments()).toBe(0);
  expect(await pli.store.outbox.list({ limit: 200 })).toHaveLength(before.length);
});

it('peer 24: an out-of-office answer is in its dossier, which it does not move, with a fate of its own', async () => {
  const messageId = newMessageId();
  await intake.take(rawLetter({ subject: 'away', messageId }));
  const [dossier] = await recorded(pli, 'away', 1);
  const absent = head('Subject: Automatic reply: away', `In-Reply-To: ${messageId}`, 'Auto-Submitted: auto-replied');
  const [row] = await intake.take(Buffer.from(`${absent}\nBack on Monday`));
  expect(row).toMatchObject({ fate: 'automatic', dossier: dossier?._id, reason: { code: 'in-reply-to' } });
  const messages = await pli.store.messages.ofDossier(dossier?._id ?? '');
  expect(messages.map(({ automatic }) => automatic)).toEqual([null, 'Auto-Submitted: auto-replied']);
});

it('fault L23: a report without form of nothing we sent is seen, as a machine’s letter', async () => {
  const [row] = await intake.take(inWords('Ihre Nachricht konnte nicht zugestellt werden.', newMessageId()));
  const [dossier] = await recorded(pli, 'Unzustellbar', 1);
  expect(row).toMatchObject({ fate: 'automatic', dossier: dossier?._id });
  expect(dossier).toMatchObject({ waitingSince: null });
});
