/** What an approval is bound to (O2): everything that will be read of an answer. */
import { normaliseAddress } from '../../domain/post/recipients.ts';
import { sha256 } from '../../store/base/blobs.ts';
import type { MessageDocument, StoredAddress } from '../../store/letters/messages.ts';

/**
 * SHA-256, hex, over the addresses of From, To, Cc and Bcc, subject, HTML and the hashes of the attachments with their
 * names. Not over the name of From: a mailbox may be renamed while its answers wait.
 */
export function answerDigest(message: MessageDocument): string {
  const { from, to, cc, bcc, subject, html, attachments } = message;
  const emails = (list: readonly StoredAddress[]) => list.map(({ email }) => normaliseAddress(email));
  const files = attachments.map(({ name, contentType, sha256, contentId }) => [name, contentType, sha256, contentId]);
  return sha256(JSON.stringify([emails([from]), emails(to), emails(cc), emails(bcc), subject, html, files]));
}
