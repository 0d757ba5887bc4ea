/** Signing in by OAuth2: tokens that rotate are kept, whoever asks and however many at once. */
import { randomBytes } from 'node:crypto';
import { imapServer, smtpServer } from '../../activities/servers/mail-servers.ts';
import { openImap, withImap } from '../../mail/imap/imap.ts';
import { createSmtp } from '../../mail/send/smtp.ts';
import { createSecrets } from '../../store/base/secrets.ts';
import { openStore, type Store } from '../../store/store.ts';
import { rotatingTokenServer, type TokenServer, tokenImap, tokenSmtp } from '../mail/token-servers.ts';
import { testEngines } from '../setup/engines.ts';

const { mongoUrl } = testEngines();
const secrets = createSecrets(randomBytes(32).toString('base64'));
let store: Store;
beforeAll(async () => {
  store = await openStore(mongoUrl);
});
afterAll(() => store.close());

let tokens: TokenServer;
let imap: Awaited<ReturnType<typeof tokenImap>>;
let smtp: Awaited<ReturnType<typeof tokenSmtp>>;
let serial = 0;
let id: string;
beforeEach(async () => {
  tokens = await rotatingTokenServer('the first', 200);
  imap = await tokenImap(tokens);
  smtp = await tokenSmtp(tokens);
  id = `m${++serial}`;
  const login = { host: '127.0.0.1', secure: false, plain: true, user: 'support@pli.example', password: '' };
  await store.mailboxes.upsert({
    ...{ _id: id, address: 'support@pli.example', name: 'Support', queue: 'q', folder: 'INBOX', enabled: true },
    ...{ imap: { ...login, port: imap.port }, smtp: { ...login, port: smtp.port }, cursor: null },
    oauth: {
      ...{ tokenUrl: tokens.url, clientId: 'pli', clientSecret: secrets.seal('client secret'), scopes: ['imap'] },
      ...{ refreshToken: secrets.seal('the first'), access: null, leaseUntil: null },
    },
  });
});
afterEach(async () => {
  await Promise.all([tokens.close(), imap.close(), smtp.close()]);
});

const mailbox = async () => {
  const found = await store.mailboxes.get(id);
  if (!found?.oauth) throw new Error('no mailbox');
  return { ...found, oauth: found.oauth };
};
const signIn = async () => withImap(imapServer({ store, secrets }, await mailbox()), async () => true);

it('asks for a token once, and uses it until it ends, for reading and for sending', async () => {
  await signIn();
  await signIn();
  const letter = {
    raw: Buffer.from('Subject: x\r\n\r\nx\r\n'),
    envelope: { from: 'a@pli.example', to: ['b@pli.example'] },
  };
  const delivery = await createSmtp(smtpServer({ store, secrets }, await mailbox())).deliver(letter);
  expect(delivery).toMatchObject({ outcome: 'accepted' });
  expect(smtp.letters).toHaveLength(1);
  expect([tokens.asked(), imap.entered()]).toEqual([1, 2]);
});

it('peer 30: the refresh token that replaces another is in the store before the new access token is used', async () => {
  const { accessToken } = imapServer({ store, secrets }, await mailbox());
  expect(await accessToken?.()).toBe('access-1');
  const { oauth } = await mailbox();
  expect(secrets.open(oauth.refreshToken)).toBe(tokens.current());
  // The server no longer takes the access token: the refresh token kept is the one that works.
  tokens.good.clear();
  await signIn();
  tokens.good.clear();
  await signIn();
  expect(secrets.open((await mailbox()).oauth.refreshToken)).toBe('refresh-3');
  expect(JSON.stringify((await mailbox()).oauth)).not.toMatch(/access-|refresh-|client secret/);
});

it('peer 30: of twenty sign-ins at once one refreshes, and nobody uses a refresh token twice', async () => {
  const other = await openStore(mongoUrl);
  const stores = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? store : other));
  const signedIn = stores.map(async (one) =>
    withImap(imapServer({ store: one, secrets }, await mailbox()), async () => 1),
  );
  expect(await Promise.all(signedIn)).toHaveLength(20);
  expect([tokens.asked(), imap.entered()]).toEqual([1, 20]);
  tokens.good.clear();
  await Promise.all(
    stores.map(async (one) => withImap(imapServer({ store: one, secrets }, await mailbox()), async () => 1)),
  );
  expect([tokens.asked(), imap.entered()]).toEqual([2, 40]);
  await other.close();
});

it('goes on after a worker died in the middle of a refresh', async () => {
  const { refreshToken } = (await mailbox()).oauth;
  expect(await store.mailboxes.leaseRefresh(id, refreshToken, new Date(Date.now() + 1_000))).toBe(true);
  await signIn();
  expect(tokens.asked()).toBe(1);
});

it('sending asks for another token when the one it has is refused', async () => {
  await signIn();
  tokens.good.clear();
  const letter = {
    raw: Buffer.from('Subject: x\r\n\r\nx\r\n'),
    envelope: { from: 'a@pli.example', to: ['b@pli.example'] },
  };
  const delivery = await createSmtp(smtpServer({ store, secrets }, await mailbox())).deliver(letter);
  expect(delivery).toMatchObject({ outcome: 'accepted' });
  expect(tokens.asked()).toBe(2);
});

it('an authorisation that has ended is a refused sign-in, told without a secret', async () => {
  const { oauth } = await mailbox();
  await store.mailboxes.configure(id, { oauth: { ...oauth, refreshToken: secrets.seal('revoked one') } });
  const refused = await openImap(imapServer({ store, secrets }, await mailbox())).catch((error: Error) => error);
  expect(refused).toMatchObject({
    authenticationFailed: true,
    message: 'The authorisation was refused (invalid_grant)',
  });
  const letter = { raw: Buffer.from('x'), envelope: { from: 'a@pli.example', to: ['b@pli.example'] } };
  const delivery = await createSmtp(smtpServer({ store, secrets }, await mailbox())).deliver(letter);
  expect(delivery).toMatchObject({ outcome: 'not-sent' });
  expect(JSON.stringify(delivery)).not.toContain('revoked one');
});
