/** Settings: every mistake is told at once, and no secret is ever told. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig, loadProcessConfig, temporalConnection, trustedProxies } from '../../config.ts';

const KEY = `${'k'.repeat(43)}=`;
const PROCESS = {
  MONGODB_URL: 'mongodb://127.0.0.1/pli',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  PLI_SECRETS_KEY: KEY,
  PLI_SESSION_SECRET: 's'.repeat(32),
};

function messageOf(load: () => unknown): string {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  throw new Error('accepted');
}

it('needs nothing: everything has its default', () => {
  const defaults = { PORT: 8080, PLI_DATA: '.pli', TEMPORAL_NAMESPACE: 'pli', LOG_LEVEL: 'info' };
  expect(loadConfig({})).toMatchObject(defaults);
  expect(loadConfig({ PORT: '', LOG_LEVEL: '' })).toMatchObject(defaults);
});

it('reads what is given, and nothing else of the environment', () => {
  const config = loadProcessConfig({ ...PROCESS, PORT: '9000', LOG_LEVEL: 'debug', HOME: '/home/x' });
  expect(config).toMatchObject({ PORT: 9000, LOG_LEVEL: 'debug', ...PROCESS });
  expect(config).not.toHaveProperty('HOME');
});

it('tells every mistake at once, each with what the variable is for', () => {
  const wrong = {
    PORT: '99999',
    MONGODB_URL: 'localhost',
    TEMPORAL_ADDRESS: 'nowhere',
    LOG_LEVEL: 'loud',
    PLI_URL: 'x',
  };
  const message = messageOf(() => loadConfig(wrong));
  for (const name of Object.keys(wrong)) expect(message).toMatch(new RegExp(`^  ${name}: .+`, 'm'));
  expect(message.split('\n')).toHaveLength(1 + Object.keys(wrong).length);
});

it('tells a production process of every variable that is missing', () => {
  const message = messageOf(() => loadProcessConfig({}));
  for (const name of Object.keys(PROCESS)) expect(message).toContain(`${name}: `);
});

it('never tells the value of a secret', () => {
  const secrets = { PLI_SECRETS_KEY: 'too short a key', PLI_SESSION_SECRET: 'short secret' };
  const message = messageOf(() => loadConfig({ ...secrets, MONGODB_URL: 'http://root:hunter2@db' }));
  expect(message).not.toMatch(/too short a key|short secret|hunter2/);
});

it('a mailbox without both its servers is refused, naming what is missing', () => {
  const partial = { MAIL_ADDRESS: 'help@example.org', MAIL_IMAP_URL: 'imaps://u:topsecret@imap.example.org' };
  expect(() => loadConfig(partial)).toThrow(/MAIL_SMTP_URL/);
  expect(() => loadConfig(partial)).not.toThrow(/topsecret/);
  expect(() => loadConfig({ OBJECT_STORE_URL: 'ftp://x' })).toThrow(/OBJECT_STORE_URL/);
});

it('takes an antivirus by its host and port, and nothing else', () => {
  for (const url of ['tcp://clamav.internal:3310', 'tcp://127.0.0.1:3310', 'tcp://[::1]:3310'])
    expect(loadConfig({ CLAMAV_URL: url }).CLAMAV_URL).toBe(url);
  for (const wrong of ['http://clamav:3310', 'tcp://clamav', 'tcp://clamav:99999', 'tcp://u:p@clamav:3310'])
    expect(messageOf(() => loadConfig({ CLAMAV_URL: wrong }))).toContain('CLAMAV_URL: A clamd');
});

it('takes the address of any host, and a login that can be decoded', () => {
  const mail = { MAIL_ADDRESS: 'help@localhost', MAIL_SMTP_URL: 'smtp://u:p@127.0.0.1:25' };
  const url = 'imap://help@localhost:p%2Fss@127.0.0.1:143';
  expect(loadConfig({ ...mail, MAIL_IMAP_URL: url }).MAIL_IMAP_URL).toBe(url);
  for (const wrong of ['imap://u:hunter2@host:99999', 'imap://u:hunter%2@host', 'imap://u@host', 'host:143']) {
    const message = messageOf(() => loadConfig({ ...mail, MAIL_IMAP_URL: wrong }));
    expect(message).toMatch(/^Wrong settings:\n {2}MAIL_IMAP_URL: .*imaps:\/\/user:password@host/);
    expect(message).not.toContain('hunter');
  }
});

describe('the way to Temporal', () => {
  const to = (env: Record<string, string>) => temporalConnection(loadProcessConfig({ ...PROCESS, ...env }));
  const address = PROCESS.TEMPORAL_ADDRESS;

  it('is plain unless something asks for TLS', () => {
    expect(to({})).toEqual({ address });
    expect(to({ TEMPORAL_TLS: 'true' })).toEqual({ address, tls: {} });
    expect(to({ TEMPORAL_API_KEY: 'key' })).toEqual({ address, apiKey: 'key', tls: {} });
    expect(to({ TEMPORAL_API_KEY: 'key', TEMPORAL_TLS: 'false' })).toEqual({ address, apiKey: 'key' });
    expect(to({ TEMPORAL_TLS_SERVER_NAME: 't.example' })).toEqual({
      address,
      tls: { serverNameOverride: 't.example' },
    });
  });

  it('takes its certificates from files, and names the one that cannot be read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pli-pem-'));
    const [ca, crt, key] = ['ca', 'crt', 'key'].map((name) => join(folder, `${name}.pem`)) as [string, string, string];
    for (const file of [ca, crt, key]) writeFileSync(file, file);
    const pair = { TEMPORAL_TLS_CLIENT_CERT_PATH: crt, TEMPORAL_TLS_CLIENT_KEY_PATH: key };
    expect(to({ ...pair, TEMPORAL_TLS_SERVER_CA_CERT_PATH: ca }).tls).toEqual({
      serverRootCACertificate: Buffer.from(ca),
      clientCertPair: { crt: Buffer.from(crt), key: Buffer.from(key) },
    });
    rmSync(folder, { recursive: true });
    expect(messageOf(() => to(pair))).toMatch(/TEMPORAL_TLS_CLIENT_CERT_PATH: ENOENT/);
  });

  it('needs a client certificate together with its key', () => {
    expect(messageOf(() => to({ TEMPORAL_TLS_CLIENT_CERT_PATH: 'x' }))).toMatch(/^ {2}TEMPORAL_TLS_CLIENT_KEY_PATH: /m);
  });
});

it('fault R4: believes the proxies it is told of, by address, by network or by number; never everybody', () => {
  const trusted = (TRUST_PROXY?: string) => trustedProxies(loadConfig({ TRUST_PROXY }));
  expect(trusted()).toBe(false);
  expect(trusted('2')).toBe(2);
  expect(trusted('loopback, 10.0.0.0/8,2001:db8::/32 , 192.0.2.7')).toEqual([
    ...['loopback', '10.0.0.0/8', '2001:db8::/32', '192.0.2.7'],
  ]);
  for (const wrong of ['true', '*', '0', '0.0.0.0/0', '::/0', '10.0.0.0/33', 'proxy.example', 'loopback,', '127.1'])
    expect([wrong, messageOf(() => trusted(wrong))]).toEqual([wrong, expect.stringContaining('TRUST_PROXY')]);
});
