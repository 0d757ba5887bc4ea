/** Each recipient's answer is known before the letter leaves; addresses outside ASCII go where they can be carried. */
import { text } from 'node:stream/consumers';
import type { SMTPServerOptions } from 'smtp-server';
import { createSmtp, type RejectedRecipient } from '../../mail/send/smtp.ts';
import { needsSmtpUtf8, toWire } from '../../mail/send/wire-address.ts';
import { access, refusal, scripted, smtpServer, stopServers } from './smtp-servers.ts';

afterEach(stopServers);

const raw = Buffer.from('Subject: x\r\n\r\nbody\r\n');
const envelopeTo = (...to: readonly string[]) => ({ from: 'a@pli.fr', to });

/** A server that takes any letter, refuses addresses that begin with a code, and says what it has seen. */
async function openServer(options: SMTPServerOptions = {}) {
  const seen = { letters: [] as string[], recipients: [] as string[], sender: '', utf8: false };
  const port = await smtpServer({
    onMailFrom({ address, args }, _session, callback) {
      seen.sender = address;
      seen.utf8 = Object.keys(args || {}).includes('SMTPUTF8');
      callback();
    },
    onRcptTo({ address }, _session, callback) {
      seen.recipients.push(address);
      const code = /^[45]\d\d/.exec(address)?.[0];
      callback(code ? refusal(Number(code), `not ${address}`) : undefined);
    },
    onData(stream, _session, callback) {
      text(stream).then((content) => {
        seen.letters.push(content);
        callback();
      }, callback);
    },
    ...options,
  });
  return { seen, port };
}

describe.each([
  ['one command at a time', { hidePIPELINING: true }],
  ['the whole envelope at once', {}],
])('to a server that takes %s', (_, options) => {
  it('the answers are told before the first byte of the letter leaves', async () => {
    const { seen, port } = await openServer(options);
    const told: RejectedRecipient[] = [];
    const delivery = await createSmtp(access(port)).deliver({
      raw,
      envelope: envelopeTo('b@x.fr', '550@x.fr', '451@x.fr'),
      async beforeLetter(rejected) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(seen.letters).toEqual([]);
        told.push(...rejected);
        return true;
      },
    });
    expect(told.map(({ address, code }) => [address, code])).toEqual([
      ['550@x.fr', 550],
      ['451@x.fr', 451],
    ]);
    expect(delivery).toMatchObject({ outcome: 'accepted', rejected: told });
    expect(seen.letters).toHaveLength(1);
  });

  it('a letter that is withheld then reaches nobody, and what the recipients were told is the outcome', async () => {
    const { seen, port } = await openServer(options);
    const envelope = envelopeTo('550@x.fr', '451@x.fr', 'us@pli.fr');
    const delivery = await createSmtp(access(port)).deliver({ raw, envelope, beforeLetter: async () => false });
    expect(delivery).toMatchObject({ outcome: 'refused', permanent: false, code: 451 });
    expect(delivery).toMatchObject({ rejected: [{ address: '550@x.fr' }, { address: '451@x.fr' }] });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(seen.letters).toEqual([]);
  });

  it('a letter whose answers could not be written down has not left', async () => {
    const { seen, port } = await openServer(options);
    const beforeLetter = () => Promise.reject(new Error('no store'));
    const delivery = await createSmtp(access(port)).deliver({ raw, envelope: envelopeTo('b@x.fr'), beforeLetter });
    expect(delivery).toMatchObject({ outcome: 'not-sent', reason: expect.stringContaining('no store') });
    expect(seen.letters).toEqual([]);
  });
});

it('an international domain is asked for in ASCII, and answered for as it was written', async () => {
  const heard: string[] = [];
  const session = [
    '220 hi',
    '250 hello',
    '250 sender ok',
    '250 recipient ok',
    '550 no such user',
    '354 go on',
    '250 ok',
  ];
  const envelope = envelopeTo('claire@société.fr', 'paul@société.fr');
  const delivery = await createSmtp(access(await scripted(session, { heard }))).deliver({ raw, envelope });
  expect(delivery).toMatchObject({ outcome: 'accepted', rejected: [{ address: 'paul@société.fr', code: 550 }] });
  expect(heard.filter((line) => line.startsWith('RCPT'))).toEqual([
    'RCPT TO:<claire@xn--socit-esab.fr>\r\n',
    'RCPT TO:<paul@xn--socit-esab.fr>\r\n',
  ]);
});

it('an address with letters outside ASCII goes to a server that can carry it (RFC 6531)', async () => {
  const { seen, port } = await openServer();
  const envelope = envelopeTo('zoé@x.fr', 'b@x.fr');
  expect(await createSmtp(access(port)).deliver({ raw, envelope })).toMatchObject({ outcome: 'accepted' });
  expect(seen).toMatchObject({ utf8: true, recipients: ['zoé@x.fr', 'b@x.fr'] });
});

it('where the server cannot, nobody is written to, for good, and the address is named', async () => {
  const { seen, port } = await openServer({ hideSMTPUTF8: true });
  const envelope = envelopeTo('b@x.fr', 'zoé@x.fr');
  expect(await createSmtp(access(port)).deliver({ raw, envelope })).toMatchObject({
    outcome: 'refused',
    permanent: true,
    response: expect.stringContaining('zoé@x.fr'),
  });
  expect(seen.recipients).toEqual([]);
});

it('an empty sender is the null sender', async () => {
  const { seen, port } = await openServer();
  const envelope = { from: '', to: ['b@x.fr'] };
  expect(await createSmtp(access(port)).deliver({ raw, envelope })).toMatchObject({ outcome: 'accepted' });
  expect(seen.sender).toBe('');
});

it('TLS that cannot be trusted, or breaks, sends nothing', async () => {
  const { seen, port } = await openServer({ disabledCommands: [] });
  const starttls = await createSmtp({ ...access(port), plain: false }).deliver({ raw, envelope: envelopeTo('b@x.fr') });
  expect(starttls).toMatchObject({ outcome: 'not-sent', reason: expect.stringMatching(/certificate|self.signed/i) });
  const implicit = { ...access(port), plain: false, secure: true };
  const smtp = createSmtp(implicit, { connectMs: 1_000 });
  expect(await smtp.deliver({ raw, envelope: envelopeTo('b@x.fr') })).toMatchObject({ outcome: 'not-sent' });
  expect(seen).toMatchObject({ recipients: [], letters: [] });
});

it('a server that is slow at every step is waited for', async () => {
  const slowly = (callback: (error?: Error) => void) => void setTimeout(callback, 250);
  const { seen, port } = await openServer({
    onConnect: (_session, callback) => slowly(callback),
    onMailFrom: (_address, _session, callback) => slowly(callback),
  });
  const smtp = createSmtp(access(port), { answerMs: 2_000 });
  expect(await smtp.deliver({ raw, envelope: envelopeTo('b@x.fr') })).toMatchObject({ outcome: 'accepted' });
  expect(seen.letters).toHaveLength(1);
});

it.each([
  ['claire@x.fr', 'claire@x.fr', false],
  ['claire@société.fr', 'claire@xn--socit-esab.fr', false],
  ['zoé@x.fr', 'zoé@x.fr', true],
  ['claire@[192.0.2.1]', 'claire@[192.0.2.1]', false],
  ['', '', false],
])('%j is %j in an envelope; only SMTPUTF8 carries it: %p', (address, wire, needs) => {
  expect(toWire(address)).toBe(wire);
  expect(needsSmtpUtf8(address)).toBe(needs);
});
