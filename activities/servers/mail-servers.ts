/** A mailbox's servers, with what signs in to them opened: kept only as long as a connection needs it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { OAuthRefused, refreshAccess } from '../../mail/connection/oauth.ts';
import type { MailServerAccess } from '../../mail/connection/server.ts';
import type { Secrets } from '../../store/base/secrets.ts';
import type { MailServer } from '../../store/mailboxes/mail-server.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { MailboxOAuth, OAuthTokens } from '../../store/mailboxes/oauth-tokens.ts';
import type { Store } from '../../store/store.ts';

export interface MailServerDependencies {
  readonly store: Pick<Store, 'mailboxes'>;
  readonly secrets: Secrets;
}

/** Where a mailbox is read. */
export function imapServer({ store, secrets }: MailServerDependencies, mailbox: MailboxDocument): MailServerAccess {
  return accessTo({ tokens: store.mailboxes, secrets }, mailbox, mailbox.imap);
}

/** Where a mailbox writes from. */
export function smtpServer({ store, secrets }: MailServerDependencies, mailbox: MailboxDocument): MailServerAccess {
  return accessTo({ tokens: store.mailboxes, secrets }, mailbox, mailbox.smtp);
}

interface TokenDependencies {
  readonly tokens: OAuthTokens;
  readonly secrets: Secrets;
}

/** A server as whoever keeps the tokens of `_id` signs in to it. */
export function accessTo(
  deps: TokenDependencies,
  { _id, oauth }: { readonly _id: string; readonly oauth: MailboxOAuth | null },
  server: MailServer,
): MailServerAccess {
  if (oauth) return { ...server, password: '', accessToken: (refused) => accessToken(deps, _id, refused) };
  return { ...server, password: deps.secrets.open(server.password) };
}

/** A token that ends within this is as good as ended: a sign-in takes a while. */
const MARGIN_MS = 60_000;
/** Longer than the token server may take to answer. */
const LEASE_MS = 20_000;
const ASK_AGAIN_MS = 200;

/**
 * The mailbox's access token, the same for every worker until it ends. Only one worker at a time uses the refresh
 * token, and the one that replaces it is in the store before the new access token is used (peer 30).
 * @throws OAuthRefused when a new authorisation is needed.
 */
async function accessToken({ tokens, secrets }: TokenDependencies, id: string, refused?: string): Promise<string> {
  for (;;) {
    const oauth = await tokens.oauth(id);
    if (!oauth) throw new OAuthRefused('no_authorisation');
    const current = stillGood(oauth, secrets);
    if (current !== null && current !== refused) return current;
    const { refreshToken } = oauth;
    const isMine = await tokens.leaseRefresh(id, refreshToken, new Date(Date.now() + LEASE_MS));
    const granted = isMine ? await refresh({ tokens, secrets }, id, oauth) : null;
    if (granted !== null) return granted;
    if (!isMine) await sleep(ASK_AGAIN_MS);
  }
}

function stillGood({ access }: MailboxOAuth, secrets: Secrets): string | null {
  return access && access.until.getTime() - MARGIN_MS > Date.now() ? secrets.open(access.token) : null;
}

/** null when an administrator gave another authorisation meanwhile: that one is to be used. */
async function refresh(
  { tokens, secrets }: TokenDependencies,
  id: string,
  oauth: MailboxOAuth,
): Promise<string | null> {
  const { refreshToken, clientSecret } = oauth;
  try {
    const client = { ...oauth, clientSecret: clientSecret && secrets.open(clientSecret) };
    const granted = await refreshAccess(client, secrets.open(refreshToken));
    // A token that lives shorter than our margin would be asked for for ever.
    const until = new Date(Math.max(granted.until.getTime(), Date.now() + 2 * MARGIN_MS));
    const isKept = await tokens.settleRefresh(id, refreshToken, {
      access: { token: secrets.seal(granted.accessToken), until },
      ...(granted.refreshToken !== null && { refreshToken: secrets.seal(granted.refreshToken) }),
    });
    return isKept ? granted.accessToken : null;
  } catch (error) {
    await tokens.settleRefresh(id, refreshToken, {});
    throw error;
  }
}
