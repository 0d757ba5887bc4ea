/** Headers that are missing, doubled, endless or not headers at all; and what machines put in them. */
import { type AwkwardLetter, awkward, head, multipart, part, plain } from './build.ts';

const from = (value: string, email: string, name?: string) =>
  awkward(`From: ${value.slice(0, 50)}`, `${head(`From: ${value}`)}\nx\n`, {
    says: { from: name === undefined ? { email } : { email, name } },
  });

const senders: readonly AwkwardLetter[] = [
  from('claire@client.example', 'claire@client.example'),
  from('"Durand, Claire" <c@client.example>', 'c@client.example', 'Durand, Claire'),
  from('Durand Claire (chez elle) <c@client.example>', 'c@client.example'),
  from('=?utf-8?Q?Ren=C3=A9?= <r@client.example>', 'r@client.example', 'René'),
  from('"=?utf-8?Q?Ren=C3=A9?=" <r@client.example>', 'r@client.example', 'René'),
  from('<c@client.example>', 'c@client.example'),
  from('c@client.example (Claire)', 'c@client.example', 'Claire'),
  from('Claire <c@client.example', 'c@client.example'),
  from('c@client.example, d@client.example', 'c@client.example'),
  from('"c@bank.example" <evil@elsewhere.example>', 'evil@elsewhere.example', 'c@bank.example'),
  from('cläire@clïent.example', 'cläire@clïent.example'),
  from('Friends: c@client.example, d@client.example;', 'c@client.example'),
  from('', 'unknown@sender.invalid'),
  from('Claire', 'unknown@sender.invalid'),
  awkward('no From, a Sender', 'Sender: s@client.example\nSubject: x\n\nx\n', {
    says: { from: { email: 's@client.example' } },
  }),
  awkward('no From, a Return-Path', 'Return-Path: <r@client.example>\nSubject: x\n\nx\n', {
    says: { from: { email: 'r@client.example' } },
  }),
  awkward('two From', 'From: a@client.example\nFrom: b@client.example\nSubject: x\n\nx\n', {}),
  awkward('a name without end', `${head(`From: ${'n'.repeat(9000)} <c@client.example>`)}\nx\n`, {
    says: { from: { email: 'c@client.example' } },
  }),
  awkward('an address without end', `${head(`From: ${'a'.repeat(90_000)}@client.example`)}\nx\n`, {
    says: { from: { email: 'unknown@sender.invalid' } },
  }),
];

const many = Array.from({ length: 3000 }, (_, i) => `p${i}@client.example`);

const ids: readonly AwkwardLetter[] = [
  awkward('no Message-ID', plain([]), { says: { inReplyTo: [], references: [] } }),
  awkward('a Message-ID without brackets', plain(['Message-ID: 1@client.example']), {
    says: { messageId: '<1@client.example>' },
  }),
  awkward('a Message-ID folded', plain(['Message-ID:\n <1@client.example>']), {
    says: { messageId: '<1@client.example>' },
  }),
  awkward('a Message-ID with a comment', plain(['Message-ID: <1@client.example> (added by relay)']), {
    says: { messageId: '<1@client.example>' },
  }),
  awkward('a Message-ID of nonsense', plain(['Message-ID: <>']), {}),
  awkward('a Message-ID without end', plain([`Message-ID: <${'a'.repeat(5000)}@client.example>`]), {}),
  awkward('two Message-IDs', plain(['Message-ID: <1@client.example>', 'Message-ID: <2@client.example>']), {
    says: { messageId: '<1@client.example>' },
  }),
  awkward('an In-Reply-To in words', plain(['In-Reply-To: Your message of "Mon, 16 Nov" <1@pli.example>']), {
    says: { inReplyTo: ['<1@pli.example>'] },
  }),
  awkward('References with commas', plain(['References: <1@x>,<2@x>, <3@x>']), {
    says: { references: ['<1@x>', '<2@x>', '<3@x>'] },
  }),
  awkward('References cut in an id', plain(['References: <1@x> <2@']), { says: { references: ['<1@x>'] } }),
  awkward(
    'References of a loop',
    plain([`References: ${Array.from({ length: 3000 }, (_, i) => `<${i}@x>`).join('\n ')}`]),
    {},
  ),
  awkward(
    'fault L11: ids encoded as words',
    plain([
      'Message-ID: =?utf-8?Q?=3C1=40client.example=3E?=',
      'In-Reply-To: =?utf-8?Q?=3C2=40pli?=\n =?utf-8?Q?.example=3E?=',
      'References: =?utf-8?B?PDNAcGxpLmV4YW1wbGU+?= <2@pli.example>',
    ]),
    {
      says: {
        messageId: '<1@client.example>',
        inReplyTo: ['<2@pli.example>'],
        references: ['<3@pli.example>', '<2@pli.example>'],
      },
    },
  ),
  awkward(
    'fault L11: ids folded within their brackets',
    plain(['Message-ID: <1\n @client.example>', 'In-Reply-To: <2@\n\tpli.example>', 'References: <3@x>\n <2@pli\n .example>']),
    { says: { messageId: '<1@client.example>', inReplyTo: ['<2@pli.example>'], references: ['<3@x>', '<2@pli.example>'] } },
  ),
  awkward('fault L11: a second In-Reply-To', plain(['In-Reply-To:', 'In-Reply-To: <1@x>']), {
    says: { inReplyTo: ['<1@x>'] },
  }),
  awkward('References to itself', plain(['Message-ID: <1@x>', 'References: <1@x>', 'In-Reply-To: <1@x>']), {
    says: { inReplyTo: ['<1@x>'] },
  }),
];

const shapes: readonly AwkwardLetter[] = [
  awkward('nothing at all', Buffer.alloc(0)),
  awkward('one empty line', '\n'),
  awkward('no header', '\nBonjour\n', { says: { text: 'Bonjour\n' } }),
  awkward('no body', 'From: a@b.example\nSubject: x'),
  awkward('no subject', 'From: a@b.example\n\nx\n', { says: { subject: '' } }),
  awkward('line ends of Unix', Buffer.from(plain([])), { says: { text: 'Bonjour\n' } }),
  awkward('line ends of old', Buffer.from(plain([]).replaceAll('\n', '\r')), {}),
  awkward('line ends of all kinds', Buffer.from('From: a@b.example\r\nSubject: x\nTo: c@d.example\r\n\nBonjour\r\n'), {
    says: { subject: 'x' },
  }),
  awkward('an mbox line', `From claire Sat Nov 21 09:00:00 2026\n${plain([])}`, {}),
  awkward('a line that is no header', `${head('this is no header')}\nx\n`, {}),
  awkward('a space before the colon', 'From : a@b.example\nSubject : x\n\nx\n', {
    says: { from: { email: 'a@b.example' }, subject: 'x' },
  }),
  awkward('a header that begins folded', ' folded\nFrom: a@b.example\nSubject: x\n\nx\n', {}),
  awkward('a date of nonsense', plain(['Date: yesterday']), { says: { subject: 'Colis' } }),
  awkward('a date far away', plain(['Date: Fri, 31 Dec 9999 23:59:59 +0000']), {}),
  awkward('a date without a zone', plain(['Date: Sat, 21 Nov 2026 09:00:00']), {}),
  awkward('a line of a megabyte', plain([], 'x'.repeat(1_000_000)), {}),
  awkward('a header of 900 kB', plain([`X-Long: ${'x'.repeat(900_000)}`]), {}),
  awkward('a header of 1.2 MB', plain([`X-Long: ${'x'.repeat(1_200_000)}`]), { fate: 'quarantined' }),
  awkward('a bomb of headers', plain(Array.from({ length: 5000 }, (_, i) => `X-${i}: y`)), { fate: 'quarantined' }),
  awkward('3,000 recipients', plain([`To: ${many.join(',\n ')}`]), {}),
  awkward('groups of groups', plain(['To: A: B: a@x.example;, b@x.example;']), {}),
  awkward('undisclosed recipients', plain(['To: undisclosed-recipients:;']), { says: { to: [] } }),
  awkward('our address in Cc alone', plain(['To: other@client.example', 'Cc: support@pli.example']), {
    says: { cc: [{ email: 'support@pli.example' }] },
  }),
  awkward(
    'our address in Delivered-To alone',
    plain(['To: undisclosed-recipients:;', 'Delivered-To: support@pli.example']),
    { says: { deliveredTo: ['support@pli.example'] } },
  ),
  awkward('a type of nonsense', `${head('Content-Type: ;;;===text/////')}\nx\n`, {}),
  awkward('a type without a subtype', `${head('Content-Type: text')}\nx\n`, {}),
  awkward('two types', `${head('Content-Type: text/plain', 'Content-Type: multipart/mixed; boundary=b')}\nx\n`, {}),
  awkward('prototype names', plain(['__proto__: x', 'constructor: y', 'List-__proto__: z', 'toString: t']), {
    fate: 'automatic',
  }),
  awkward('an injected header', plain(['Subject: x\r\rBcc: victim@client.example']), {}),
];

const automatic = (name: string, ...lines: readonly string[]) => awkward(name, plain(lines), { fate: 'automatic' });

const machines: readonly AwkwardLetter[] = [
  automatic('auto-replied', 'Auto-Submitted: auto-replied'),
  automatic('auto-generated with a comment', 'Auto-Submitted: Auto-Generated (nightly)'),
  automatic('Exchange away', 'Subject: Automatic reply: Colis', 'X-Auto-Response-Suppress: All'),
  automatic('away, of our letter', 'Subject: Réponse automatique : Colis', 'In-Reply-To: <1@pli.example>'),
  automatic('away in German', 'Subject: Automatische Antwort: Paket', 'Return-Path: <>'),
  automatic('away of old', 'Subject: Out of Office: back on Monday', 'Precedence: junk'),
  automatic('vacation of old', 'X-Autoreply: yes', 'Precedence: bulk'),
  automatic('a list', 'List-Id: <amis.client.example>', 'Precedence: list'),
  automatic('a newsletter', 'List-Unsubscribe: <https://news.example/u>'),
  automatic('a robot', 'From: No Reply <no-reply@shop.example>'),
  automatic('a robot in French', 'From: ne-pas-repondre@shop.example'),
  automatic('a loop', 'X-Loop: support@pli.example'),
  automatic('nobody’s letter', 'Return-Path: <>'),
  awkward('not automatic, by its own word', plain(['Auto-Submitted: no'])),
  awkward('a person who writes of absence', plain(['Subject: Absence du 3 mars'])),
  awkward('a person who writes as if away', plain(['Subject: Out of Office: back on Monday'])),
  awkward('a person, through a form', plain(['From: noreply@shop.example', 'Reply-To: claire@client.example'])),
  awkward('a person who asks for an automatic reply', plain(['Subject: Your automatic reply is broken'])),
];

const deep = (levels: number): string => {
  let inside = part(['Content-Type: text/plain'], 'Bonjour');
  for (let level = 0; level < levels; level++) inside = multipart('mixed', [inside], `b${level}`);
  return `${head()}${inside}`;
};

const structures: readonly AwkwardLetter[] = [
  awkward('fifty levels', deep(50), { says: { text: 'Bonjour' } }),
  awkward('nine hundred levels', deep(900), {}),
  awkward('1,500 parts', `${head()}${multipart('mixed', Array(1500).fill(part([], 'x')))}`, { fate: 'quarantined' }),
  awkward('600 files', `${head()}${multipart('mixed', Array(600).fill(part(['Content-Type: a/b'], 'x')))}`, {
    fate: 'quarantined',
  }),
  awkward('no boundary', `${head('Content-Type: multipart/mixed')}\nBonjour\n`, { says: { text: 'Bonjour\r\n' } }),
  awkward('a boundary that never comes', `${head('Content-Type: multipart/mixed; boundary=b')}\nBonjour\n`, {}),
  awkward('a multipart that never ends', `${head('Content-Type: multipart/mixed; boundary=b')}\n--b\n\nBonjour\n`, {
    says: { text: 'Bonjour\n' },
  }),
  awkward('a multipart without parts', `${head('Content-Type: multipart/mixed; boundary=b')}\n--b--\n`, {}),
  awkward(
    'a boundary within a boundary',
    `${head()}${multipart('mixed', [multipart('mixed', [part([], 'Bonjour')], 'bb')], 'b')}`,
    {},
  ),
  awkward(
    'the same boundary twice',
    `${head()}${multipart('mixed', [multipart('mixed', [part([], 'Bonjour')], 'b')], 'b')}`,
    {},
  ),
  awkward('a boundary of 500 characters', `${head()}${multipart('mixed', [part([], 'Bonjour')], 'b'.repeat(500))}`, {}),
  awkward(
    'a preamble and an epilogue',
    `${head()}${multipart('mixed', [part([], 'Bonjour')]).replace('\n\n--b', '\n\nThis is MIME.\n--b')}The end.\n`,
    { says: { text: 'Bonjour' } },
  ),
  awkward(
    'alternatives of one',
    `${head()}${multipart('alternative', [part(['Content-Type: text/html'], '<p>Bonjour</p>')])}`,
    { html: /Bonjour/ },
  ),
  awkward(
    'alternatives in the wrong order',
    `${head()}${multipart('alternative', [part(['Content-Type: text/html'], '<p>h</p>'), part([], 't')])}`,
    { html: /<p>h/ },
  ),
  awkward(
    'a multipart in base64',
    `${head('Content-Transfer-Encoding: base64')}${multipart('mixed', [part([], 'Bonjour')])}`,
    {},
  ),
];

export const HEADERS: readonly AwkwardLetter[] = [...senders, ...ids, ...shapes, ...machines, ...structures];
