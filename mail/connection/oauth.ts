/** Access tokens for mail servers, from a refresh token (RFC 6749, 6). No secret is ever in an error. */

/** Who asks, and where. */
export interface OAuthClient {
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Empty for a public client. */
  readonly clientSecret: string;
  readonly scopes: readonly string[];
}

export interface Granted {
  readonly accessToken: string;
  readonly until: Date;
  /** The refresh token that works from now on, where the server rotates it; null: the same as before. */
  readonly refreshToken: string | null;
}

/** The authorisation has ended: an administrator must give a new one. `code`: as in RFC 6749, 5.2. */
export class OAuthRefused extends Error {
  /** As imapflow marks a refused sign-in: one does not hammer. */
  readonly authenticationFailed = true;
  readonly code: string;

  constructor(code: string) {
    super(`The authorisation was refused (${code})`);
    this.code = code;
  }
}

/** The token server cannot be reached, or makes no sense: it may do so later. */
export class TokenServerAway extends Error {}

const TIMEOUT_MS = 15_000;
/** Servers that say nothing mean something like an hour. */
const USUAL_LIFE_S = 3600;
const REFUSALS = new Set(['invalid_grant', 'invalid_client', 'unauthorized_client', 'invalid_scope']);

/** @throws OAuthRefused when the server refuses the grant for good; TokenServerAway when it gives no token. */
export async function refreshAccess(client: OAuthClient, refreshToken: string): Promise<Granted> {
  const { tokenUrl, clientId, clientSecret, scopes } = client;
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId });
  if (clientSecret) form.set('client_secret', clientSecret);
  if (scopes.length > 0) form.set('scope', scopes.join(' '));
  const asked = Date.now();
  const answer = await fetch(tokenUrl, {
    method: 'POST',
    body: form,
    headers: { accept: 'application/json' },
    // Secrets go to the address that was given, and nowhere else.
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new TokenServerAway('The token server cannot be reached', { cause });
  });
  const body = (await answer.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  if (answer.ok && typeof body.access_token === 'string') {
    const life = typeof body.expires_in === 'number' ? body.expires_in : USUAL_LIFE_S;
    const rotated = typeof body.refresh_token === 'string' ? body.refresh_token : null;
    return { accessToken: body.access_token, until: new Date(asked + life * 1000), refreshToken: rotated };
  }
  const code = typeof body.error === 'string' && /^[a-z_]{1,40}$/.test(body.error) ? body.error : '';
  if (REFUSALS.has(code)) throw new OAuthRefused(code);
  throw new TokenServerAway(`The token server answered ${answer.status}${code && ` (${code})`}`);
}
