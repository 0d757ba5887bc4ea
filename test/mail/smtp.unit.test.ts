/** What is known of a letter handed over, against a real SMTP server that misbehaves on demand. */
import { text } from 'node:stream/consumers';
import { createSmtp } from '../../mail/send/smtp.ts';
import { access, refusal, scripted, smtpServer, stopServers } from './smtp-servers.ts';

afterEach(stopServers);

const letter = {
  raw: Buffer.from('Subject: x\r\n\r\nbody\r\n.dot\r\n'),
  envelope: { from: 'a@pli.fr', to: ['b@x.fr'] },
};

const SESSION = ['220 hi', '250 hello', '250 sender ok', '250 recipient ok', '354 go on'];

describe('handing a letter over', () => {
  it('brings the bytes as they are, dots included', async () => {
    let seen = '';
    const port = await smtpServer({
      onData(stream, _session, callback) {
        text(stream).then((content) => {
          seen = content;
          callback(null);
        }, callback);
      },
    });
    const delivery = await createSmtp(access(port)).deliver(letter);
    expect(delivery).toMatchObject({ outcome: 'accepted', rejected: [] });
    expect(seen).toBe(letter.raw.toString());
  });

  it('peer 21: one bad recipient does not hold the others', async () => {
    const accepted: string[] = [];
    const port = await smtpServer({
      onRcptTo({ address }, _session, callback) {
        if (address.startsWith('bad')) return callback(refusal(550, 'no such user'));
        accepted.push(address);
        callback();
      },
    });
    const to = ['b@x.fr', 'bad@x.fr', 'c@x.fr'];
    const delivery = await createSmtp(access(port)).deliver({ ...letter, envelope: { from: 'a@pli.fr', to } });
    expect(delivery).toMatchObject({ outcome: 'accepted', rejected: [{ address: 'bad@x.fr', code: 550 }] });
    expect(accepted).toEqual(['b@x.fr', 'c@x.fr']);
  });

  it.each([
    [550, true],
    [450, false],
  ])('tells a refusal of every recipient by %i: permanent is %s', async (code, permanent) => {
    const port = await smtpServer({ onRcptTo: (_address, _session, callback) => callback(refusal(code, 'no')) });
    expect(await createSmtp(access(port)).deliver(letter)).toMatchObject({ outcome: 'refused', permanent, code });
  });

  it.each([
    [554, true],
    [451, false],
  ])('peer 37: tells a refusal of the letter by %i: permanent is %s', async (code, permanent) => {
    const port = await smtpServer({
      onData(stream, _session, callback) {
        stream.resume();
        stream.on('end', () => callback(refusal(code, 'not this one')));
      },
    });
    expect(await createSmtp(access(port)).deliver(letter)).toMatchObject({ outcome: 'refused', permanent, code });
  });

  it('tells a refused sign-in as not sent', async () => {
    const port = await smtpServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, callback) => callback(refusal(535, 'wrong password')),
    });
    const delivery = await createSmtp(access(port, 'agent')).deliver(letter);
    expect(delivery).toMatchObject({ outcome: 'not-sent', reason: expect.stringContaining('535') });
    expect(JSON.stringify(delivery)).not.toContain('secret');
  });

  it('tells a server that is not there, or has no name, as not sent', async () => {
    expect(await createSmtp(access(1)).deliver(letter)).toMatchObject({ outcome: 'not-sent' });
    const nameless = { ...access(25), host: 'nowhere.invalid' };
    expect(await createSmtp(nameless).deliver(letter)).toMatchObject({ outcome: 'not-sent' });
  });

  it('does not send in clear text unless told that it may', async () => {
    const port = await smtpServer({});
    const strict = { ...access(port), plain: false };
    expect(await createSmtp(strict).deliver(letter)).toMatchObject({ outcome: 'not-sent' });
  });

  it.each([1, 2, 3, 4])('tells a connection lost before the letter (after %i answers) as not sent', async (answers) => {
    const port = await scripted(SESSION.slice(0, answers));
    expect(await createSmtp(access(port)).deliver(letter)).toMatchObject({ outcome: 'not-sent' });
  });

  it('peer 22: tells a connection lost within or after the letter as ambiguous', async () => {
    const within = await scripted(SESSION, { hangUpInLetter: true });
    expect(await createSmtp(access(within)).deliver(letter)).toMatchObject({ outcome: 'ambiguous' });
    const after = await scripted(SESSION);
    expect(await createSmtp(access(after)).deliver(letter)).toMatchObject({ outcome: 'ambiguous' });
  });

  it('tells silence after the letter as ambiguous', async () => {
    const port = await smtpServer({ onData: (stream) => void stream.resume() });
    const smtp = createSmtp(access(port), { answerMs: 3_000 });
    expect(await smtp.deliver(letter)).toMatchObject({ outcome: 'ambiguous' });
  });

  it('ends what is under way when it is closed', async () => {
    const port = await smtpServer({ onMailFrom: () => undefined });
    const smtp = createSmtp(access(port));
    const delivering = smtp.deliver(letter);
    setTimeout(smtp.close, 200);
    expect(await delivering).toMatchObject({ outcome: 'not-sent' });
  });

  it('tells an impossible envelope as refused for good', async () => {
    const port = await smtpServer({});
    const envelope = { from: 'a@pli.fr', to: ['b\r\nRSET@x.fr'] };
    expect(await createSmtp(access(port)).deliver({ ...letter, envelope })).toMatchObject({
      outcome: 'refused',
      permanent: true,
    });
  });
});
