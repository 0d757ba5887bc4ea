/** Settings: every mistake is told at once, and no secret is ever told. */
import { ConfigError, loadConfig, loadProcessConfig } from '../../config.ts';

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
