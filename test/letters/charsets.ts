/** Letters that say their charset, say another, or say none. */
import { type AwkwardLetter, awkward, bytes, head, latin1, multipart, part } from './build.ts';

const declared = (charset: string, body: Buffer | string) =>
  bytes(head(`Content-Type: text/plain; charset=${charset}`), '\n', body, '\n');
const says = (text: string) => ({ says: { text: `${text}\n` } });
const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex');
const subject = (value: string, text: string) => awkwardSubject(value, text);

function awkwardSubject(value: string, text: string): AwkwardLetter {
  return awkward(`a subject ${value.slice(0, 40)}`, `${head(`Subject: ${value}`)}\nx\n`, { says: { subject: text } });
}

const bodies: readonly AwkwardLetter[] = [
  awkward('utf-8', declared('utf-8', 'été €'), says('été €')),
  awkward('iso-8859-1', declared('iso-8859-1', latin1('été')), says('été')),
  awkward('iso-8859-15 with its euro', declared('ISO-8859-15', hex('a4')), says('€')),
  awkward('windows-1252 with its quotes', declared('windows-1252', hex('93 6f 75 69 94')), says('“oui”')),
  awkward('iso-8859-1 that means windows-1252', declared('iso-8859-1', hex('93 80 94')), says('“€”')),
  awkward('iso-8859-2', declared('iso-8859-2', hex('b1 e6')), says('ąć')),
  awkward('koi8-r', declared('koi8-r', hex('f0 d2 c9 d7 c5 d4')), says('Привет')),
  awkward('windows-1251', declared('windows-1251', hex('cf f0 e8 e2 e5 f2')), says('Привет')),
  awkward('gb2312', declared('gb2312', hex('c4 e3 ba c3')), says('你好')),
  awkward('big5', declared('big5', hex('a7 41 a6 6e')), says('你好')),
  awkward('shift_jis', declared('shift_jis', hex('93 fa 96 7b')), says('日本')),
  awkward('iso-2022-jp', declared('iso-2022-jp', hex('1b 24 42 46 7c 4b 5c 1b 28 42')), says('日本')),
  awkward('euc-kr', declared('euc-kr', hex('be c8 b3 e7')), says('안녕')),
  awkward('utf-16le', declared('utf-16le', Buffer.from('été', 'utf16le')), {}),
  awkward('fault L12: utf-7', declared('utf-7', '+AOk-t+AOk- 1 +- 1 +ZeVnLA-'), says('été 1 + 1 日本')),
  awkward('fault L12: ISO-2022-JP that says nothing', bytes(head(), '\n', hex('1b 24 42 46 7c 4b 5c 1b 28 42'), '\n'), says('日本')),
  awkward('fault L12: ISO-2022-JP that says ASCII', declared('us-ascii', hex('1b 24 42 46 7c 4b 5c 1b 28 42')), says('日本')),
  awkward('fault L12: a charset nobody knows, in Latin-1', declared('x-unknown', latin1('été')), says('été')),
  awkward('fault L12: UTF-16 by its mark', bytes(head('Content-Type: text/plain', 'Content-Transfer-Encoding: base64'), '\n', Buffer.from('\ufeffété', 'utf16le').toString('base64'), '\n'), { says: { text: 'été' } }),
  awkward('fault L12: a charset in <meta> alone', bytes(head('Content-Type: text/html'), '\n<meta charset="koi8-r"><p>', hex('f0 d2 c9 d7 c5 d4'), '</p>\n'), { says: { text: 'Привет' } }),
  awkward('fault L12: a charset in <meta http-equiv> alone', bytes(head('Content-Type: text/html'), '\n<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><p>', hex('93 fa 96 7b'), '</p>\n'), { says: { text: '日本' } }),
  awkward('fault L12: <meta> and bytes that are UTF-8 by chance', bytes(head('Content-Type: text/html'), '\n<meta charset=gb2312><p>', hex('c1 aa cd a8'), '</p>\n'), { says: { text: '联通' } }),
  awkward('fault L12: a <meta> that a relay left behind', bytes(head('Content-Type: text/html; charset=utf-8'), '\n<meta charset=iso-8859-1><p>été</p>\n'), { says: { text: 'été' } }),
  awkward('a charset in quotes', declared('"utf-8"', 'été'), says('été')),
  awkward('a charset in capitals', declared('UTF8', 'été'), says('été')),
  awkward('a charset nobody knows', declared('klingon-1', 'abc'), says('abc')),
  awkward('no charset, UTF-8', bytes(head('Content-Type: text/plain'), '\nété\n'), says('été')),
  awkward(
    'no charset, Latin-1',
    bytes(head('Content-Type: text/plain'), '\n', latin1('été à Nîmes'), '\n'),
    says('été à Nîmes'),
  ),
  awkward('no type, Latin-1', bytes(head(), '\n', latin1('été'), '\n'), says('été')),
  awkward('UTF-8 declared, Latin-1 sent', declared('utf-8', latin1('été')), says('été')),
  awkward('ASCII declared, UTF-8 sent', declared('us-ascii', 'été'), says('été')),
  awkward('ASCII declared, Latin-1 sent', declared('us-ascii', latin1('été')), says('été')),
  awkward(
    'quoted-printable cut in a character',
    bytes(
      head('Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'),
      '\n=C3=\n=A9t=C3=A9\n',
    ),
    says('été'),
  ),
  awkward(
    'quoted-printable that is none',
    bytes(
      head('Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'),
      '\n100% =ZZ = x=\n',
    ),
    {},
  ),
  awkward(
    'base64 with spaces and junk',
    bytes(head('Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'), `\n w6 l0\n*w6k=\n`),
    { says: { text: 'été' } },
  ),
  awkward('an encoding nobody knows', bytes(head('Content-Transfer-Encoding: x-odd'), '\nabc\n'), says('abc')),
  awkward(
    '8bit in capitals',
    bytes(head('Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8BIT'), '\nété\n'),
    says('été'),
  ),
  awkward('a byte order mark', declared('utf-8', bytes(hex('ef bb bf'), 'été')), {}),
  awkward('NUL bytes', declared('utf-8', hex('61 00 62')), {}),
  awkward('emoji and joiners', declared('utf-8', '👩‍👩‍👧 ok'), says('👩‍👩‍👧 ok')),
  awkward('right to left', declared('utf-8', 'שלום'), says('שלום')),
  awkward(
    'charsets that differ by part',
    bytes(
      head(),
      multipart('mixed', [
        part(
          ['Content-Type: text/plain; charset=koi8-r', 'Content-Transfer-Encoding: base64'],
          hex('f0d2').toString('base64'),
        ),
        part(['Content-Type: text/plain; charset=utf-8'], 'été'),
      ]),
    ),
    {},
  ),
];

const subjects: readonly AwkwardLetter[] = [
  subject('=?utf-8?Q?R=C3=A9clamation?=', 'Réclamation'),
  subject('=?UTF-8?B?UsOpY2xhbWF0aW9u?=', 'Réclamation'),
  subject('=?iso-8859-1?Q?=E9t=E9?= =?utf-8?Q?_=C3=A0?=', 'été à'),
  subject('=?utf-8?Q?cut=C3?= =?utf-8?Q?=A9?=', 'cuté'),
  subject('=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=', '日本'),
  subject('=?utf-8*fr?Q?=C3=A9t=C3=A9?=', 'été'),
  awkward('a raw subject in Latin-1', bytes('From: a@b.example\nSubject: ', latin1('été'), '\n\nx\n'), {
    says: { subject: 'été' },
  }),
  awkward('fault L12: a raw subject in the charset of its body', bytes('From: a@b.example\nSubject: ', hex('f0 d2 c9 d7 c5 d4'), '\nContent-Type: text/plain; charset=koi8-r\n\n', hex('f0'), '\n'), {
    says: { subject: 'Привет' },
  }),
  awkward('fault L12: a raw subject in ISO-2022-JP', bytes('From: a@b.example\nSubject: ', hex('1b 24 42 46 7c 4b 5c 1b 28 42'), '\n\nx\n'), {
    says: { subject: '日本' },
  }),
  awkward('a raw subject in UTF-8', `${head('Subject: été')}\nx\n`, { says: { subject: 'été' } }),
  awkward('a subject that never decodes', `${head('Subject: =?utf-8?B?////?= =?x?Z?y?=')}\nx\n`, {}),
  awkward('a subject over many lines', `${head('Subject: un\n  deux\n\ttrois')}\nx\n`, {
    says: { subject: 'un deux trois' },
  }),
  awkward('a subject of 20,000 characters', `${head(`Subject: ${'mot '.repeat(5000)}`)}\nx\n`, {}),
];

export const CHARSETS: readonly AwkwardLetter[] = [...bodies, ...subjects];
