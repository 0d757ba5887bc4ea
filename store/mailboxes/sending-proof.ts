/** Whether the way a mailbox sends was proved by a test: its server took our letter, by the settings that it has now. */
import { createHash } from 'node:crypto';
import type { Secrets } from '../base/secrets.ts';
import type { MailServer } from './mail-server.ts';

/** A test that succeeded. */
export interface SendingProof {
  readonly at: Date;
  /** As `sendingKey` gives it. */
  readonly key: string;
}

interface Sending {
  readonly address: string;
  readonly smtp: MailServer;
}

/** A digest of what decides whether its letters leave: as whom, by which server. Its secrets are not in it. */
export function sendingKey({ address, smtp: { host, port, secure, plain, user } }: Sending): string {
  const settings = [address.toLowerCase(), host.toLowerCase(), port, secure, plain, user];
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex');
}

/** When it was last proved; null: never, or only by other settings. */
export function provedAt(mailbox: Sending & { readonly verified: SendingProof | null }): Date | null {
  return mailbox.verified?.key === sendingKey(mailbox) ? mailbox.verified.at : null;
}

type Sealed = Pick<MailServer, 'password'>;

/** Whether they sign in with the same password; both without one: by tokens. Sealed twice, it reads differently. */
export function samePassword({ open }: Pick<Secrets, 'open'>, one: Sealed, other: Sealed): boolean {
  if (one.password === other.password) return true;
  if (one.password === '' || other.password === '') return false;
  try {
    return open(one.password) === open(other.password);
  } catch {
    // Sealed by a key that is no longer here: it is about to be replaced.
    return false;
  }
}
