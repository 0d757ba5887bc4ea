/** Letters built once: their headers, their parts, their bytes. */
import { composeLetter, type OutgoingLetter } from '../../mail/compose.ts';
import { parseLetter } from '../../mail/parse.ts';

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
      references: ['<1@client.fr>', '<2@client.fr>'],
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

  it('peer 16: threads in Outlook too', async () => {
    const first = headersOf((await composeLetter(letter)).raw);
    expect(first).toContain('In-Reply-To: <2@client.fr>');
    expect(first).toContain('References: <1@client.fr> <2@client.fr>');
    expect(first).toMatch(/Thread-Topic: =\?UTF-8\?Q\?R=C3=A9clamation/);
    expect(first).toContain('Thread-Index: Ad15dSku');
    const parent = Buffer.concat([Buffer.from([1]), Buffer.alloc(21, 7)]).toString('base64');
    const answer = headersOf(
      (await composeLetter({ ...letter, answered: { threadIndex: parent, threadTopic: 'Colis' } })).raw,
    );
    const index = Buffer.from(/Thread-Index: (\S+)/.exec(answer)?.[1] ?? '', 'base64');
    expect(index.subarray(0, 22).toString('base64')).toBe(parent);
    expect(index.length).toBe(27);
    expect(answer).toContain('Thread-Topic: Colis');
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
    expect(read.references.at(-1)).toBe('<199@client.fr>');
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
