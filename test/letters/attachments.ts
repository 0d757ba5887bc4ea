/** Files: their names, their number, and those that mail programs hide others in. */
import { type AwkwardLetter, awkward, file, head, hello, mixed, multipart, part } from './build.ts';
import { tnefFile } from './tnef-file.ts';

const PDF = 'Content-Type: application/pdf';
const attached = (parameter: string) => mixed(hello, part([PDF, `Content-Disposition: attachment; ${parameter}`], 'x'));
const named = (name: string | RegExp) => ({ attached: [{ name }] });

const names: readonly AwkwardLetter[] = [
  awkward('a name in RFC 2231', attached("filename*=utf-8''re%C3%A7u.pdf"), named('reçu.pdf')),
  awkward('a name in RFC 2231, Latin-1', attached("filename*=iso-8859-1'fr're%E7u.pdf"), named('reçu.pdf')),
  awkward(
    'a name in RFC 2231, in pieces',
    attached("filename*0*=utf-8''re%C3%A7; filename*1*=u%20; filename*2=b.pdf"),
    named('reçu b.pdf'),
  ),
  awkward('a name in pieces out of order', attached('filename*1="b.pdf"; filename*0="a"'), named('ab.pdf')),
  awkward('a name in both forms', attached('filename="recu.pdf"; filename*=utf-8\'\'re%C3%A7u.pdf'), named('reçu.pdf')),
  awkward('a name in RFC 2047', attached('filename="=?utf-8?Q?re=C3=A7u.pdf?="'), named('reçu.pdf')),
  awkward(
    'a name in RFC 2047, base64',
    attached(`filename="=?utf-8?B?${Buffer.from('été.pdf').toString('base64')}?="`),
    named('été.pdf'),
  ),
  awkward('a name in raw UTF-8', attached('filename="reçu.pdf"'), named('reçu.pdf')),
  awkward('a name without quotes', attached('filename=re cu.pdf'), named(/^re/)),
  awkward('a name that never ends its quotes', attached('filename="recu.pdf'), named(/^recu\.pdf/)),
  awkward('a name with a path', attached('filename="C:\\\\temp\\\\..\\\\a.pdf"'), named('a.pdf')),
  awkward('a name with slashes', attached('filename="../../../etc/passwd"'), named('passwd')),
  awkward('fault L20: a name with a slash', attached('filename="Devis 12/2026.pdf"'), named('Devis 12_2026.pdf')),
  awkward(
    'fault L20: a name with a slash in RFC 2231, in pieces',
    attached("filename*0*=utf-8''Devis%20%C3%A9t%C3%A9%20;\n filename*1*=12%2F20;\n filename*2=26.pdf"),
    named('Devis été 12_2026.pdf'),
  ),
  awkward(
    'fault L20: a name with a slash, in two encoded words',
    attached('filename="=?utf-8?Q?Devis_=C3=A9?=\n =?utf-8?Q?t=C3=A9_12/2026.pdf?="'),
    named('Devis été 12_2026.pdf'),
  ),
  awkward('fault L20: a name that begins with a dot', attached('filename=".devis.pdf"'), named('_devis.pdf')),
  awkward('a name turned around', attached("filename*=utf-8''a%E2%80%AEfdp.exe"), named('afdp.exe')),
  awkward('a name of control characters', attached("filename*=utf-8''a%00%0D%0Ab.pdf"), named('ab.pdf')),
  awkward('a file name without end', attached(`filename="${'n'.repeat(5000)}.pdf"`), named(/^n{196}\.pdf$/)),
  awkward('a name of spaces', attached('filename="   "'), named(/^attachment-\d+\.pdf$/)),
  awkward('a name on the type alone', mixed(hello, part([`${PDF}; name="a.pdf"`], 'x')), named('a.pdf')),
  awkward('a nonsense encoding of a name', attached("filename*=klingon''%FF%FE.pdf"), named(/pdf$/)),
];

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);
const image = part(
  ['Content-Type: image/png', 'Content-ID: <logo@1>', 'Content-Transfer-Encoding: base64'],
  pixel.toString('base64'),
);
const shows = part(['Content-Type: text/html; charset=utf-8'], '<p>Voici <img src="cid:logo@1"></p>');

const shownAs = (content: string) => part(['Content-Type: text/html; charset=utf-8'], content);
const related = (...parts: readonly string[]) => `${head()}${multipart('related', parts)}`;
const picture = (id: string, ...more: readonly string[]) =>
  part([`Content-ID: ${id}`, 'Content-Transfer-Encoding: base64', ...more], pixel.toString('base64'));
const PNG = 'Content-Type: image/png';

/** Fault L2: what the shown text does not show is an attachment. */
const shownOrNot: readonly AwkwardLetter[] = [
  awkward(
    'fault L2: HTML that names no part',
    related(shownAs('<p>Voici</p>'), picture('<logo@1>', PNG), part([PDF, 'Content-ID: <doc@1>'], '%PDF-1')),
    { attached: [{ inline: false }, { contentType: 'application/pdf', inline: false }] },
  ),
  awkward('fault L2: a text with a picture', related(hello, picture('<logo@1>', PNG)), { attached: [{ inline: false }] }),
  awkward('fault L2: an id in other capitals', related(shownAs('<img src="CID:LOGO@1">'), picture('<Logo@1>', PNG)), {
    attached: [{ inline: true }],
  }),
  awkward('fault L2: an id in percents', related(shownAs('<img src="cid:logo%401%2Ba">'), picture('<logo@1+a>', PNG)), {
    attached: [{ inline: true }],
  }),
  awkward('fault L2: an id without brackets', related(shownAs('<img src=cid:logo@1>'), picture('logo@1', PNG)), {
    attached: [{ inline: true }],
  }),
  awkward('fault L2: an id in a comment', related(shownAs('<!-- cid:logo@1 -->x'), picture('<logo@1>', PNG)), {
    attached: [{ inline: false }],
  }),
  awkward('fault L2: an id in a link', related(shownAs('<a href="cid:logo@1">x</a>'), picture('<logo@1>', PNG)), {
    attached: [{ inline: false }],
  }),
  awkward(
    'fault L2: an id where nothing is shown',
    related(shownAs('<noscript><img src="cid:logo@1"></noscript>x'), picture('<logo@1>', PNG)),
    { attached: [{ inline: false }] },
  ),
  awkward('fault L2: a PDF shown as a picture', related(shownAs('<img src="cid:d@1">'), part([PDF, 'Content-ID: <d@1>'], '%PDF-1')), {
    attached: [{ contentType: 'application/pdf', inline: false }],
  }),
  awkward(
    'fault L2: a picture under no type of its own',
    related(shownAs('<img src="cid:logo@1">'), picture('<logo@1>', 'Content-Type: application/octet-stream')),
    { attached: [{ contentType: 'image/png', inline: true }] },
  ),
  awkward('fault L2: two parts of one id', related(shownAs('<img src="cid:a@1">'), picture('<a@1>', PNG), picture('<a@1>', PNG)), {
    attached: [{ inline: true }, { inline: false }],
  }),
  awkward(
    'fault L2: related within related',
    related(part([], multipart('related', [shownAs('<img src="cid:a@1">'), picture('<a@1>', PNG)], 'c')).trimStart(), picture('<b@1>', PNG)),
    { attached: [{ inline: true }, { inline: false }] },
  ),
  awkward(
    'fault L2: a part named by its place',
    related(shownAs('<img src="images/logo.png">'), part([PNG, 'Content-Location: images/logo.png', 'Content-Transfer-Encoding: base64'], pixel.toString('base64'))),
    { html: /src="cid:/, attached: [{ inline: true }] },
  ),
  awkward(
    'fault L2: a picture beside the related part',
    mixed(part([], multipart('related', [shownAs('<img src="cid:a@1">'), picture('<a@1>', PNG)], 'c')).trimStart(), picture('<b@1>', PNG)),
    { attached: [{ inline: true }, { inline: false }] },
  ),
];

const inner = 'Subject: inner\nX-Odd:   kept\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nbody =E9\n--c--';
const innerBytes = Buffer.from(inner.replaceAll('\n', '\r\n'));
const calendar = 'BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:VCALENDAR';
const signature = Buffer.from('308006092a864886f70d010702a080', 'hex');

const kinds: readonly AwkwardLetter[] = [
  awkward('seventy files', mixed(hello, ...Array.from({ length: 70 }, (_, i) => file(`f${i}.csv`, `a;${i}`))), {
    attached: Array.from({ length: 70 }, (_, i) => ({ name: `f${i}.csv`, content: `a;${i}` })),
  }),
  awkward('an empty file', mixed(hello, file('empty.txt', '')), { attached: [{ name: 'empty.txt', content: '' }] }),
  awkward('two files of one name', mixed(hello, file('a.txt', '1'), file('a.txt', '2')), {
    attached: [
      { name: 'a.txt', content: '1' },
      { name: 'a.txt', content: '2' },
    ],
  }),
  awkward('a file and no words', mixed(file('a.bin', Buffer.from([0, 255, 13, 10, 46]))), {
    attached: [{ content: Buffer.from([0, 255, 13, 10, 46]) }],
  }),
  awkward(
    'a letter that is a file',
    `${head(PDF, 'Content-Disposition: attachment; filename=a.pdf', 'Content-Transfer-Encoding: base64')}\n${Buffer.from('%PDF-1').toString('base64')}\n`,
    { attached: [{ name: 'a.pdf', content: '%PDF-1' }] },
  ),
  awkward('a picture within the text', `${head()}${multipart('related', [shows, image])}`, {
    html: /cid:logo@1/,
    attached: [{ contentType: 'image/png', content: pixel }],
  }),
  awkward('a picture nobody shows', `${head()}${multipart('related', [hello, image])}`, {
    attached: [{ contentType: 'image/png' }],
  }),
  awkward('a letter within', mixed(hello, part(['Content-Type: message/rfc822'], inner)), {
    attached: [{ contentType: 'message/rfc822', content: innerBytes }],
  }),
  awkward(
    'a letter within in base64',
    mixed(
      hello,
      part(['Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64'], innerBytes.toString('base64')),
    ),
    { attached: [{ contentType: 'message/rfc822', content: innerBytes }] },
  ),
  awkward('an .eml file', mixed(hello, file('inner.eml', innerBytes, 'message/rfc822')), {
    attached: [{ name: 'inner.eml', content: innerBytes }],
  }),
  awkward(
    'letters within letters',
    mixed(hello, part(['Content-Type: message/rfc822'], `Subject: one\nContent-Type: message/rfc822\n\n${inner}`)),
    { attached: [{ contentType: 'message/rfc822' }] },
  ),
  awkward(
    'a digest',
    `${head()}${multipart('digest', [part(['Content-Type: message/rfc822'], inner), part(['Content-Type: message/rfc822'], 'Subject: two\n\nx')])}`,
    { attached: [{}, {}] },
  ),
  awkward(
    'an invitation',
    `${head()}${multipart('alternative', [hello, part(['Content-Type: text/calendar; charset=utf-8; method=REQUEST'], calendar)])}`,
    { attached: [{ contentType: 'text/calendar' }] },
  ),
  awkward(
    'S/MIME signed',
    `${head()}${multipart('signed; protocol="application/pkcs7-signature"; micalg=sha-256', [hello, file('smime.p7s', signature, 'application/pkcs7-signature')])}`,
    { says: { text: 'Bonjour' }, attached: [{ name: 'smime.p7s', content: signature }] },
  ),
  awkward(
    'S/MIME encrypted',
    `${head('Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', 'Content-Transfer-Encoding: base64')}\n${signature.toString('base64')}\n`,
    { attached: [{ name: 'smime.p7m', content: signature }] },
  ),
  awkward(
    'PGP encrypted',
    `${head()}${multipart('encrypted; protocol="application/pgp-encrypted"', [part(['Content-Type: application/pgp-encrypted'], 'Version: 1'), part(['Content-Type: application/octet-stream; name=encrypted.asc'], '-----BEGIN PGP MESSAGE-----\n\nhQ\n-----END PGP MESSAGE-----')])}`,
    { attached: [{ contentType: 'application/pgp-encrypted' }, { name: 'encrypted.asc' }] },
  ),
  awkward(
    'PGP signed',
    `${head()}${multipart('signed; protocol="application/pgp-signature"', [hello, part(['Content-Type: application/pgp-signature'], '-----BEGIN PGP SIGNATURE-----')])}`,
    { says: { text: 'Bonjour' }, attached: [{ contentType: 'application/pgp-signature' }] },
  ),
  awkward(
    'a file kept elsewhere',
    mixed(
      hello,
      part(
        ['Content-Type: message/external-body; access-type=URL; URL="http://files.example/x"'],
        'Content-Type: application/pdf\n',
      ),
    ),
    {},
  ),
  awkward(
    'a file of half a message',
    `${head('Content-Type: message/partial; id="1@x"; number=1; total=2')}\nSubject: part\n\nx\n`,
    {},
  ),
  awkward('uuencoded in the text', `${head()}\nbegin 644 a.txt\n#0V%T\n\`\nend\n`, {
    says: { text: 'begin 644 a.txt\n#0V%T\n`\nend\n' },
  }),
];

const files = [
  { title: 'RAPPOR~1.PDF', longName: 'Rapport d’été.pdf', mime: 'application/pdf', content: Buffer.from('%PDF-1.4') },
  { title: 'photo.png', contentId: 'photo@1', content: pixel },
];
const winmail = tnefFile({ parts: files });
const tnef = (content: Buffer, ...more: readonly string[]) =>
  mixed(...more, file('winmail.dat', content, 'application/ms-tnef'));
const opened = [
  { name: 'Rapport d’été.pdf', contentType: 'application/pdf', content: '%PDF-1.4' },
  { name: 'photo.png', contentType: 'image/png', content: pixel },
];

const outlook: readonly AwkwardLetter[] = [
  awkward('winmail.dat', tnef(winmail, hello), {
    says: { text: 'Bonjour' },
    attached: [{ name: 'winmail.dat', content: winmail }, ...opened],
  }),
  awkward('winmail.dat of no type', mixed(hello, file('winmail.dat', winmail)), {
    attached: [{ content: winmail }, ...opened],
  }),
  awkward('winmail.dat with the words', tnef(tnefFile({ body: 'Voilà', parts: files })), {
    says: { text: 'Voilà' },
    attached: [{}, ...opened],
  }),
  awkward('winmail.dat with the HTML', tnef(tnefFile({ html: '<p>Voil\xe0</p>' })), { html: /Voilà/, attached: [{}] }),
  awkward('winmail.dat of nothing', tnef(tnefFile({}), hello), { attached: [{}] }),
  awkward('winmail.dat cut short', tnef(winmail.subarray(0, winmail.length - 40), hello), {
    attached: [{ content: winmail.subarray(0, winmail.length - 40) }, opened[0] ?? {}, {}],
  }),
  awkward('winmail.dat that is none', tnef(Buffer.from('hello'), hello), { attached: [{ content: 'hello' }] }),
];

export const ATTACHMENTS: readonly AwkwardLetter[] = [...names, ...shownOrNot, ...kinds, ...outlook];
