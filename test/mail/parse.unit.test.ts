/** Reading letters, well-formed and otherwise. */
import fc from 'fast-check';
import { MAX_REFERENCES } from '../../mail/limits.ts';
import { parseLetter, UNKNOWN_SENDER, UnreadableLetter } from '../../mail/read/parse.ts';

const read = (text: string, encoding: BufferEncoding = 'utf8') =>
  parseLetter(Buffer.from(text.replaceAll('\n', '\r\n'), encoding));

describe('reading a letter', () => {
  it('gives addresses, ids, dates and text', async () => {
    const letter = await read(
      'From: "Durand, Claire" <Claire@b.fr>\nTo: Team: a@x.fr, b@x.fr;\nCc: c@x.fr\nReply-To: r@b.fr\n' +
        'Delivered-To: support@pli.fr\nX-Original-To: support+t@pli.fr\nSubject: =?utf-8?Q?R=C3=A9clamation?=\n' +
        'Message-ID: <1@b.fr>\nIn-Reply-To: <0@pli.fr>\nReferences: <a@b>\n <0@pli.fr> <a@b>\n' +
        'Date: Fri, 20 Nov 2026 10:00:00 +0100\n\nBonjour\n',
    );
    expect(letter).toMatchObject({
      from: { email: 'Claire@b.fr', name: 'Durand, Claire' },
      to: [{ email: 'a@x.fr' }, { email: 'b@x.fr' }],
      cc: [{ email: 'c@x.fr' }],
      replyTo: [{ email: 'r@b.fr' }],
      deliveredTo: ['support@pli.fr', 'support+t@pli.fr'],
      subject: 'Réclamation',
      messageId: '<1@b.fr>',
      inReplyTo: ['<0@pli.fr>'],
      references: ['<a@b>', '<0@pli.fr>'],
      date: new Date('2026-11-20T09:00:00Z'),
      text: 'Bonjour\n',
      attachments: [],
    });
    expect(letter.automatic).toBeUndefined();
  });

  it('fault L24: a form of its words for AMP or a watch is no file, one that was attached or is alone is', async () => {
    const part = (type: string, more = '') => `--b\nContent-Type: ${type}\n${more}\n<p>x</p>\n`;
    const letter = (parts: string) =>
      read(`From: a@b.fr\nContent-Type: multipart/alternative; boundary=b\n\n${parts}--b--\n`);
    const forms = part('text/x-amp-html; charset=utf-8') + part('text/watch-html');
    expect((await letter(part('text/plain') + forms + part('text/html'))).attachments).toEqual([]);
    const attached = part('text/x-amp-html', 'Content-Disposition: attachment; filename=a.html\n');
    expect((await letter(part('text/plain') + attached)).attachments).toMatchObject([{ name: 'a.html' }]);
    expect((await letter(forms)).attachments).toHaveLength(2);
  });

  it('fault L24: no mark in a subject or a name turns round what stands beside it', async () => {
    const encoded = (words: string) => `=?utf-8?B?${Buffer.from(words).toString('base64')}?=`;
    const turned = encoded('Facture \u202efdp.exe\u2066 \u2069\u202a');
    const letter = await read(`From: ${turned} <a@b.fr>\nTo: ${turned} <c@b.fr>\nSubject: ${turned}\n\nx`);
    expect(letter).toMatchObject({
      subject: 'Facture fdp.exe',
      from: { name: 'Facture fdp.exe' },
      to: [{ name: 'Facture fdp.exe' }],
    });
    expect((await read(`Subject: ${encoded('\u200fשלום')}\n\nx`)).subject).toBe('\u200fשלום');
  });

  it('peer 3: needs neither Message-ID nor From nor date', async () => {
    const letter = await read('Subject: x\nDate: yesterday\n\nhello');
    expect(letter.messageId).toBeUndefined();
    expect(letter.date).toBeUndefined();
    expect(letter.from).toEqual(UNKNOWN_SENDER);
    expect((await read('Return-Path: <a@b.fr>\n\nhello')).from).toEqual({ email: 'a@b.fr' });
  });

  it('keeps the newest references of an endless chain', async () => {
    const chain = Array.from({ length: 500 }, (_, i) => `<${i}@x>`);
    const { references } = await read(`References: ${chain.join('\n ')}\n\nx`);
    expect(references).toEqual(chain.slice(-MAX_REFERENCES));
  });

  it.each([
    ['Auto-Submitted: auto-replied', 'Auto-Submitted: auto-replied'],
    ['Auto-Submitted: no', undefined],
    ['X-Auto-Response-Suppress: OOF, AutoReply', 'X-Auto-Response-Suppress'],
    ['Precedence: bulk', 'Precedence: bulk'],
    ['List-Id: <x.list>', 'List headers'],
    ['Return-Path: <>', 'Return-Path: <>'],
    ['From: No-Reply@shop.fr', 'robot address'],
    ['Content-Type: multipart/report; boundary=b', 'multipart/report'],
  ])('peer 24: tells automatic mail by %s', async (header, reason) => {
    expect((await read(`${header}\n\nx`)).unanswerable).toBe(reason);
  });
});

describe('charsets', () => {
  it('peer 25: a declared charset that decodes wins', async () => {
    const letter = await read('Content-Type: text/plain; charset=iso-8859-15\n\n10 \u00a4 \u00e9', 'latin1');
    expect(letter.text.trim()).toBe('10 € é');
  });

  it('undeclared Latin-1 is read, in the text and in the headers', async () => {
    const letter = await read('From: Réné <a@b.fr>\nSubject: été reçu\n\nà la plage\n', 'latin1');
    expect([letter.from.name, letter.subject, letter.text.trim()]).toEqual(['Réné', 'été reçu', 'à la plage']);
  });

  it('Latin-1 declared as UTF-8 is read, encoded or not; UTF-8 undeclared too', async () => {
    const quoted =
      'Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>=E9t=E9</p>';
    expect((await read(quoted)).html).toContain('été');
    const base64 = `Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n${Buffer.from('été', 'latin1').toString('base64')}`;
    expect((await read(base64)).text.trim()).toBe('été');
    expect((await read('Subject: été\n\nété')).text.trim()).toBe('été');
  });

  it('mends one part without touching its neighbours', async () => {
    const letter = await read(
      'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=iso-8859-15\n\n\u00a4\n' +
        '--b\nContent-Type: text/plain\n\nr\u00e9\n--b\nContent-Type: application/x; name=f\n\n\u00ff\u00e9\n--b--\n',
      'latin1',
    );
    expect(letter.text).toContain('€');
    expect(letter.text).toContain('ré');
    expect([...(letter.attachments[0]?.content ?? [])]).toEqual([0xff, 0xe9]);
  });
});

describe('attachments', () => {
  const part = (headers: string, body = 'x') => `--b\n${headers}\n\n${body}\n`;
  const mixed = (...parts: string[]) => `Content-Type: multipart/mixed; boundary=b\n\n${parts.join('')}--b--\n`;

  it('A4: keep their names, however encoded', async () => {
    const { attachments } = await read(
      mixed(
        part(
          "Content-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''re%C3%A7u%20%C3%A9t%C3%A9.pdf",
        ),
        part('Content-Type: application/pdf; name="=?utf-8?Q?re=C3=A7u_=C3=A9t=C3=A9.pdf?="'),
        part('Content-Disposition: attachment; filename*0="reçu "; filename*1="été.pdf"'),
      ),
    );
    expect(attachments.map(({ name }) => name)).toEqual(['reçu été.pdf', 'reçu été.pdf', 'reçu été.pdf']);
    expect(attachments.map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it('lose paths, control characters and disguised extensions from their names', async () => {
    const { attachments } = await read(
      mixed(
        part('Content-Disposition: attachment; filename="../../etc/pass\u202efdp.exe"'),
        part(`Content-Disposition: attachment; filename="${'a'.repeat(400)}.pdf"`),
        part('Content-Type: image/png'),
      ),
    );
    expect(attachments[0]?.name).toBe('passfdp.exe');
    expect(attachments[1]?.name).toMatch(/^a{196}\.pdf$/);
    expect(attachments[2]?.name).toBe('attachment-3.png');
  });

  it('peer 7: are all kept, seventy of them', async () => {
    const parts = Array.from({ length: 70 }, (_, i) =>
      part(`Content-Type: text/csv\nContent-Disposition: attachment; filename=f${i}.csv`, `a;${i}`),
    );
    const { attachments } = await read(mixed(...parts));
    expect(attachments.map(({ name }) => name)).toEqual(parts.map((_, i) => `f${i}.csv`));
    expect(new Set(attachments.map(({ sha256 }) => sha256)).size).toBe(70);
  });

  it('peer 28: a letter attached stays byte for byte', async () => {
    const inner = 'Subject: inner\nX-Odd:   spaces  kept\n\nbody =E9';
    const { attachments } = await read(mixed(part('Content-Type: message/rfc822', inner)));
    expect(attachments[0]?.contentType).toBe('message/rfc822');
    expect(attachments[0]?.content.toString()).toBe(inner.replaceAll('\n', '\r\n'));
  });

  it('are inline when the text shows them', async () => {
    const { attachments, html } = await read(
      mixed(
        part('Content-Type: text/html', '<img src="cid:i@1">'),
        part('Content-Type: image/png\nContent-ID: <i@1>'),
        part('Content-Type: image/png\nContent-ID: <i@2>\nContent-Disposition: attachment; filename=i.png'),
      ),
    );
    expect(html).toContain('cid:i@1');
    expect(attachments.map(({ inline, contentId }) => [inline, contentId])).toEqual([
      [true, 'i@1'],
      [false, 'i@2'],
    ]);
  });
});

describe('malformed letters', () => {
  it.each([
    ['nothing at all', ''],
    ['no header', '\nhello'],
    ['no body', 'From: a@b.fr'],
    ['a nonsense type', 'Content-Type: ;;;===text/////\n\nx'],
    ['a multipart without boundary', 'Content-Type: multipart/mixed\n\nx'],
    ['an unknown charset', 'Content-Type: text/plain; charset=klingon-1\n\nx'],
    ['an unfinished multipart', 'Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx'],
    ['a header that is not one', 'this is not a header\nFrom: a@b.fr\n\nx'],
    ['broken base64', 'Content-Transfer-Encoding: base64\n\n!!!!===='],
  ])('peer 26: %s is read as far as it goes', async (_, text) => {
    const letter = await read(text);
    expect(typeof letter.text).toBe('string');
  });

  it('shows the body of a multipart that names no boundary', async () => {
    expect((await read('Content-Type: multipart/mixed\n\nhello')).text).toContain('hello');
  });

  it('refuses bombs with one kind of error', async () => {
    const headers = `${'X-A: b\n'.repeat(5000)}\nx`;
    const parts = `Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(1500)}--b--`;
    const files = `Content-Type: multipart/mixed; boundary=b\n\n${'--b\nContent-Type: a/b\n\nx\n'.repeat(600)}--b--`;
    for (const bomb of [headers, parts, files]) await expect(read(bomb)).rejects.toThrow(UnreadableLetter);
  });

  it('peer 26: random headers never break it otherwise', async () => {
    const header = fc.constantFrom(
      'Content-Type',
      'From',
      'To',
      'Date',
      'References',
      'Content-Disposition',
      'Subject',
    );
    const value = fc.string({ unit: fc.constantFrom(...'ab@<>;:,"=?/\\ \t()é[]%\'*utf-8Q'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(header, value), { maxLength: 8 }), value, async (headers, body) => {
        const text = `${headers.map(([name, content]) => `${name}: ${content}\n`).join('')}\n${body}`;
        await read(text).catch((error) => expect(error).toBeInstanceOf(UnreadableLetter));
      }),
      { numRuns: 300 },
    );
  });
});
