/** What an administrator typed of a mailbox, turned into what is kept: secrets sealed, those not typed kept. */
import { createHash } from 'node:crypto';
import type { MailServerAccount } from '../../domain/post/mail-server.ts';
import { isLoopback } from '../../services/settings/mailbox-from-settings.ts';
import type { Secrets } from '../../store/base/secrets.ts';
import type { MailServer } from '../../store/mailboxes/mail-server.ts';
import type { MailboxChange, MailboxDocument, MailboxSettings } from '../../store/mailboxes/mailboxes.ts';
import type { MailboxOAuth } from '../../store/mailboxes/oauth-tokens.ts';
import { type SendingProof, samePassword, sendingKey } from '../../store/mailboxes/sending-proof.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Mailbox, MailboxInput } from '../schemas.ts';

export interface SettingsDependencies {
  readonly store: Store;
  readonly secrets: Secrets;
}

type ServerInput = MailboxInput['smtp'];
type Server = Mailbox['smtp'];

/** What is kept of a mailbox that is only written from and has no server to read. */
const NO_SERVER: MailServer = { host: '', port: 993, secure: true, plain: false, user: '', password: '' };

export interface Settled {
  readonly settings: Omit<MailboxSettings, 'oauth'>;
  /** What changes of the authorisation; null: by password. */
  readonly oauth: Exclude<MailboxChange['oauth'], undefined>;
  /** A digest of the refresh token typed; null: the one that is there is kept. */
  readonly given: string | null;
}

/**
 * `known`: what is kept of it already.
 * @throws ApiProblem 422 naming what is missing or not allowed.
 */
export async function settle(
  { store, secrets }: SettingsDependencies,
  input: MailboxInput,
  known: MailboxDocument | null,
): Promise<Settled> {
  const { imap, smtp, oauth, subaddressing = known?.subaddressing ?? false, ...rest } = input;
  if (!imap && !input.outboundOnly) throw new ApiProblem(422, 'imap-missing');
  const keep = (server: ServerInput, before: MailServer | undefined) =>
    serverOf(server, before, oauth !== null, secrets);
  const servers = { imap: imap ? keep(imap, known?.imap) : NO_SERVER, smtp: keep(smtp, known?.smtp) };
  const settings = { ...rest, subaddressing, ...servers };
  if (!oauth) return { settings, oauth: null, given: null };
  const kept = known && usesKeptTokens(settings, oauth, known) ? known.oauth : null;
  return { settings, ...(await authorisationOf({ store, secrets }, oauth, kept)) };
}

/** What proves that it sends by these settings: a test of the last hour that was made with them, or what was known. */
export async function proofOf(
  { store, secrets }: SettingsDependencies,
  settings: Settled['settings'],
  known: MailboxDocument | null,
): Promise<SendingProof | null> {
  const test = await store.connectionTests.proving(sendingKey(settings));
  if (test && samePassword(secrets, test.smtp, settings.smtp)) return test.proof;
  return known && samePassword(secrets, known.smtp, settings.smtp) ? known.verified : null;
}

/** Where a secret is used: it was given for this server, this port, this protection and this user, and for no other. */
function isSameLogin(one: MailServerAccount, other: MailServerAccount): boolean {
  const isSameHost = one.host.toLowerCase() === other.host.toLowerCase();
  const isSameUser = one.user === other.user;
  return (
    isSameHost && isSameUser && one.port === other.port && one.secure === other.secure && one.plain === other.plain
  );
}

/** Neither the servers nor who gives the tokens have changed; a server that is no longer read is shown nothing. */
function usesKeptTokens(
  { imap, smtp }: Pick<MailboxSettings, 'imap' | 'smtp'>,
  { tokenUrl, clientId }: NonNullable<MailboxInput['oauth']>,
  known: MailboxDocument,
): boolean {
  const isSameImap = imap === NO_SERVER || isSameLogin(imap, known.imap);
  const isSameGiver = known.oauth?.tokenUrl === tokenUrl && known.oauth.clientId === clientId;
  return isSameImap && isSameLogin(smtp, known.smtp) && isSameGiver;
}

function serverOf(input: ServerInput, before: MailServer | undefined, byToken: boolean, secrets: Secrets): MailServer {
  const { host, port, security, user, password } = input;
  if (security === 'none' && !isLoopback(host)) throw new ApiProblem(422, 'plain-elsewhere', { values: { host } });
  const account = { host, port, user, secure: security === 'tls', plain: security === 'none' };
  if (byToken) return { ...account, password: '' };
  if (password !== undefined) return { ...account, password: secrets.seal(password) };
  if (!before?.password || !isSameLogin(account, before))
    throw new ApiProblem(422, 'password-missing', { values: { host } });
  return { ...account, password: before.password };
}

async function authorisationOf(
  { store, secrets }: SettingsDependencies,
  input: NonNullable<MailboxInput['oauth']>,
  known: MailboxOAuth | null,
): Promise<Pick<Settled, 'oauth' | 'given'>> {
  const { tokenUrl, clientId, scopes, clientSecret, refreshToken } = input;
  const url = new URL(tokenUrl);
  if (url.protocol !== 'https:' && !isLoopback(url.hostname))
    throw new ApiProblem(422, 'plain-elsewhere', { values: { host: url.hostname } });
  const sealed = clientSecret ? secrets.seal(clientSecret) : '';
  const client = {
    tokenUrl,
    clientId,
    scopes,
    clientSecret: clientSecret === undefined ? (known?.clientSecret ?? '') : sealed,
  };
  if (refreshToken === undefined) {
    if (!known) throw new ApiProblem(422, 'refresh-token-missing');
    return { oauth: client, given: null };
  }
  const given = createHash('sha256').update(refreshToken).digest('hex');
  // A test may have used it, and been given another for it: that one works (peer 30).
  const tested = await store.connectionTests.tokensFrom(given);
  const tokens = tested
    ? { refreshToken: tested.refreshToken, access: tested.access }
    : { refreshToken: secrets.seal(refreshToken), access: null };
  return { oauth: { ...client, ...tokens, leaseUntil: null }, given };
}

/** As the API gives it: without secrets. */
export function presentServer({ host, port, secure, plain, user }: MailServer): Server {
  return { host, port, security: secure ? 'tls' : plain ? 'none' : 'starttls', user };
}
