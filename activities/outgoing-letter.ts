/** Makes the letter of a message, once: what is in the outbox is what every attempt sends. */
import type { Dossier } from '../domain/dossier.ts';
import type { Address } from '../domain/recipients.ts';
import { addressWithToken } from '../mail/address-token.ts';
import { composeLetter, type OutgoingLetter } from '../mail/compose.ts';
import { bodyHash } from '../mail/identity.ts';
import { newMessageId } from '../mail/message-id.ts';
import { answerDigest } from '../store/answer-digest.ts';
import type { MailboxDocument } from '../store/mailboxes.ts';
import type { MessageDocument } from '../store/messages.ts';
import type { OutboxRow } from '../store/outbox.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Store } from '../store/store.ts';

export interface OutgoingDependencies {
  readonly store: Store;
  readonly secrets: Secrets;
}

/** The row of a message in the outbox; built and entered when it is not there. Done twice, the first counts. */
export async function enterOutbox(
  { store, secrets }: OutgoingDependencies,
  message: MessageDocument,
  mailbox: MailboxDocument,
): Promise<OutboxRow> {
  const there = await store.outbox.get(message._id);
  if (there) return there;
  const messageId = newMessageId(message._id, mailbox.address.split('@')[1] ?? 'localhost');
  const replyTo = await answersTo({ store, secrets }, message, mailbox);
  const { raw, envelope } = await compose(store, message, mailbox, { messageId, replyTo });
  const [blob = ''] = await store.blobs.putAll([raw]);
  // A reply may come back before the sending is on record: its id must lead here already.
  await store.threads.claim([{ _id: messageId, dossierId: message.dossierId, seen: true }]);
  return store.outbox.enter({
    _id: message._id,
    dossierId: message.dossierId,
    mailbox: mailbox._id,
    messageId,
    raw: blob,
    bodyHash: bodyHash(raw),
    from: envelope.from,
    automatic: message.automatic !== null,
    recipients: envelope.to.map((address) => ({ address, state: 'queued', response: null, isLeftOut: false })),
  });
}

/** O2: whether what would leave is what the supervisor read. What needed no approval is as it should be. */
export function isAsApproved(
  { outgoing }: Pick<Dossier, 'outgoing'>,
  message: MessageDocument,
  { address }: MailboxDocument,
): boolean {
  const approved = outgoing.find((o) => o.message === message._id)?.validated?.digest;
  return approved === undefined || approved === answerDigest({ ...message, from: { ...message.from, email: address } });
}

/** Where answers come to, if not to the mailbox's own address: one that names the dossier. */
async function answersTo(
  { store, secrets }: OutgoingDependencies,
  { dossierId }: MessageDocument,
  { address, name, subaddressing }: MailboxDocument,
): Promise<readonly Address[]> {
  const dossier = subaddressing ? await store.dossiers.get(dossierId) : null;
  const email = dossier && addressWithToken(address, dossier.number, secrets.sign);
  return email ? [{ email, name }] : [];
}

async function compose(
  store: Store,
  message: MessageDocument,
  mailbox: MailboxDocument,
  letter: Pick<OutgoingLetter, 'messageId' | 'replyTo'>,
) {
  const answered = message.inReplyTo ? await store.messages.get(message.inReplyTo) : null;
  const attachments = await Promise.all(
    message.attachments.map(async (a) => ({ ...a, content: await store.blobs.get(a.sha256) })),
  );
  return composeLetter({
    from: { email: mailbox.address, name: mailbox.name },
    to: [...message.to],
    cc: [...message.cc],
    bcc: [...message.bcc],
    subject: message.subject,
    date: message.date,
    ...letter,
    ...(answered?.messageId ? { inReplyTo: answered.messageId } : {}),
    references: answered ? [...answered.references, ...(answered.messageId ? [answered.messageId] : [])] : [],
    ...(answered?.outlookThread ? { answered: answered.outlookThread } : {}),
    html: message.html ?? '',
    attachments,
    automatic: message.automatic !== null,
  });
}
