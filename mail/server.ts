/** How to reach a mail server. */

export interface MailServerAccess {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS where offered. */
  readonly secure: boolean;
  /** Plain text is accepted: only for a server on the same machine. */
  readonly plain: boolean;
  readonly user: string;
  /** Empty user: no sign-in, as an MX. */
  readonly password: string;
  /**
   * Signs in by OAuth2 instead of the password. `refused`: the token that the server did not take, so that another is
   * asked for. Rejects with `OAuthRefused` when the authorisation itself has ended.
   */
  readonly accessToken?: (refused?: string) => Promise<string>;
}
