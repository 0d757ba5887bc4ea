/** A mail server of a mailbox, and how it signs in there. */

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS where offered. */
  readonly secure: boolean;
  /** Plain text is accepted: only for a server on the same machine. */
  readonly plain: boolean;
  readonly user: string;
  /** Sealed by `secrets.ts`; not used where the mailbox signs in by OAuth2. */
  readonly password: string;
}
