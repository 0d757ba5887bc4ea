/** How to reach a mail server. */
import type { MailServerAccount } from '../../domain/post/mail-server.ts';

export interface MailServerAccess extends MailServerAccount {
  readonly password: string;
  /**
   * Signs in by OAuth2 instead of the password. `refused`: the token that the server did not take, so that another is
   * asked for. Rejects with `OAuthRefused` when the authorisation itself has ended.
   */
  readonly accessToken?: (refused?: string) => Promise<string>;
}
