/** Authentication-Results: what our boundary wrote is read, whatever its form; what anybody else wrote is not (RFC 8601). */
import { senderVerdict } from '../../domain/post/authentication.ts';
import { readAuthentication, readField } from '../../mail/read/authentication-results.ts';
import { parseLetter } from '../../mail/read/parse.ts';

const FROM = 'claire@client.example';
const OURS = ['mx.pli.example'];
const nothing = { spf: null, dkim: null, dmarc: null };
const pass = (domain: string) => ({ result: 'pass', domain });
const read = (...fields: string[]) => readAuthentication(fields, OURS, FROM);

it.each([
  ['plain', 'mx.pli.example; dkim=pass header.d=client.example'],
  ['of another case', 'MX.Pli.Example; DKIM=Pass header.D=Client.Example'],
  ['versioned', 'mx.pli.example 1; dkim=pass header.d=client.example'],
  [
    'versioned, with comments',
    '(a) mx.pli.example (b) 1 (c); dkim (d) = (e) pass (f) header.d (g) = (h) client.example (i)',
  ],
  ['a quoted id', '"mx.pli.example"; dkim=pass header.d="client.example"'],
  ['a method’s version', 'mx.pli.example; dkim/1=pass header.d=client.example'],
  ['a method’s version, spaced', 'mx.pli.example; dkim / 1 = pass header . d = client.example'],
  ['a reason', 'mx.pli.example; dkim=pass reason="good; dkim=fail (no" header.d=client.example'],
  [
    'comments that nest and hide marks',
    'mx.pli.example; dkim=pass (2048-bit (rsa; dkim=fail) \\) key) header.d=client.example',
  ],
  ['an identity only', 'mx.pli.example; dkim=pass header.i=@client.example'],
  [
    'properties that say nothing to us',
    'mx.pli.example; dkim=pass header.d=client.example header.s=s1 header.b="ab+/=="',
  ],
  ['no blanks', 'mx.pli.example;dkim=pass header.d=client.example;'],
  [
    'several signatures',
    'mx.pli.example; dkim=pass header.d=news.example; dkim=fail header.d=x.example; dkim=pass header.d=client.example',
  ],
  ['a broken clause beside it', 'mx.pli.example; spf pass; dkim=pass header.d=client.example; dmarc='],
])('reads a field: %s', (_, field) => {
  expect(read(field)).toEqual({ ...nothing, dkim: pass('client.example') });
});

it.each([
  ['none', 'mx.pli.example; none'],
  ['nothing', 'mx.pli.example'],
  ['an unknown version', 'mx.pli.example 2; dkim=pass header.d=client.example'],
  ['an unknown version of the method', 'mx.pli.example; dkim/2=pass header.d=client.example'],
  ['a comment without end', 'mx.pli.example; (dkim=pass header.d=client.example'],
  ['a comment that ends twice', 'mx.pli.example; a) dkim=pass header.d=client.example'],
  ['a quote without end', 'mx.pli.example; dkim=pass header.d="client.example'],
  ['no id (Exchange Online)', 'dkim=pass header.d=client.example'],
  ['three words for an id', 'mx.pli.example 1 2; dkim=pass header.d=client.example'],
  ['a field without end', `mx.pli.example; ${'dkim=pass header.d=client.example; '.repeat(1000)}`],
  ['', ''],
])('takes nothing from %s', (_, field) => {
  expect(read(field)).toEqual(nothing);
});

it.each([
  ['another id', ['mx.evil.example; dmarc=pass header.from=client.example']],
  ['an id that begins like ours', ['mx.pli.example.evil.example; dmarc=pass header.from=client.example']],
  ['our id in a comment', ['evil.example (mx.pli.example); dmarc=pass header.from=client.example']],
  ['our id elsewhere', ['evil.example; x=y mx.pli.example; dmarc=pass header.from=client.example']],
  ['our id under our own word', ['mx.pli.example; none', 'mx.pli.example; dmarc=pass header.from=client.example']],
  [
    'our id under our word of another version',
    ['mx.pli.example 2; none', 'mx.pli.example; dmarc=pass header.from=client.example'],
  ],
  [
    'our id under our word that a sender’s words broke',
    ['mx.pli.example; spf=none (helo :-( ', 'mx.pli.example; dmarc=pass header.from=client.example'],
  ],
  [
    'our id under our word without end',
    [`mx.pli.example; ${'x=y; '.repeat(2000)}`, 'mx.pli.example; dmarc=pass header.from=client.example'],
  ],
])('believes no forged one: %s', (_, fields) => {
  expect(read(...fields)).toEqual(nothing);
});

it('reads the topmost of our fields, whatever stands above it and below', () => {
  const fields = [
    'inner.example; dmarc=fail header.from=client.example',
    'mx.pli.example; spf=pass smtp.mailfrom=bounce+1@client.example; dmarc=pass (p=reject) header.from=client.example',
    'mx.pli.example; dkim=pass header.d=client.example',
  ];
  expect(read(...fields)).toEqual({ spf: pass('client.example'), dkim: null, dmarc: pass('client.example') });
  expect(readAuthentication(fields, [], FROM)).toEqual(nothing);
  expect(readField(fields[1] ?? '')?.clauses).toHaveLength(2);
});

it('names no domain that is none', () => {
  expect(read('mx.pli.example; spf=pass smtp.mailfrom="<script>"').spf).toEqual({ result: 'pass', domain: null });
  expect(read('mx.pli.example; spf=softfail smtp.helo=h.example').spf).toEqual({
    result: 'softfail',
    domain: 'h.example',
  });
});

it('reads folded fields of a letter, the topmost first', async () => {
  const { headers, from } = await parseLetter(
    Buffer.from(
      'Received: from a by mx.pli.example; Sat, 21 Nov 2026 09:00:00 +0000\r\n' +
        'Authentication-Results: mx.pli.example;\r\n\tdkim=pass (2048-bit key;\r\n\t unprotected)\r\n header.d=client.example;\r\n' +
        ' dmarc=fail header.from=client.example\r\n' +
        `From: ${FROM}\r\nAuthentication-Results: mx.pli.example; dmarc=pass header.from=client.example\r\n\r\nx\r\n`,
    ),
  );
  const found = readAuthentication(headers.authenticationResults, OURS, from.email);
  expect(found).toEqual({
    ...nothing,
    dkim: pass('client.example'),
    dmarc: { result: 'fail', domain: 'client.example' },
  });
});

describe('what is said of a sender', () => {
  const fail = { result: 'fail', domain: 'client.example' };
  it.each([
    [
      'DMARC first',
      { spf: pass('client.example'), dkim: pass('client.example'), dmarc: pass('client.example') },
      { verdict: 'verified', method: 'dmarc', domain: 'client.example' },
    ],
    [
      'a signature of its domain',
      { ...nothing, dkim: pass('client.example') },
      { verdict: 'verified', method: 'dkim', domain: 'client.example' },
    ],
    [
      'an envelope of its domain',
      { ...nothing, spf: pass('client.example') },
      { verdict: 'verified', method: 'spf', domain: 'client.example' },
    ],
    ['a signature of another domain', { ...nothing, dkim: pass('news.example') }, { verdict: 'unverified' }],
    ['one that only ends like it', { ...nothing, dkim: pass('ient.example') }, { verdict: 'unverified' }],
    ['a domain under it', { ...nothing, dkim: pass('x.client.example') }, { verdict: 'unverified' }],
    ['nothing', nothing, { verdict: 'unverified' }],
    [
      'a DMARC that fails, whatever passed',
      { spf: pass('client.example'), dkim: pass('client.example'), dmarc: fail },
      { verdict: 'failed', domain: 'client.example' },
    ],
    [
      'a DMARC not decided',
      { ...nothing, dmarc: { result: 'temperror', domain: 'client.example' } },
      { verdict: 'unverified' },
    ],
  ])('%s', (_, found, verdict) => {
    expect(senderVerdict('Claire@Client.Example', found)).toEqual(verdict);
  });

  it('a domain vouches for those under it', () => {
    expect(senderVerdict('a@mail.client.example', { ...nothing, dkim: pass('client.example') }).verdict).toBe(
      'verified',
    );
  });
});
