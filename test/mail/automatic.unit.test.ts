/** Persons and machines, as their letters say: one proof makes a machine, or two signs; one sign never does. */
import fc from 'fast-check';
import { isRobot } from '../../domain/post/robot-address.ts';
import { automaticSubject } from '../../mail/read/automatic-subject.ts';
import { parseLetter } from '../../mail/read/parse.ts';
import { plain } from '../letters/build.ts';

const read = async (...lines: readonly string[]) => {
  const { automatic, unanswerable } = await parseLetter(Buffer.from(plain(lines)));
  return { isMachine: automatic !== undefined, isAnswerable: unanswerable === undefined };
};

const PERSON = { isMachine: false, isAnswerable: true };
/** A person's letter that RFC 3834 has no machine answer. */
const LEFT_ALONE = { isMachine: false, isAnswerable: false };
const MACHINE = { isMachine: true, isAnswerable: false };

const OURS = 'In-Reply-To: <1@pli.example>';
const FORM = ['From: Shop <noreply@shop.example>', 'Reply-To: Claire <claire@client.example>'];

describe('what a program brings for somebody', () => {
  it.each([
    ['a contact form', FORM, PERSON],
    ['one that names nobody else', ['From: noreply@shop.example'], MACHINE],
    ['one that names itself', ['From: noreply@shop.example', 'Reply-To: noreply@shop.example'], MACHINE],
    ['one that names another robot', ['From: noreply@shop.example', 'Reply-To: do-not-reply@x.example'], MACHINE],
    ['one that names whom it writes to', ['From: noreply@shop.example', 'Reply-To: support@pli.example'], MACHINE],
    ['one that names an office of its own', ['From: noreply@shop.example', 'Reply-To: lea@shop.example'], PERSON],
    ['a form on a page of ours', ['From: wordpress@www.pli.example', 'Reply-To: claire@client.example'], PERSON],
    ['a form that says it is a program', [...FORM, 'Auto-Submitted: auto-generated'], LEFT_ALONE],
    ['a form that says so twice', [...FORM, 'Precedence: bulk', 'X-Auto-Response-Suppress: All'], LEFT_ALONE],
    ['a form with the null sender', [...FORM, 'Return-Path: <>', 'Precedence: bulk'], LEFT_ALONE],
    ['a form that answers', [...FORM, 'Auto-Submitted: auto-replied'], MACHINE],
    ['a form, of an absence', [...FORM, 'Subject: Automatic reply: Colis', OURS], MACHINE],
    [
      'a shop that writes of its own accord',
      ['From: noreply@shop.example', 'Reply-To: lea@shop.example', 'Auto-Submitted: auto-generated'],
      MACHINE,
    ],
    ['a mail server that names a person', ['From: MAILER-DAEMON@x.example', 'Reply-To: lea@client.example'], MACHINE],
    ['a person who has answers sent elsewhere', ['Reply-To: claire@home.example'], PERSON],
    ['a person who has answers sent to a robot', ['Reply-To: noreply@home.example'], PERSON],
  ])('fault L5: %s', async (_, lines, expected) => {
    expect(await read(...lines)).toEqual(expected);
  });
});

describe('subjects of those who are away', () => {
  it.each([
    ['RE: Automatic reply: Colis', OURS],
    ['Re: Réponse automatique : Colis', OURS],
    ['AW: Abwesenheitsnotiz: Paket', OURS],
    ['Fwd: Out of Office', OURS],
    ['Out of office'],
    ['Out of Office: back on Monday'],
    ['Automatic reply: Colis'],
    ['Réponse automatique'],
    ['Abwesenheitsnotiz'],
    ['[EXTERNAL] Out of office chairs'],
    ['Your automatic reply is broken', OURS],
    ['Absence du 3 mars', OURS],
    ['Automatic replywords', OURS],
    ['Congés d’été : mon colis', OURS],
    ['Vacances', 'X-Auto-Response-Suppress: none'],
  ])('fault L10: « %s » alone is a person’s', async (subject, ...lines) => {
    expect(await read(`Subject: ${subject}`, ...lines)).toEqual(PERSON);
  });

  it.each([
    'Automatic reply: Colis',
    'Auto-Reply: Colis',
    'Autoreply: Colis',
    'Out of Office: Colis',
    'Out of the office',
    'Réponse automatique : Colis',
    "Message d'absence : Colis",
    'Absence du bureau : Colis',
    'Automatische Antwort: Paket',
    'Abwesenheitsnotiz: Paket',
    'Abwesend: Paket',
    'Abwesenheitsassistent',
    'Respuesta automática: Paquete',
    'Fuera de la oficina: Paquete',
    'Fuera de oficina',
    'Risposta automatica: Pacco',
    'Fuori sede: Pacco',
    'Fuori ufficio',
    'Automatisch antwoord: Pakje',
    'Afwezigheidsbericht: Pakje',
    'Resposta automática: Encomenda',
    'Fora do escritório',
    'Automatiskt svar: Paket',
    'Autosvar: Pakke',
    'Automaattinen vastaus: Paketti',
    'Odpowiedź automatyczna: Paczka',
    'Automatická odpověď: Balík',
    'Automatikus válasz: Csomag',
    'Răspuns automat: Colet',
    'Otomatik Yanıt: Paket',
    'Αυτόματη απάντηση: Δέμα',
    'Автоматический ответ: Посылка',
    '自動応答: 小包',
    '自动答复: 包裹',
    '[EXTERNAL] Automatic reply: Colis',
    '[EXT] [SPAM?] Abwesenheitsnotiz: Paket',
    'EXTERNAL: Out of office',
    '{Spam?} Réponse automatique : Colis',
    '*** SPAM *** Automatic reply: Colis',
  ])('fault L23: « %s » is a sign, which a second makes sure', async (subject) => {
    expect(automaticSubject(subject)).not.toBeNull();
    const second = ['X-Auto-Response-Suppress: All', 'Precedence: bulk', 'Return-Path: <>'];
    for (const sign of second) expect(await read(`Subject: ${subject}`, sign)).toEqual(MACHINE);
    expect((await read(`Subject: ${subject}`)).isMachine).toBe(false);
  });

  it('fault L23: before the subject of our letter, which it answers, it is a machine’s', async () => {
    expect(await read('Subject: [EXTERNAL] Automatic reply: Re: Colis', OURS)).toEqual(MACHINE);
    expect(await read('Subject: Abwesenheitsnotiz: Paket', 'References: <1@pli.example>')).toEqual(MACHINE);
    expect(await read('Subject: Out of office', OURS)).toEqual(PERSON);
  });
});

describe('what headers say', () => {
  it.each([
    [['Precedence: bulk', 'X-Auto-Response-Suppress: OOF, AutoReply']],
    [['Precedence: junk', 'X-Auto-Response-Suppress: All']],
    [['Precedence: bulk', 'Return-Path: <>']],
    [['From: postmaster@client.example', 'Return-Path: <>']],
    [['From: postmaster@client.example', 'Precedence: bulk']],
    [['Precedence: auto_reply']],
    [['X-Precedence: auto-reply']],
    [['Auto-Submitted: auto-notified; owner-email="x@y.example"']],
    [['Auto-Submitted: auto-replied (vacation)']],
    [['X-Autoreply: yes']],
    [['X-Autorespond: Colis']],
    [['X-Autogenerated: Reply']],
    [['From: Mail Delivery System <MAILER-DAEMON@mx.example>']],
    [['From: bounces+123@mx.example']],
    [['From: ne-pas-repondre@shop.example']],
    [['From: nicht-antworten@shop.example']],
    [['From: noresponder@shop.example']],
    [['From: shop-noreply@shop.example']],
  ])('fault L23: %j is a machine', async (lines) => {
    expect(await read(...lines)).toEqual(MACHINE);
  });

  it.each([
    [['Precedence: bulk']],
    [['X-Auto-Response-Suppress: All']],
    [['X-Auto-Response-Suppress: DR, OOF, AutoReply', 'Return-Path: <>']],
    [['Return-Path: <>']],
    [['Precedence: list', 'List-Id: <amis.client.example>']],
    [['Precedence: bulk', 'List-Post: <mailto:amis@client.example>', 'X-Auto-Response-Suppress: All']],
    [['List-Unsubscribe: <https://news.example/u>']],
    [['From: postmaster@client.example']],
    [['X-Loop: support@pli.example']],
    [['From: amis-request@client.example']],
  ])('fault L23: %j is one sign at most: a person whom no machine answers', async (lines) => {
    expect(await read(...lines)).toEqual(LEFT_ALONE);
  });

  it.each([
    [['Auto-Submitted: no']],
    [['X-Autoreply: no']],
    [['Precedence: normal']],
    [['X-Auto-Response-Suppress: DR']],
    [['From: bruno.reply@client.example']],
    [['From: casino-reply@client.example']],
    [['From: bounceback.tennis@client.example']],
    [[OURS]],
  ])('fault L23: %j is no sign: a person', async (lines) => {
    expect(await read(...lines)).toEqual(PERSON);
  });
});

it('fault L10: whatever a person answers under `Re:`, no subject is a sign', () => {
  fc.assert(
    fc.property(fc.constantFrom('Re', 'RE', 'Aw', 'Tr', 'Fwd', 'Sv'), fc.string(), (mark, subject) => {
      expect(automaticSubject(`${mark}: ${subject}`)).toBeNull();
    }),
  );
});

it.each([
  ['no-reply@a.example', true],
  ['noreply+12@a.example', true],
  ['calendar.noreply@a.example', true],
  ['NoReply2@a.example', true],
  ['owner-list@a.example', true],
  ['claire@a.example', false],
  ['nora.reply@a.example', false],
  ['reply@a.example', false],
  ['postmasters-club@a.example', false],
])('fault L5: whether %s is a robot’s: %s', (address, expected) => {
  expect(isRobot(address)).toBe(expected);
});
