/** Letters built once: their headers, their parts, their bytes. */
import { simpleParser } from 'mailparser';
import { parseLetter } from '../../mail/read/parse.ts';
import { composeLetter, type OutgoingLetter } from '../../mail/send/compose.ts';

const letter: OutgoingLetter = {
  from: { email: 'support@pli.fr', name: 'Équipe Support' },
  to: [{ email: 'CLAIRE@client.fr', name: 'Durand, Claire' }],
  cc: [{ email: 'jean@client.fr' }],
  bcc: [{ email: 'hidden@pli.fr' }],
  subject: 'Re: Réclamation n° 1 – été',
  date: new Date('2026-11-21T05:00:00Z'),
  messageId: '<m1@pli.fr>',
  inReplyTo: '<2@client.fr>',
  references: ['<1@client.fr>', '<2@client.fr>'],
  html: '<p>Bonjour, il <i>arrive</i> demain.</p><img src="cid:logo"><script>alert(1)</script>',
  attachments: [
    { name: 'reçu été.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1.4'), contentId: null },
    { name: 'logo.png', contentType: 'image/png', content: Buffer.from('png'), contentId: 'logo', inline: true },
  ],
};

const headersOf = (raw: Buffer) =>
  raw
    .toString()
    .split('\r\n\r\n')[0]
    ?.replace(/\r\n[ \t]+/g, ' ') ?? '';

const indexOf = (headers: string) => Buffer.from(/Thread-Index: (\S+)/.exec(headers)?.[1] ?? '', 'base64');

describe('composing a letter', () => {
  it('gives the same bytes for the same letter', async () => {
    const [one, two] = [await composeLetter(letter), await composeLetter(letter)];
    expect(one.raw.equals(two.raw)).toBe(true);
    const other = await composeLetter({ ...letter, messageId: '<m2@pli.fr>' });
    expect(other.raw.equals(one.raw)).toBe(false);
  });

  it('is read back as it was meant', async () => {
    const read = await parseLetter((await composeLetter(letter)).raw);
    expect(read).toMatchObject({
      messageId: '<m1@pli.fr>',
      inReplyTo: ['<2@client.fr>'],
      references: ['<1@client.fr>', '<2@client.fr>', letter.messageId],
      from: letter.from,
      to: letter.to,
      cc: letter.cc,
      subject: letter.subject,
      date: letter.date,
    });
    expect(read.text).toContain('Bonjour, il arrive demain.');
    expect(read.html).toContain('<i>arrive</i>');
    expect(read.html).not.toContain('alert');
    expect(read.attachments.map(({ name, inline }) => [name, inline])).toEqual([
      ['logo.png', true],
      ['reçu été.pdf', false],
    ]);
  });

  it('A3: keeps Bcc in the envelope only, and each recipient there once', async () => {
    const twice = { ...letter, cc: [{ email: 'claire@client.fr' }, { email: 'jean@client.fr' }] };
    const { raw, envelope } = await composeLetter(twice);
    expect(raw.toString()).not.toMatch(/hidden|^bcc/im);
    expect(envelope).toEqual({ from: 'support@pli.fr', to: ['CLAIRE@client.fr', 'jean@client.fr', 'hidden@pli.fr'] });
  });

  it('is in 7 bits and short lines, whatever was written', async () => {
    const { raw } = await composeLetter({ ...letter, html: `<p>${'é'.repeat(5000)} ${'x'.repeat(5000)}</p>` });
    expect(raw.every((byte) => byte < 128)).toBe(true);
    expect(
      Math.max(
        ...raw
          .toString()
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(998);
  });

  it('peer 16: a first letter begins a conversation for Outlook, from the time it was sent', async () => {
    const first = { ...letter, inReplyTo: undefined, references: [], subject: 'Votre colis' };
    const headers = headersOf((await composeLetter(first as never)).raw);
    expect(headers).toContain('Thread-Topic: Votre colis\r\n');
    expect(headers).toContain('Thread-Index: Ad15dSku3R6xNnp9T4Ih7SnE0AUO6w==');
    const block = indexOf(headers);
    expect(block).toHaveLength(22);
    // The high six bytes of a FILETIME: 2^16 steps of 100 ns are 6.6 ms.
    const at = Number(((block.readBigUInt64BE(0) >> 16n) << 16n) / 10_000n - 11_644_473_600_000n);
    expect(Math.abs(at - letter.date.getTime())).toBeLessThan(7);
  });

  it('peer 16: an answer has every header that threads it, for everyone and for Outlook', async () => {
    const headers = headersOf((await composeLetter(letter)).raw);
    expect(
      headers.split('\r\n').filter((line) => /^(In-Reply-To|References|Thread-|Subject|Message-ID)/i.test(line)),
    ).toEqual([
      'Thread-Topic: =?UTF-8?Q?R=C3=A9clamation_n=C2=B0_1_=E2=80=93_?= =?UTF-8?Q?=C3=A9t=C3=A9?=',
      'Thread-Index: Ad15dSkuY+wsZFR+nuiiJ7XAmwtpOQAAAABM',
      'In-Reply-To: <2@client.fr>',
      `References: <1@client.fr> <2@client.fr> ${letter.messageId}`,
      'Subject: =?UTF-8?Q?Re=3A_R=C3=A9clamation_n=C2=B0_1_?= =?UTF-8?Q?=E2=80=93_=C3=A9t=C3=A9?=',
      'Message-ID: <m1@pli.fr>',
    ]);
  });

  it('peer 16: an answer to a letter of Outlook continues its index by five bytes, and keeps its topic', async () => {
    const parent = Buffer.concat([Buffer.from([1]), Buffer.alloc(21, 7)]).toString('base64');
    const answered = { threadIndex: parent, threadTopic: 'Colis' };
    const headers = headersOf((await composeLetter({ ...letter, answered })).raw);
    expect(indexOf(headers).subarray(0, 22).toString('base64')).toBe(parent);
    expect(indexOf(headers)).toHaveLength(27);
    expect(headers).toContain('Thread-Topic: Colis');
  });

  it('bounds References, keeping the first, ours and the newest', async () => {
    const references = [
      '<root@client.fr>',
      '<ours@pli.fr>',
      ...Array.from({ length: 200 }, (_, i) => `<${i}@client.fr>`),
    ];
    const read = await parseLetter((await composeLetter({ ...letter, references })).raw);
    expect(read.references.length).toBeLessThanOrEqual(30);
    expect(read.references.slice(0, 2)).toEqual(['<root@client.fr>', '<ours@pli.fr>']);
    expect(read.references.slice(-2)).toEqual(['<199@client.fr>', letter.messageId]);
  });

  it('leaves out references that are no ids, or too long for a line of mail', async () => {
    const references = [
      '<root@client.fr>',
      'no id',
      `<${'x'.repeat(950)}@client.fr>`,
      '<2@client.fr>',
      '<root@client.fr>',
    ];
    const read = await parseLetter((await composeLetter({ ...letter, references })).raw);
    expect(read.references).toEqual(['<root@client.fr>', '<2@client.fr>', letter.messageId]);
  });

  it.each([
    ['of 1,024 characters is whole', 'é'.repeat(1024), 'é'.repeat(1024)],
    ['that is longer is cut', 'a'.repeat(1100), 'a'.repeat(1024)],
    ['is never cut within a character', `${'a'.repeat(1023)}😀`, 'a'.repeat(1023)],
  ])('G8: a subject %s', async (_, subject, read) => {
    expect((await parseLetter((await composeLetter({ ...letter, subject })).raw)).subject).toBe(read);
  });

  it.each([
    [{}, 'auto-replied'],
    [{ inReplyTo: undefined }, 'auto-generated'],
  ])('an automatic letter says so to every program, and has the null sender (%#)', async (change, word) => {
    const { raw, envelope } = await composeLetter({ ...letter, automatic: true, ...change } as never);
    expect(envelope.from).toBe('');
    expect(headersOf(raw)).toContain(`Auto-Submitted: ${word}\r\n`);
    expect(headersOf(raw)).toContain('X-Auto-Response-Suppress: All\r\n');
    expect(headersOf((await composeLetter(letter)).raw)).not.toMatch(/Auto-Submitted|X-Auto-Response/);
  });

  it('writes an international domain in ASCII', async () => {
    const { raw } = await composeLetter({ ...letter, to: [{ email: 'claire@société.fr' }] });
    expect(headersOf(raw)).toContain('To: claire@xn--socit-esab.fr');
  });

  it('G8: nothing typed can add a header', async () => {
    const evil = 'x\r\nX-Evil: 1\r\n\r\nbody';
    const { raw } = await composeLetter({
      ...letter,
      subject: evil,
      from: { email: 'support@pli.fr', name: evil },
      to: [{ email: 'a@b.fr', name: evil }],
      inReplyTo: `<a@b>${evil}`,
      references: [`<a@b>${evil}`, '<ok@b>'],
      attachments: [{ name: evil, contentType: `text/plain${evil}`, content: Buffer.from('x') }],
      answered: { threadTopic: evil },
    });
    expect(raw.toString()).not.toMatch(/^X-Evil:/m);
  });
});

describe('N9: a letter within a letter', () => {
  const within = async (content: Buffer) => {
    const name = 'lettre.eml';
    const { raw } = await composeLetter({ ...letter, attachments: [{ name, contentType: 'message/rfc822', content }] });
    return { raw, parsed: await simpleParser(raw) };
  };
  it('travels byte for byte as what it is where it can', async () => {
    const content = Buffer.from('From: a@b.fr\r\nSubject: x\r\n\r\n.point\r\n\r\nFrom here\r\n \r\n');
    const { raw, parsed } = await within(content);
    expect(raw.includes(content)).toBe(true);
    expect(parsed.attachments[0]).toMatchObject({ contentType: 'message/rfc822', content });
  });
  it.each([
    ['bytes of more than seven bits', Buffer.from('Subject: été\r\n\r\nÀ bientôt')],
    ['lone line feeds', Buffer.from('Subject: x\n\ny\n')],
    ['long lines', Buffer.from(`Subject: x\r\n\r\n${'y'.repeat(1200)}`)],
  ])('travels byte for byte as a file where it has %s', async (_, content) => {
    expect((await within(content)).parsed.attachments[0]).toMatchObject({ filename: 'lettre.eml', content });
  });
});
