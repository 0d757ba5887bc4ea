/** Hands one reply to the mail server, once: built once, leased, and looked for before anything is sent again. */
import { heartbeat } from '@temporalio/activity';
import type { Logger } from 'pino';
import type { DeliveryOutcome } from '../domain/commands.ts';
import { sameAddress } from '../domain/recipients.ts';
import { composeLetter } from '../mail/compose.ts';
import { bodyHash } from '../mail/identity.ts';
import { newMessageId } from '../mail/message-id.ts';
import { findByMessageId } from '../mail/sent.ts';
import { createSmtp, type Delivery } from '../mail/smtp.ts';
import type { MailboxDocument } from '../store/mailboxes.ts';
import type { MessageDocument } from '../store/messages.ts';
import type { OutboxRecipient, OutboxRow } from '../store/outbox.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Store } from '../store/store.ts';
import { imapServer, smtpServer } from './mail-servers.ts';

export interface SendRequest {
  readonly dossierId: string;
  /** The id of the message in the store. */
  readonly message: string;
}

interface SendDependencies {
  readonly store: Store;
  readonly secrets: Secrets;
  readonly log: Logger;
}

const LEASE_MS = 30_000;
const HEARTBEAT_MS = 5_000;
/** How long a copy of our own letter may take to come back before we conclude that it was never accepted. */
const PROOF_MS = 20_000;
const PROOF_EVERY_MS = 2_000;

export function createSendReply({ store, secrets, log }: SendDependencies) {
  /** One attempt. What the server says is an outcome; only our own trouble (store, build) throws, and is tried again. */
  return async function sendReply({ dossierId, message: id }: SendRequest): Promise<DeliveryOutcome> {
    const message = await store.messages.get(id);
    const mailbox = message && (await mailboxOf(store, dossierId));
    if (!message || !mailbox) return { outcome: 'failed', reason: 'the message or its mailbox is gone' };
    const row = await enterOutbox(message, mailbox);
    // Settled by an attempt whose worker died before the workflow heard of it.
    if (row.state === 'accepted') return sent(row);
    if (row.state === 'failed') return { outcome: 'failed', reason: row.lastError ?? '' };
    const now = Date.now();
    const before = await store.outbox.lease(id, new Date(now), new Date(now + LEASE_MS));
    if (!before) throw new Error(`Reply ${id} is being sent by another worker`);
    const beating = setInterval(() => keepLease(id), HEARTBEAT_MS);
    try {
      if (before.state === 'sending' && (await proven(before, mailbox))) return await accept(before, before.recipients);
      return await attempt(before, mailbox);
    } finally {
      clearInterval(beating);
    }
  };

  function keepLease(id: string): void {
    heartbeat();
    store.outbox.extendLease(id, new Date(Date.now() + LEASE_MS)).catch((error) => log.warn({ err: error }, 'lease'));
  }

  async function attempt(row: OutboxRow, mailbox: MailboxDocument): Promise<DeliveryOutcome> {
    const smtp = createSmtp(smtpServer(mailbox, secrets));
    try {
      // Our own address in the envelope: the copy that comes back proves that the server accepted the letter.
      const waiting = row.recipients.filter((r) => r.state === 'queued').map((r) => r.address);
      const to = [...new Set(row.isEchoSpent ? waiting : [...waiting, mailbox.address])];
      const raw = await store.blobs.get(row.raw);
      const delivery = await smtp.deliver({ raw, envelope: { from: row.from, to } });
      log.info(
        { dossier: row.dossierId, message: row._id, outcome: delivery.outcome },
        'reply handed to the mail server',
      );
      return await conclude(row, mailbox, delivery);
    } finally {
      smtp.close();
    }
  }

  async function conclude(row: OutboxRow, mailbox: MailboxDocument, delivery: Delivery): Promise<DeliveryOutcome> {
    if (delivery.outcome === 'accepted') return concludeEach(row, delivery);
    if (delivery.outcome === 'ambiguous' && (await proven(row, mailbox))) return accept(row, row.recipients);
    if (delivery.outcome === 'refused') return refuse(row, delivery.response, delivery.permanent);
    return refuse(row, delivery.reason, false);
  }

  /** Each recipient has an answer of their own (peer 21): who is told to wait is tried again, alone. */
  async function concludeEach(
    row: OutboxRow,
    delivery: Extract<Delivery, { outcome: 'accepted' }>,
  ): Promise<DeliveryOutcome> {
    const recipients = withRefusals(row, delivery);
    const reason = recipients.find((r) => r.response)?.response ?? delivery.response;
    if (recipients.every((r) => r.state === 'failed')) return refuse(row, reason, true);
    if (recipients.every((r) => r.state !== 'queued')) return accept(row, recipients);
    await store.outbox.settle(row._id, { state: 'deferred', recipients, lastError: reason, isEchoSpent: true });
    return { outcome: 'deferred', reason };
  }

  async function refuse(row: OutboxRow, reason: string, isPermanent: boolean): Promise<DeliveryOutcome> {
    await store.outbox.settle(row._id, { state: isPermanent ? 'failed' : 'deferred', lastError: reason });
    return { outcome: isPermanent ? 'failed' : 'deferred', reason };
  }

  async function accept(row: OutboxRow, recipients: readonly OutboxRecipient[]): Promise<DeliveryOutcome> {
    const settled = recipients.map((r) => (r.state === 'queued' ? { ...r, state: 'accepted' as const } : r));
    const change = { state: 'accepted', recipients: settled, lastError: null, acceptedAt: new Date() } as const;
    await store.outbox.settle(row._id, change);
    return sent({ ...row, recipients: settled });
  }

  /** An attempt ended without an answer: has the letter been accepted all the same? */
  async function proven(row: OutboxRow, mailbox: MailboxDocument): Promise<boolean> {
    if (row.isEchoSpent) return false;
    for (const end = Date.now() + PROOF_MS; ; await pause(PROOF_EVERY_MS)) {
      if ((await store.outbox.get(row._id))?.echoedAt) return true;
      if (await findByMessageId(imapServer(mailbox, secrets), [mailbox.folder], row.messageId)) return true;
      if (Date.now() >= end) return false;
    }
  }

  async function enterOutbox(message: MessageDocument, mailbox: MailboxDocument): Promise<OutboxRow> {
    const there = await store.outbox.get(message._id);
    if (there) return there;
    const answered = message.inReplyTo ? await store.messages.get(message.inReplyTo) : null;
    const messageId = newMessageId(message._id, mailbox.address.split('@')[1] ?? 'localhost');
    const attachments = await Promise.all(
      message.attachments.map(async (a) => ({ ...a, content: await store.blobs.get(a.sha256) })),
    );
    const letter = await composeLetter({
      from: { email: mailbox.address, name: mailbox.name },
      to: [...message.to],
      cc: [...message.cc],
      bcc: [...message.bcc],
      subject: message.subject,
      date: message.date,
      messageId,
      ...(answered?.messageId ? { inReplyTo: answered.messageId } : {}),
      references: answered ? [...answered.references, ...(answered.messageId ? [answered.messageId] : [])] : [],
      ...(answered?.outlookThread ? { answered: answered.outlookThread } : {}),
      html: message.html ?? '',
      attachments,
    });
    const [raw = ''] = await store.blobs.putAll([letter.raw]);
    // A reply may come back before the sending is on record: its id must lead here already.
    await store.threads.claim([{ _id: messageId, dossierId: message.dossierId, seen: true }]);
    const recipients = letter.envelope.to.map((address) => ({ address, state: 'queued' as const, response: null }));
    return store.outbox.enter({
      _id: message._id,
      dossierId: message.dossierId,
      mailbox: mailbox._id,
      messageId,
      raw,
      bodyHash: bodyHash(letter.raw),
      from: letter.envelope.from,
      recipients,
      state: 'queued',
      attempts: 0,
      leaseUntil: null,
      isEchoSpent: false,
      echoedAt: null,
      lastError: null,
      createdAt: new Date(),
      acceptedAt: null,
    });
  }
}

/** What the server said of each recipient that was waiting: taken, refused for good, or told to wait (4xx). */
function withRefusals(row: OutboxRow, { rejected }: Extract<Delivery, { outcome: 'accepted' }>): OutboxRecipient[] {
  return row.recipients.map((recipient) => {
    if (recipient.state !== 'queued') return recipient;
    const refusal = rejected.find((r) => sameAddress(r.address, recipient.address));
    if (!refusal) return { ...recipient, state: 'accepted' };
    return { ...recipient, state: refusal.code >= 500 ? 'failed' : 'queued', response: refusal.response };
  });
}

function sent(row: OutboxRow): DeliveryOutcome {
  const rejected = row.recipients.filter((r) => r.state === 'failed').length;
  return { outcome: 'sent', messageId: row.messageId, rejected };
}

async function mailboxOf(store: Store, dossierId: string): Promise<MailboxDocument | null> {
  const dossier = await store.dossiers.get(dossierId);
  return dossier && store.mailboxes.get(dossier.mailbox);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
