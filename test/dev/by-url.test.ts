/** `npm start` on engines that run elsewhere: it finds, builds and starts none. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createTransport } from 'nodemailer';
import { freePort } from '../../dev/ports.ts';
import { openStore } from '../../store/store.ts';
import { until } from '../api/until.ts';
import { Visitor } from '../api/visitor.ts';
import { testEngines } from '../setup/engines.ts';

const engines = testEngines();
const account = engines.newAccount();
const login = `${encodeURIComponent(account.user)}:${account.password}`;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pli-by-url-'));
  const { imap, submission } = engines.mail;
  env = {
    // Nothing to find an engine with: no Go, no Python, an empty cache.
    PATH: resolve('node_modules', '.bin'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    PLI_DATA: join(folder, 'data'),
    PORT: String(await freePort()),
    MONGODB_URL: engines.mongoUrl,
    TEMPORAL_ADDRESS: engines.temporalAddress,
    TEMPORAL_NAMESPACE: 'by-url',
    MAIL_ADDRESS: account.address,
    MAIL_IMAP_URL: `imap://${login}@${imap.host}:${imap.port}`,
    MAIL_SMTP_URL: `smtp://${login}@${submission.host}:${submission.port}`,
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('says so of each, makes its namespace, and takes in a letter of its mailbox', async () => {
  const start = spawn(process.execPath, [resolve('dev/start.ts')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(start, 'exit');
  let said = '';
  for (const stream of [start.stdout, start.stderr]) stream.on('data', (text) => (said += text));
  try {
    await until('the panel', () => said.includes('Ready in') || start.exitCode !== null, 170);
    expect(said).toMatch(/✓ MongoDB: by MONGODB_URL/);
    expect(said).toMatch(/✓ Temporal: by TEMPORAL_ADDRESS/);
    expect(said).toMatch(/✓ Mailbox: by MAIL_IMAP_URL and MAIL_SMTP_URL/);
    expect(readdirSync(join(folder, 'cache', 'pli'))).toEqual(['node']);
    const { url, users, mail } = JSON.parse(readFileSync(join(folder, 'data', 'demo.json'), 'utf8'));
    expect(mail).toEqual({ support: account.address, imap: engines.mail.imap });

    await createTransport({ ...engines.mail.smtp, ignoreTLS: true }).sendMail({
      from: 'claire@localhost',
      to: account.address,
      subject: 'From elsewhere',
    });
    const agent = new Visitor(url);
    await agent.call('POST', '/api/session', { body: users.agent });
    const { items } = await until('the dossier', async () => {
      const page = await agent.get<{ items: { subject: string }[] }>('/api/dossiers?desk=inProgress');
      return page.items.length > 0 && page;
    });
    expect(items).toMatchObject([{ subject: 'From elsewhere', queue: 'support' }]);
  } finally {
    start.kill('SIGTERM');
    await exited;
  }
  expect(start.exitCode).toBe(0);
});

it('has one mailbox for one address, and refuses to make it another', async () => {
  const other = { ...env, MAIL_ADDRESS: 'other@localhost' };
  const { status, stderr } = spawnSync(process.execPath, [resolve('dev/start.ts')], { env: other, encoding: 'utf8' });
  expect(stderr).toContain(`The mailbox here is ${account.address}, not other@localhost.\n  → Begin anew`);
  expect(status).toBe(1);
  const store = await openStore(engines.mongoUrl);
  const mailboxes = await store.mailboxes.list();
  await store.close();
  expect(mailboxes.map(({ _id, queue }) => ({ _id, queue }))).toEqual([{ _id: 'support', queue: 'support' }]);
});

it.each([
  [
    'MONGODB_URL',
    'mongodb://me:secret@127.0.0.1:99999/pli',
    /^\nMongoDB does not answer \(.*\)\.\n {2}→ Check MONGODB_URL/,
  ],
  [
    'MONGODB_URL',
    'mongodb://me:secret@127.0.0.1:9/pli',
    /^\nMongoDB does not answer \(.*\)\.\n {2}→ Check MONGODB_URL/,
  ],
  [
    'TEMPORAL_ADDRESS',
    '127.0.0.1:9',
    /^\nTemporal at 127\.0\.0\.1:9 does not serve .*\.\n {2}→ Check TEMPORAL_ADDRESS/,
  ],
  [
    'MAIL_IMAP_URL',
    'imap://me:secret@127.0.0.1:9',
    /^\nThe IMAP server 127\.0\.0\.1:9 does not let me in .*\n {2}→ Check MAIL_IMAP_URL/,
  ],
  [
    'MAIL_SMTP_URL',
    'smtp://me:secret@127.0.0.1:9',
    /^\nThe SMTP server 127\.0\.0\.1:9 does not let me in .*\n {2}→ Check MAIL_SMTP_URL/,
  ],
])('names %s when nothing answers there, and leaves nothing running', (name, url, sentence) => {
  const wrong = { ...env, [name]: url };
  const { status, stderr } = spawnSync(process.execPath, [resolve('dev/start.ts')], { env: wrong, encoding: 'utf8' });
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toContain('secret');
  expect(stderr.trim().split('\n')).toHaveLength(2);
  expect(status).toBe(1);
  expect(JSON.parse(readFileSync(join(folder, 'data', 'pids.json'), 'utf8'))).toEqual({});
});

it.each(['worker.ts', 'api/server.ts'])('%s says in one sentence that Temporal does not answer', (script) => {
  const keys = { PLI_SECRETS_KEY: Buffer.alloc(32).toString('base64'), PLI_SESSION_SECRET: 's'.repeat(32) };
  const wrong = { ...env, ...keys, TEMPORAL_ADDRESS: '127.0.0.1:9' };
  const { status, stderr } = spawnSync(process.execPath, [resolve(script)], { env: wrong, encoding: 'utf8' });
  expect(stderr).toMatch(/^Temporal cannot be used \(.*\)\.\n {2}→ Check TEMPORAL_ADDRESS\.\n$/);
  expect(status).toBe(1);
});
