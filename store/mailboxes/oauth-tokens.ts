/** The tokens of whoever signs in by OAuth2, kept beside their other settings: sealed, and used by one worker at a time. */
import type { Connection } from 'mongoose';

/** Signing in to both servers by OAuth2 (RFC 6749, 6): the secrets are sealed. */
export interface MailboxOAuth {
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Empty for a public client. */
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  /** Servers that rotate it give another at each use: the one that is kept is the only one that works (peer 30). */
  readonly refreshToken: string;
  /** The access token in use, shared by every worker; null: to be asked for. */
  readonly access: { readonly token: string; readonly until: Date } | null;
  /** A worker is asking for one: two that use the same refresh token would have it revoked. */
  readonly leaseUntil: Date | null;
}

export type OAuthTokens = ReturnType<typeof createOAuthTokens>;

interface Holder {
  readonly _id: string;
  readonly oauth: MailboxOAuth | null;
}

/** Of the collection named, whose documents have `oauth`. */
export function createOAuthTokens(connection: Connection, name: string) {
  const holders = connection.collection<Holder>(name);

  return {
    async oauth(id: string): Promise<MailboxOAuth | null> {
      return (await holders.findOne({ _id: id }, { projection: { oauth: 1 } }))?.oauth ?? null;
    },
    /** The right to use this refresh token until then; false when another has it, or when it is no longer the one. */
    async leaseRefresh(id: string, refreshToken: string, until: Date): Promise<boolean> {
      const isFree = { $or: [{ 'oauth.leaseUntil': null }, { 'oauth.leaseUntil': { $lt: new Date() } }] };
      const mine = { _id: id, 'oauth.refreshToken': refreshToken, ...isFree };
      const { modifiedCount } = await holders.updateOne(mine, { $set: { 'oauth.leaseUntil': until } });
      return modifiedCount === 1;
    },
    /** Ends the use of a refresh token. False: an administrator wrote another meanwhile, which is left as it is. */
    async settleRefresh(
      id: string,
      refreshToken: string,
      change: Partial<Pick<MailboxOAuth, 'refreshToken' | 'access'>>,
    ): Promise<boolean> {
      const fields = Object.entries(change).map(([name, value]) => [`oauth.${name}`, value]);
      const $set = { ...Object.fromEntries(fields), 'oauth.leaseUntil': null };
      const { matchedCount } = await holders.updateOne({ _id: id, 'oauth.refreshToken': refreshToken }, { $set });
      return matchedCount === 1;
    },
  };
}
