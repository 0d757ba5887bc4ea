/** A mail server of a mailbox, as it is kept. */
import type { MailServerAccount } from '../../domain/post/mail-server.ts';

export interface MailServer extends MailServerAccount {
  /** Sealed by `secrets.ts`; not used where the mailbox signs in by OAuth2. */
  readonly password: string;
}
