/** Makes the letter of a message, once: what is in the outbox is what every attempt sends. */
import type { Dossier } from '../../domain/dossier/dossier.ts';
import { type Address, sameAddress } from '../../domain/post/recipients.ts';
import { addressWithToken, senderWithToken } from '../../mail/address-token.ts';
import { letterToken } from '../../mail/letter-token.ts';
import { bodyHash } from '../../mail/read/identity.ts';
import { newMessageId } from '../../mail/read/message-id.ts';
import { composeLetter, type OutgoingLetter } from '../../mail/send/compose.ts';
import { answerDigest } from '../../services/sending/answer-digest.ts';
import { usualSender } from '../../services/sending/senders.ts';
import type { Secrets } from '../../store/base/secrets.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { OutboxRow } from '../../store/letters/outbox.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { Store } from '../../store/store.ts';

export interface OutgoingDependencies {
  readonly store: Store;
  readonly secrets: Secrets;
}

/** The row of a message in the outbox; built and entered when it is not there. Done twice, the first counts. */
export async function enterOutbox(
  { store, secrets }: OutgoingDependencies,
  message: MessageDocument,
  mailbox: MailboxDocument,
  from: string = mailbox.address,
): Promise<OutboxRow> {
  const there = await store.outbox.get(message._id);
  if (there) return there;
  const messageId = newMessageId(message._id, mailbox.address.split('@')[1] ?? 'localhost');
  const replyTo = await answersTo({ store, secrets }, message, mailbox);
  const { raw, envelope } = await compose(
    store,
    message,
    { ...mailbox, address: from },
    {
      messageId,
      replyTo,
      token: letterToken(message._id, secrets.sign),
    },
  );
  // A reply may come back before the sending is on record: its id must lead here already.
  await store.threads.claim([{ _id: messageId, dossierId: message.dossierId, seen: true }]);
  const row = {
    _id: message._id,
    dossierId: message.dossierId,
    mailbox: mailbox._id,
    messageId,
    bodyHash: bodyHash(raw),
    // Reports of what could not be delivered come where letters are read; nowhere, of what no person wrote (RFC 3834).
    from: envelope.from && (await reportsTo({ store, secrets }, message, mailbox)),
    automatic: message.automatic !== null,
    recipients: envelope.to.map((address) => ({ address, state: 'queued' as const, response: null, isLeftOut: false })),
  };
  return store.keeping([raw], (session, [blob = '']) => store.outbox.enter({ ...row, raw: blob }, session));
}

/**
 * The address a letter leaves from: the mailbox's own; of an approved answer the one that the supervisor read, as long
 * as it is the mailbox's, or was (O2). Null: what would leave is not what was approved.
 */
export function leavesFrom(
  { outgoing }: Pick<Dossier, 'outgoing'>,
  message: MessageDocument,
  { address, formerAddresses }: MailboxDocument,
): string | null {
  const approved = outgoing.find((o) => o.message === message._id)?.validated?.digest;
  if (approved === undefined) return address;
  const isTheirs = [address, ...formerAddresses].some((own) => sameAddress(own, message.from.email));
  return isTheirs && approved === answerDigest(message) ? message.from.email : null;
}

/**
 * Where answers come to, if not to the mailbox's own address: one that names the dossier; another mailbox's where nobody
 * reads this one (C13).
 */
async function answersTo(
  { store, secrets }: OutgoingDependencies,
  { dossierId }: MessageDocument,
  mailbox: MailboxDocument,
): Promise<readonly Address[]> {
  const dossier = mailbox.subaddressing || mailbox.outboundOnly ? await store.dossiers.get(dossierId) : null;
  const reader = dossier && mailbox.outboundOnly ? await usualSender(store, dossier) : mailbox;
  if (!dossier || !reader || reader.outboundOnly) return [];
  const { address, name } = reader;
  const tagged = reader.subaddressing ? addressWithToken(address, dossier.number, secrets.sign) : null;
  const email = tagged ?? (reader === mailbox ? null : address);
  return email ? [{ email, name }] : [];
}

/** Where reports of delivery come: to an address that names the message, where the mailbox has any. */
async function reportsTo(
  { store, secrets }: OutgoingDependencies,
  { _id: message, dossierId }: MessageDocument,
  { address, subaddressing }: MailboxDocument,
): Promise<string> {
  const dossier = subaddressing ? await store.dossiers.get(dossierId) : null;
  return (dossier && senderWithToken(address, { number: dossier.number, message }, secrets.sign)) ?? address;
}

async function compose(
  store: Store,
  message: MessageDocument,
  mailbox: MailboxDocument,
  letter: Pick<OutgoingLetter, 'messageId' | 'replyTo' | 'token'>,
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
