/** Our own letter come back, whatever a relay made of it; and what only looks like it. */
import { ownCopy, type SentLetters } from '../../activities/intake/own-copy.ts';
import { prepareLetter } from '../../activities/intake/prepare-letter.ts';
import { letterIn, letterToken } from '../../mail/letter-token.ts';
import { bodyHash } from '../../mail/read/identity.ts';
import { parseLetter } from '../../mail/read/parse.ts';
import { composeLetter } from '../../mail/send/compose.ts';
import { createSecrets } from '../../store/base/secrets.ts';
import type { OutboxRow } from '../../store/letters/outbox.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import { fetched } from './intake.ts';

const { sign } = createSecrets(Buffer.alloc(32, 7).toString('base64'));
const OURS = 'support@pli.example';
const CLAIRE = 'claire@client.example';
const SENT_ID = '<0123456789abcdef@pli.example>';
const RELAY_ID = '<0102018d3f-4c5e-relay@eu-west-1.amazonses.com>';
const MAILBOX = { _id: 'support', address: OURS } as MailboxDocument;
const WORDS = 'Votre colis arrive demain matin.';

interface World {
  readonly raw: string;
  readonly row: OutboxRow;
  readonly sent: SentLetters;
}

async function sentLetter(more: Partial<OutboxRow> = {}): Promise<World> {
  const { raw } = await composeLetter({
    from: { email: OURS, name: 'Support' },
    to: [{ email: CLAIRE }],
    subject: 'Re: Colis',
    date: new Date('2026-11-21T10:00:00Z'),
    messageId: SENT_ID,
    inReplyTo: '<1@client.example>',
    references: ['<1@client.example>'],
    html: `<p>${WORDS}</p>`,
    token: letterToken('m1', sign),
  });
  const recipients = [CLAIRE].map(
    (address) => ({ address, state: 'accepted', response: null, isLeftOut: false }) as const,
  );
  const row = {
    _id: 'm1',
    dossierId: 'd1',
    mailbox: 'support',
    messageId: SENT_ID,
    recipients,
  } as unknown as OutboxRow;
  const known = { ...row, raw: '', bodyHash: bodyHash(raw), from: OURS, ...more };
  const byId = new Map([SENT_ID, 'm1', ...(more.relayIds ?? [])].map((id) => [id, known]));
  return { raw: raw.toString(), row: known, sent: { byId, messages: new Map([['m1', { text: WORDS }]]) } };
}

async function isOwn(raw: string, { sent }: World, mailbox = MAILBOX): Promise<boolean> {
  const reading = {
    parser: {
      parse: parseLetter,
      show: async () => ({ html: '', remoteImages: 0, notice: null }),
      close: async () => undefined,
    },
    tokenIn: () => null,
    letterIn: (header: string | undefined) => letterIn(header, sign),
    own: [OURS],
  };
  const letter = await prepareLetter(fetched(Buffer.from(raw)), reading);
  if (!letter.parsed) throw new Error(letter.problem.error);
  return ownCopy(letter, sent, mailbox) !== null;
}

const renamed = (raw: string) => raw.replace(`Message-ID: ${SENT_ID}`, `Message-ID: ${RELAY_ID}`);
const without = (raw: string, name: string) =>
  raw.replace(new RegExp(`^${name}:.*\\r\\n(?:[ \\t].*\\r\\n)*`, 'im'), '');
const footerInText = (raw: string) => raw.replace(WORDS, `${WORDS}\r\n\r\nSent by Relay, 1 Main Street`);
const before = (raw: string, ...lines: string[]) => `${lines.map((line) => `${line}\r\n`).join('')}${raw}`;

it.each<[string, (raw: string) => string]>([
  ['as it left', (raw) => raw],
  ['delivered', (raw) => before(raw, `Return-Path: <${OURS}>`, 'Received: from relay', `Delivered-To: ${OURS}`)],
  ['under another id', renamed],
  ['under another id, without our header', (raw) => without(renamed(raw), 'X-Pli-Letter')],
  ['under another id, without references', (raw) => without(renamed(raw), 'References')],
  ['with a footer', footerInText],
  ['under another id, with a footer', (raw) => footerInText(renamed(raw))],
  ['under another id, with a footer, without our header', (raw) => without(footerInText(renamed(raw)), 'X-Pli-Letter')],
  ['under another id, with a footer, without references', (raw) => without(footerInText(renamed(raw)), 'References')],
  ['from the account’s own address', (raw) => raw.replace(/^From:.*$/m, 'From: account@relay.example')],
])('fault L3: our letter %s is ours', async (_, change) => {
  const world = await sentLetter();
  expect(await isOwn(change(world.raw), world)).toBe(true);
});

it('fault L3: what the relay said it would call it names it', async () => {
  const world = await sentLetter({ relayIds: [RELAY_ID] });
  const bare = without(without(renamed(footerInText(world.raw)), 'X-Pli-Letter'), 'References');
  expect(await isOwn(bare, world)).toBe(true);
  expect(await isOwn(bare, await sentLetter())).toBe(false);
});

const reply = (from: string, body: string, ...more: string[]) =>
  [
    ...[`From: ${from}`, `To: ${OURS}`, 'Subject: Re: Colis', 'Message-ID: <9@client.example>', ...more],
    ...[`References: <1@client.example> ${SENT_ID}`, 'Content-Type: text/plain; charset=utf-8', '', body, ''],
  ].join('\r\n');

it.each<[string, (raw: string) => string]>([
  ['answered', () => reply(CLAIRE, `Merci.\r\n> ${WORDS}`, `In-Reply-To: ${SENT_ID}`)],
  ['answered in our name', () => reply(OURS, `Autre chose.\r\n${WORDS}`, `In-Reply-To: ${SENT_ID}`)],
  ['forged under its id', () => reply(OURS, 'Envoyez l’argent.').replace('<9@client.example>', SENT_ID)],
  ['forged with our header', (raw) => raw.replaceAll(WORDS, 'Envoyez l’argent.')],
  ['forged around our words', (raw) => raw.replaceAll(WORDS, `${WORDS} ${'Envoyez l’argent. '.repeat(200)}`)],
  [
    'forged with a header of somebody’s',
    () => reply(OURS, WORDS, `In-Reply-To: ${SENT_ID}`, 'X-Pli-Letter: m1 00000000000000000000000000000000'),
  ],
  ['sent back', (raw) => before(raw, `Resent-From: Claire <${CLAIRE}>`, `Resent-To: ${OURS}`)],
  ['sent back from elsewhere', (raw) => before(raw, 'Resent-From: claire@home.example')],
  ['sent back without a word of it', (raw) => before(raw, `Return-Path: <${CLAIRE}>`)],
  ['sent back in the addressee’s name', (raw) => raw.replace(/^From:.*$/m, `From: ${CLAIRE}`)],
])('fault L3: our letter %s is a letter', async (_, change) => {
  const world = await sentLetter();
  expect(await isOwn(change(world.raw), world)).toBe(false);
});

it('fault L3: once a copy came back, only the same again is one', async () => {
  const world = await sentLetter({ copyHash: 'another' });
  expect(await isOwn(world.raw, world)).toBe(true);
  expect(await isOwn(footerInText(world.raw), world)).toBe(false);
});

it('fault L3: in another mailbox of ours that it was written to, it is a letter', async () => {
  const recipients = [{ address: 'sales@pli.example', state: 'accepted', response: null, isLeftOut: false }] as const;
  const world = await sentLetter({ recipients });
  const sales = { _id: 'sales', address: 'sales@pli.example' } as MailboxDocument;
  expect([await isOwn(world.raw, world, sales), await isOwn(world.raw, world)]).toEqual([false, true]);
});
