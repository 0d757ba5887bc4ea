/** Which dossier a letter joins, and the evidence kept with it. */
import { enterOutbox } from '../../activities/sending/outgoing-letter.ts';
import { parseLetter } from '../../mail/read/parse.ts';
import type { LedgerEntry } from '../../store/letters/ledger.ts';
import type { MessageStatus } from '../../store/letters/message-status.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { type LetterParts, newMessageId, rawLetter } from '../api/letters.ts';
import { type Intake, openIntake, recorded } from './intake.ts';

const STRANGER = 'Max <max@elsewhere.example>';

let pli: Pli;
let intake: Intake;
beforeAll(async () => {
  pli = await openPli({ watched: false });
  await pli.startWorker();
  intake = await openIntake(pli);
});
afterAll(() => pli.close());

async function opened(parts: LetterParts & { readonly subject: string }) {
  const messageId = newMessageId();
  await intake.take(rawLetter({ messageId, ...parts }));
  const [dossier] = await recorded(pli, parts.subject, 1);
  if (!dossier) throw new Error('no dossier');
  return { id: dossier._id, number: dossier.number, messageId };
}

async function evidence(row: LedgerEntry | undefined) {
  const message = await pli.store.messages.get(row?.message ?? '');
  return { dossier: row?.dossier, ...(message as { threading?: object } | null)?.threading };
}

it('O7: what decided is kept with the letter, In-Reply-To before References', async () => {
  const { id, messageId } = await opened({ subject: 'evidence' });
  const inReplyTo = newMessageId();
  const rows = await intake.take(
    rawLetter({ subject: 'Re: evidence', inReplyTo: messageId }),
    rawLetter({ subject: 'RE : Evidence', inReplyTo, references: [messageId, newMessageId()], text: 'b' }),
    rawLetter({ subject: 'another matter', text: 'c' }),
  );
  const same = { dossier: id, detail: messageId, isStranger: false, isSubjectChanged: false, quoted: null };
  expect(await evidence(rows[0])).toEqual({ ...same, by: 'in-reply-to' });
  expect(await evidence(rows[1])).toEqual({ ...same, by: 'references' });
  expect(await evidence(rows[2])).toMatchObject({ by: 'none', detail: '' });
  expect(rows.map(({ reason }) => reason.code)).toEqual(['in-reply-to', 'references', 'new-dossier']);
});

/** Where our answers in that dossier ask to be answered. */
async function replyAddress(dossierId: string): Promise<string> {
  const { _id, ...letter } = (await pli.store.messages.ofDossier(dossierId))[0] ?? {};
  const reply = { ...letter, _id: `${dossierId}-reply`, dossierId, direction: 'outbound', automatic: null } as never;
  const row = await enterOutbox(pli, reply, { ...intake.mailbox, subaddressing: true });
  const { replyTo } = await parseLetter(await pli.store.blobs.get(row.raw));
  return replyTo[0]?.email ?? '';
}

it('O7: the signed address that our answers give decides where the ids are lost, before any number in the subject', async () => {
  const { id, number } = await opened({ subject: 'signed' });
  const other = await opened({ subject: 'other' });
  const to = await replyAddress(id);
  const rows = await intake.take(
    rawLetter({ to: to.toUpperCase(), subject: 'Hello again', messageId: null, text: 'no id at all' }),
    rawLetter({ to: `Support <support@localhost>, ${to}`, subject: `Re: [#${other.number}] signed`, text: 'b' }),
    rawLetter({ to, subject: 'signed', from: STRANGER, text: 'passed on to me' }),
  );
  const same = { dossier: id, by: 'address-token', detail: `#${number}` };
  expect(await Promise.all(rows.map(evidence))).toMatchObject([
    { ...same, isStranger: false },
    { ...same, isStranger: false },
    { ...same, isStranger: true },
  ]);
  expect(rows.map(({ reason }) => reason.code)).toEqual(Array(3).fill('address-token'));
});

it('O7: what answers a letter that was moved to another dossier goes there, whatever address it is sent to', async () => {
  const { id } = await opened({ subject: 'two matters' });
  const other = await opened({ subject: 'the second matter' });
  const to = await replyAddress(id);
  const [row] = await intake.take(rawLetter({ to, subject: 'Re: two matters', inReplyTo: other.messageId }));
  expect(await evidence(row)).toMatchObject({ dossier: other.id, by: 'in-reply-to' });
});

it('O7: an address that somebody made up opens a dossier like any other', async () => {
  const { id, number } = await opened({ subject: 'coveted' });
  const to = (await replyAddress(id)).replace(/-[0-9a-f]+@/, `-${'0'.repeat(16)}@`);
  const [row] = await intake.take(rawLetter({ to, subject: 'Let me in', from: STRANGER }));
  expect(to).toContain(`+${number}-`);
  expect(await evidence(row)).toMatchObject({ by: 'none', quoted: null });
  expect(row?.dossier).not.toBe(id);
});

it('peer 12: a number in the subject places the letter of somebody of the dossier, whoever of them writes', async () => {
  const { id, number } = await opened({ subject: 'numbered', to: 'support@localhost, Luc <LUC@client.example>' });
  const subject = `Re: [#${number}] numbered`;
  const rows = await intake.take(rawLetter({ subject }), rawLetter({ subject, from: 'luc@client.example' }));
  for (const row of rows)
    expect(await evidence(row)).toMatchObject({ dossier: id, by: 'subject-number', detail: `#${number}` });
});

it('peer 12: a stranger who quotes a number opens a dossier, which tells of the other', async () => {
  const { id, number } = await opened({ subject: 'private' });
  const [row] = await intake.take(rawLetter({ subject: `Re: [#${number}] private`, from: STRANGER }));
  const { dossier, ...threading } = await evidence(row);
  expect(dossier).not.toBe(id);
  expect(threading).toMatchObject({ by: 'none', quoted: id });
});

/** A letter of ours in that dossier, as far as it is. */
async function wrote(dossierId: string, to: string, status: MessageStatus): Promise<void> {
  const { _id, threading, ...letter } = (await pli.store.messages.ofDossier(dossierId))[0] ?? {};
  const written = { direction: 'outbound', status, to: [{ email: to, name: '' }], contentHash: null, raw: null };
  await pli.store.messages.stage({ ...letter, ...written, _id: `${dossierId}-${status}-${to}` } as never);
}

it('peer 12: a stranger who answers a letter joins its dossier as a stranger, each time, whomever they name', async () => {
  const { id, number, messageId } = await opened({ subject: 'passed on' });
  const again = (text: string, more: LetterParts = {}) =>
    rawLetter({ subject: 'Re: passed on', inReplyTo: messageId, from: STRANGER, text, ...more });
  const taken = async (...letters: Buffer[]) => Promise.all((await intake.take(...letters)).map(evidence));
  const stranger = { dossier: id, isStranger: true };
  const accomplice = 'Eve <eve@elsewhere.example>';
  expect(await taken(again('1'), again('2', { to: `support@localhost, ${accomplice}` }), again('3'))).toMatchObject([
    stranger,
    stranger,
    stranger,
  ]);
  expect(await taken(again('4'), again('5', { from: accomplice }))).toMatchObject([stranger, stranger]);
  const [quoting] = await intake.take(rawLetter({ subject: `Re: [#${number}] passed on`, from: STRANGER }));
  expect(await evidence(quoting)).toMatchObject({ by: 'none', quoted: id });
});

it('peer 12: a stranger is known once one of ours has written to them, and not while that may be taken back', async () => {
  const { id, number, messageId } = await opened({ subject: 'made known' });
  const next = async (text: string, more: LetterParts = {}) =>
    evidence((await intake.take(rawLetter({ inReplyTo: messageId, from: STRANGER, text, ...more })))[0]);
  expect(await next('1')).toMatchObject({ dossier: id, isStranger: true });
  for (const status of ['staged', 'validating', 'held', 'withdrawn', 'refused', 'replaced'] as const)
    await wrote(id, 'max@elsewhere.example', status);
  expect(await next('2')).toMatchObject({ dossier: id, isStranger: true });
  await wrote(id, 'max@elsewhere.example', 'sent');
  const to = 'support@localhost, Ana <ana@elsewhere.example>';
  expect(await next('3', { to })).toMatchObject({ dossier: id, isStranger: false });
  // Whom somebody known names is known.
  expect(await next('4', { from: 'ana@elsewhere.example' })).toMatchObject({ isStranger: false });
  const [quoting] = await intake.take(rawLetter({ subject: `Re: [#${number}]`, from: STRANGER, text: '5' }));
  expect(await evidence(quoting)).toMatchObject({ dossier: id, by: 'subject-number', isStranger: false });
});

it('peer 12: the same subject alone never joins', async () => {
  const { id } = await opened({ subject: 'Facture' });
  const [row] = await intake.take(rawLetter({ subject: 'Re: Facture' }));
  expect(row?.dossier).not.toBe(id);
});

it('peer 14: an edited subject joins by its reference, and says so', async () => {
  const { id, messageId } = await opened({ subject: 'Colis perdu' });
  const rows = await intake.take(
    rawLetter({ subject: 'Facture de mars', inReplyTo: messageId, text: 'a' }),
    rawLetter({ subject: 'TR: Re: Colis perdu !', inReplyTo: messageId, text: 'b' }),
    rawLetter({ subject: 'Re: facture de MARS', inReplyTo: messageId, text: 'c' }),
  );
  const seen = await Promise.all(rows.map(evidence));
  expect(seen).toMatchObject([
    { dossier: id, isSubjectChanged: true },
    { dossier: id, isSubjectChanged: false },
    { dossier: id, isSubjectChanged: false },
  ]);
});

it.each([
  ['To', 'To: support@localhost'],
  ['Cc', 'To: luc@client.example\r\nCc: support@localhost'],
  ['Delivered-To', 'To: undisclosed-recipients:;\r\nDelivered-To: support@localhost'],
  ['no header at all', 'X-Nothing: here'],
])('peer 4: a letter that has our address in %s becomes a dossier', async (where, headers) => {
  const subject = `peer 4 ${where}`;
  const raw = Buffer.from(`From: claire@client.example\r\n${headers}\r\nSubject: ${subject}\r\n\r\nBonjour\r\n`);
  expect(await intake.take(raw)).toMatchObject([{ fate: 'dossier' }]);
  expect(await recorded(pli, subject, 1)).toHaveLength(1);
});
