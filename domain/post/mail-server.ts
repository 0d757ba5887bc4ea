/** Where a mail server is, and as whom one signs in there. */
export interface MailServerAccount {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS where offered. */
  readonly secure: boolean;
  /** Plain text is accepted: only for a server on the same machine. */
  readonly plain: boolean;
  /** Empty: no sign-in, as an MX. */
  readonly user: string;
}
