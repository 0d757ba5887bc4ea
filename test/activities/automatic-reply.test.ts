/** Automatic replies through the whole product: what leaves, to whom, how often. */
import { openPli, type Pli } from '../api/harness.ts';
import { newMessageId, rawLetter } from '../api/letters.ts';
import { pause, until } from '../api/until.ts';
import { head } from '../letters/build.ts';
import { type Intake, openIntake, recorded } from './intake.ts';
import { type FaultyServer, openFaultyServer } from './outgoing.ts';

let pli: Pli;
let intake: Intake;
let server: FaultyServer;
beforeAll(async () => {
  server = await openFaultyServer();
  pli = await openPli({ watched: false, submission: server });
  await pli.startWorker();
  intake = await openIntake(pli);
  await pli.store.automaticReplies.set({
    ...{ _id: pli.queue, enabled: true, sender: null, language: 'fr', company: 'Pli & Cie', images: [], files: [] },
    html: '<p>Bonjour @{consumer}, dossier @{ticket_id} de @{queue} (@{company}), le @{next_working_date}.</p>',
  });
});
afterAll(async () => {
  await pli.close();
  await server.close();
});

const to = () => pli.support.address;
const letter = (subject: string, email: string, more: Parameters<typeof rawLetter>[0] = {}) =>
  rawLetter({ subject, from: `Claire Durand <${email}>`, to: to(), ...more });
const sentTo = (email: string) => server.taken.filter((one) => one.to.includes(email));
const header = (raw: Buffer, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(raw.toString().replace(/\r\n[ \t]+/g, ' '))?.[1]?.trim();

/** Everything that may be answered has been, once nothing more comes. */
async function quiet(): Promise<void> {
  for (let before = -1; before !== server.taken.length; await pause(1500)) before = server.taken.length;
}

it('C15, C16: a first letter is answered once, as a machine must', async () => {
  const messageId = newMessageId();
  await intake.take(letter('Re: Colis', 'first@customer.example', { messageId }));
  const taken = await until('an answer', () => sentTo('first@customer.example')[0]);
  expect(taken.from).toBe('');
  expect(
    ['Auto-Submitted', 'X-Auto-Response-Suppress', 'Subject', 'In-Reply-To', 'References'].map((name) =>
      header(taken.raw, name),
    ),
  ).toEqual([...['auto-replied', 'All', 'RE: Colis', messageId], `${messageId} ${header(taken.raw, 'Message-ID')}`]);
  const [dossier] = await recorded(pli, 'Re: Colis', 1);
  const [, answer] = await until('it is sent', async () => {
    const thread = await pli.store.messages.ofDossier(dossier?._id ?? '');
    return thread[1]?.status === 'sent' && thread;
  });
  expect(answer).toMatchObject({ automatic: 'auto-replied', author: null, to: [{ email: 'first@customer.example' }] });
  expect(answer?.text).toMatch(`Bonjour Claire, dossier ${dossier?.number} de Support (Pli & Cie), le `);
  const timeline = await pli.store.timeline.read(dossier?._id ?? '');
  expect(timeline.at(-1)).toMatchObject({
    type: 'answeredAutomatically',
    data: { message: answer?._id, moment: 'first' },
  });
});

it('fault L5: what a form brings is answered to whom it names, and waits as a person’s letter does', async () => {
  const lines = [`From: noreply@shop.example`, 'Reply-To: form@customer.example', `To: ${to()}`, 'Subject: Formulaire'];
  await intake.take(Buffer.from(`${head(...lines)}\nBonjour`));
  await until('an answer', () => sentTo('form@customer.example')[0]);
  const [dossier] = await recorded(pli, 'Formulaire', 1);
  expect(dossier).toMatchObject({ contact: { email: 'form@customer.example' }, waitingSince: expect.any(Number) });
});

it('C15: only the moments of the definition are answered, one answer each', async () => {
  const id = newMessageId();
  await intake.take(letter('Deux fois', 'twice@customer.example', { messageId: id }));
  await until('an answer', () => sentTo('twice@customer.example')[0]);
  await intake.take(letter('Re: Deux fois', 'twice@customer.example', { inReplyTo: id }));
  await quiet();
  expect(sentTo('twice@customer.example')).toHaveLength(1);
});

it('peer 23, peer 24: machines, lists, ourselves, robots and strangers are never answered', async () => {
  const id = newMessageId();
  const from = (email: string, ...lines: string[]) =>
    Buffer.from(`${head(`From: ${email}`, `To: ${to()}`, 'Subject: Jamais', ...lines)}\nBonjour`);
  await intake.take(letter('Connue', 'known@customer.example', { messageId: id }));
  await until('an answer', () => sentTo('known@customer.example')[0]);
  await quiet();
  const before = server.taken.length;
  await intake.take(
    from('away@customer.example', 'Auto-Submitted: auto-replied'),
    from('list@customer.example', 'List-Id: <amis.customer.example>'),
    from('bulk@customer.example', 'Precedence: bulk'),
    from('quiet@customer.example', 'X-Auto-Response-Suppress: All'),
    from('null@customer.example', 'Return-Path: <>'),
    from('no-reply@customer.example'),
    from('web@customer.example', 'Reply-To: postmaster@customer.example'),
    from(to()),
    letter('Sans nous', 'blind@customer.example', { to: 'somebody@else.example' }),
    ...['1', '2'].map((text) => letter('Re: Connue', 'other@customer.example', { inReplyTo: id, text })),
  );
  await quiet();
  expect(server.taken.slice(before).map((one) => one.to[0])).toEqual([]);
});

it('peer 24: whatever it writes, an address is answered five times an hour', async () => {
  for (let i = 0; i < 3; i += 1)
    await intake.take(...[1, 2, 3].map((n) => letter(`Flot ${i} ${n}`, 'flood@customer.example')));
  await recorded(pli, /^Flot/, 9);
  await until('five answers', () => sentTo('flood@customer.example').length >= 5);
  await quiet();
  expect(sentTo('flood@customer.example')).toHaveLength(5);
});

it('O5: an automatic letter cancelled while it waits ends there', async () => {
  server.refuseRecipient = (address) => (address === 'later@customer.example' ? { code: 451, text: 'later' } : null);
  await intake.take(letter('Annulée', 'later@customer.example'));
  const [dossier] = await recorded(pli, 'Annulée', 1);
  const answer = async () => (await pli.store.messages.ofDossier(dossier?._id ?? ''))[1];
  await until(
    'the cancelling',
    async () => pli.store.outbox.cancel((await answer())?._id ?? '', 'cancelled by ada'),
    30,
  );
  server.refuseRecipient = () => null;
  await until('it has ended', async () => (await answer())?.status === 'failed', 60);
  expect(sentTo('later@customer.example')).toEqual([]);
  expect(await pli.store.dossiers.get(dossier?._id ?? '')).toMatchObject({ state: 'new', alert: null });
});

it('peer 22: an automatic letter of which nobody knows whether it left is not sent again', async () => {
  server.hangUp = true;
  await intake.take(letter('Perdue', 'lost@customer.example'));
  const [dossier] = await recorded(pli, 'Perdue', 1);
  await until(
    'it is given up',
    async () => (await pli.store.messages.ofDossier(dossier?._id ?? ''))[1]?.status === 'failed',
    60,
  );
  server.hangUp = false;
  expect(sentTo('lost@customer.example')).toHaveLength(1);
  const [row] = await pli.store.outbox.list({ limit: 1 });
  expect(row).toMatchObject({ automatic: true, state: 'failed' });
});
