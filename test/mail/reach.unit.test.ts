/** The way to a mail server, step by step, and what is said when one of them fails. */
import { createServer } from 'node:net';
import { type StepResult, testConnection } from '../../mail/connection/connection-test.ts';
import type { MailServerAccess } from '../../mail/connection/server.ts';
import { troubleOf } from '../../mail/connection/trouble.ts';
import { access, refusal, scripted, smtpServer, stopServers } from './smtp-servers.ts';

afterEach(stopServers);

const encrypted = (port: number, secure: boolean): MailServerAccess => ({
  ...access(port, 'support'),
  secure,
  plain: false,
});

/** Of a mailbox that is only written from, what each step says. */
async function said(smtp: MailServerAccess): Promise<readonly string[]> {
  const steps: StepResult[] = [];
  const messageId = '<test@pli.example>';
  const address = 'support@pli.example';
  const subject = { imap: null, smtp, address, letterTo: address, folder: 'INBOX', otherFolders: [], messageId };
  await testConnection(subject, async (step) => void steps.push(step));
  return steps.map(({ step, status, code }) => `${step} ${status} ${code}`);
}
const skipped = (...steps: readonly string[]) => steps.map((step) => `${step} skipped skipped`);

it('sends where everything is right', async () => {
  const port = await smtpServer({ onAuth: (_auth, _session, callback) => callback(null, { user: 'support' }) });
  expect(await said(access(port, 'support'))).toEqual([
    'smtpDns ok ok',
    'smtpTcp ok ok',
    'smtpTls ok plain',
    'smtpLogin ok ok',
    'letter ok accepted',
  ]);
});

it('stops at a name that does not exist', async () => {
  const steps = await said({ ...access(25), host: 'nowhere.invalid' });
  expect(steps[0]).toMatch(/^smtpDns failed (no-such-host|name-server)$/);
  expect(steps.slice(1)).toEqual(skipped('smtpTcp', 'smtpTls', 'smtpLogin', 'letter'));
});

it('stops at a port that is closed', async () => {
  expect((await said(access(1))).slice(1)).toEqual([
    'smtpTcp failed refused',
    ...skipped('smtpTls', 'smtpLogin', 'letter'),
  ]);
});

it('stops at a server that speaks no TLS, from the first byte or later', async () => {
  const port = await smtpServer({});
  expect((await said(encrypted(port, true)))[2]).toBe('smtpTls failed not-tls');
  expect((await said(encrypted(port, false)))[2]).toBe('smtpTls failed no-starttls');
});

it('stops at a certificate that nobody vouches for', async () => {
  const own = await smtpServer({ disabledCommands: [], secure: true });
  expect((await said(encrypted(own, true)))[2]).toMatch(/^smtpTls failed certificate-/);
  const starting = await smtpServer({ disabledCommands: [] });
  expect((await said(encrypted(starting, false)))[2]).toMatch(/^smtpTls failed certificate-/);
});

it('stops at a refused password, and never tells it', async () => {
  const port = await smtpServer({ onAuth: (_auth, _session, callback) => callback(refusal(535, 'no')) });
  const steps: StepResult[] = [];
  const home = { address: 's@pli.example', letterTo: 's@pli.example', folder: 'INBOX', otherFolders: [] };
  const subject = { imap: null, ...home, messageId: '<t@pli>' };
  await testConnection({ ...subject, smtp: access(port, 'support') }, async (step) => void steps.push(step));
  expect(steps[3]).toMatchObject({ step: 'smtpLogin', status: 'failed', code: 'sign-in-refused' });
  expect(steps[4]).toMatchObject({ step: 'letter', status: 'skipped' });
  expect(JSON.stringify(steps)).not.toContain('secret');
});

it('stops at a letter that the server does not take', async () => {
  const onAuth: never = ((_auth: unknown, _session: unknown, done: (e: null, a: object) => void) =>
    done(null, { user: 's' })) as never;
  const port = await smtpServer({
    onAuth,
    onRcptTo: (_address, _session, callback) => callback(refusal(550, 'no such user')),
  });
  expect((await said(access(port, 'support')))[4]).toBe('letter failed not-accepted');
});

it('stops at a server that hangs up', async () => {
  const port = await scripted(['220 x', '250 x']);
  expect((await said(encrypted(port, false)))[2]).toMatch(/^smtpTls failed (closed|no-starttls)$/);
  const silent = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const { port: hangsUp } = silent.address() as { port: number };
  expect((await said(access(hangsUp, 'support')))[3]).toMatch(/^smtpLogin failed /);
  await new Promise((resolve) => silent.close(resolve));
});

it('knows a step that took too long, and what several attempts at several addresses amount to', () => {
  expect(troubleOf(new DOMException('late', 'TimeoutError')).code).toBe('timeout');
  const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
  expect(troubleOf(new AggregateError([refused])).code).toBe('refused');
  expect(troubleOf('what').code).toBe('other');
});
