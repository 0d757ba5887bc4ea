/** Letters recognised by their bytes, and the ids we give. */
import { bodyHash, contentHash } from '../../mail/read/identity.ts';
import { messageIds, newMessageId } from '../../mail/read/message-id.ts';

const letter = (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'));
const bare = 'From: a@b.fr\nSubject: x\nReceived: kept, it is not leading\n\nbody\n';

describe('the identity of a letter', () => {
  it('peer 3: is the same however it was delivered, even without a Message-ID', () => {
    const delivered = `Return-Path: <a@b.fr>\nDelivered-To: x@y.fr\nReceived: from a\n\tby b;\n today\n${bare}`;
    expect(contentHash(letter(delivered))).toBe(contentHash(letter(bare)));
  });

  it('differs when a word of it differs', () => {
    expect(contentHash(letter(bare))).not.toBe(contentHash(letter(bare.replace('body', 'bodies'))));
    expect(contentHash(letter(bare))).not.toBe(contentHash(letter(bare.replace('Subject: x', 'Subject: y'))));
  });

  it('knows a body under other headers, and with other empty lines at its end', () => {
    expect(bodyHash(letter(`X-Any: header\n${bare}\n\n`))).toBe(bodyHash(letter(bare)));
    expect(bodyHash(letter(bare.replace('body', 'bodies')))).not.toBe(bodyHash(letter(bare)));
  });

  it('takes letters without a body, without a header, and empty ones', () => {
    for (const text of ['', '\n', 'From: a@b.fr', 'Received: x', '\r\n\r\n\r\n']) {
      expect(contentHash(letter(text))).toMatch(/^[\da-f]{64}$/);
      expect(bodyHash(letter(text))).toMatch(/^[\da-f]{64}$/);
    }
  });
});

describe('message ids', () => {
  it('are the same for the same seed, and cannot carry anything else', () => {
    expect(newMessageId('m1', 'Pli.fr')).toBe(newMessageId('m1', 'pli.fr'));
    expect(newMessageId('m1', 'pli.fr')).not.toBe(newMessageId('m2', 'pli.fr'));
    expect(newMessageId('m1', 'x>\r\nBcc: a@b')).toMatch(/^<[\da-f]{40}@[a-z0-9.-]+>$/);
  });

  it('are found whatever stands around them', () => {
    expect(messageIds('<1@x><2@y>\t<1@x>')).toEqual(['<1@x>', '<2@y>']);
    expect(messageIds('Your message of Monday <1@x>')).toEqual(['<1@x>']);
    expect(messageIds('1@x')).toEqual(['<1@x>']);
    expect(messageIds('no id here')).toEqual([]);
    expect(messageIds(`<${'a'.repeat(2000)}@x>`)).toEqual([]);
  });

  it.each([
    ['=?utf-8?Q?=3C1=40x=2Efr=3E?=', ['<1@x.fr>']],
    ['=?utf-8?B?PDFAeC5mcj4=?=', ['<1@x.fr>']],
    ['=?utf-8?Q?=3C1=40?= =?utf-8?Q?x=2Efr=3E?=', ['<1@x.fr>']],
    ['=?us-ascii?Q?=3C1=40x=3E?= <2@x>', ['<1@x>', '<2@x>']],
    ['<=?utf-8?Q?1=40x?=>', ['<1@x>']],
    ['<abc \t@x.fr>', ['<abc@x.fr>']],
    ['< 1@x >', ['<1@x>']],
    ['(un <9@x>) <1@x> (deux)', ['<1@x>']],
    ['1@x (by relay)', ['<1@x>']],
    ['<a(1)@x>', ['<a(1)@x>']],
    ['"<1@x>"', ['<1@x>']],
    ["'1@x'", ['<1@x>']],
    ['"1@x"', ['<1@x>']],
    ['&lt;1@x&gt;', ['<1@x>']],
    ['<<1@x>>', ['<1@x>']],
    ['<1@x', ['<1@x>']],
    ['1@x>', ['<1@x>']],
    ['<1@x <2@x>', ['<1@x>', '<2@x>']],
    ['<1@x>, 2@x>, <3@x>', ['<1@x>', '<2@x>', '<3@x>']],
    ['1@x 2@x,3@x', ['<1@x>', '<2@x>', '<3@x>']],
    ['Message of jean@client.fr <1@x>', ['<1@x>']],
    ['message of jean@client.fr', []],
  ])('fault L11: %s', (value, ids) => expect(messageIds(value)).toEqual(ids));
});
