/** Hands one reply to the mail server, once: built once, leased, and looked for before anything is sent again. */

import { heartbeat } from '@temporalio/activity';
import type { Logger } from 'pino';
import type { SendRequest } from '../../contract/activities.ts';
import type { DeliveryOutcome } from '../../domain/dossier/commands.ts';
import { isOwnAddress, sameAddress } from '../../domain/post/recipients.ts';
import { relayIds } from '../../domain/post/relay-ids.ts';
import { findByHeaders } from '../../mail/imap/sent.ts';
import { LETTER_TOKEN_HEADER, letterToken } from '../../mail/letter-token.ts';
import { createSmtp, type Delivery, type RejectedRecipient } from '../../mail/send/smtp.ts';
import { namedSender } from '../../services/sending/senders.ts';
import type { Secrets } from '../../store/base/secrets.ts';
import { isWaiting, type OutboxRecipient, type OutboxRow } from '../../store/letters/outbox.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { Store } from '../../store/store.ts';
import { imapServer, smtpServer } from '../servers/mail-servers.ts';
import { enterOutbox, leavesFrom } from './outgoing-letter.ts';
import { answered, isProvable, leftOut, proved, refused, taken, verdict } from './recipient-fates.ts';

interface SendDependencies {
  readonly store: Store;
  readonly secrets: Secrets;
  readonly log: Logger;
}

/** As long as Temporal waits for a beat before it has another worker try. */
const LEASE_MS = 15_000;
const HEARTBEAT_MS = 5_000;
/** How long a copy of our own letter may take to come back before we conclude that it was never accepted. */
const PROOF_MS = 20_000;
const PROOF_EVERY_MS = 2_000;
const NOT_APPROVED = 'what would leave is not what the supervisor approved';
const UNKNOWN = 'no answer from the server; an automatic letter is not sent twice';

export function createSendReply({ store, secrets, log }: SendDependencies) {
  /** One attempt. What the server says is an outcome; only our own trouble (store, build) throws, and is tried again. */
  return async function sendReply({ dossierId, message: id }: SendRequest): Promise<DeliveryOutcome> {
    const message = await store.messages.get(id);
    const dossier = message && (await store.dossiers.get(dossierId));
    const built = await store.outbox.get(id);
    const mailbox =
      dossier && (await (built ? store.mailboxes.get(built.mailbox) : namedSender(store, dossier, message)));
    if (!message || !mailbox) return { outcome: 'failed', reason: 'the message or its mailbox is gone' };
    const from = leavesFrom(dossier, message, mailbox);
    if (!built && from === null) return { outcome: 'failed', reason: NOT_APPROVED };
    const row = built ?? (await enterOutbox({ store, secrets }, message, mailbox, from ?? mailbox.address));
    // Settled by an attempt whose worker died before the workflow heard of it.
    if (row.state === 'accepted' || row.state === 'failed')
      return verdict(row, row.recipients, row.lastError ?? '').outcome;
    const now = Date.now();
    const leased = await store.outbox.lease(id, new Date(now), new Date(now + LEASE_MS));
    if (!leased) throw new Error(`Reply ${id} is being sent by another worker`);
    const beating = setInterval(() => keepLease(leased), HEARTBEAT_MS);
    try {
      const recipients = await known(leased, mailbox);
      return recipients.some(isWaiting)
        ? await attempt({ ...leased, recipients }, mailbox)
        : await settle(leased, recipients, UNKNOWN);
    } finally {
      clearInterval(beating);
    }
  };

  function keepLease(row: OutboxRow): void {
    heartbeat();
    store.outbox.extendLease(row, new Date(Date.now() + LEASE_MS)).catch((error) => log.warn({ err: error }, 'lease'));
  }

  /** The recipients, with what became of an earlier attempt that had no answer. */
  async function known(row: OutboxRow, mailbox: MailboxDocument): Promise<readonly OutboxRecipient[]> {
    // Its worker died a moment ago: the copy may be on its way. One that is tried again later has been waited for.
    const patience = row.state === 'sending' ? PROOF_MS : 0;
    if (row.attempts > 1 && (await isProven(row, mailbox, patience))) return proved(row.recipients);
    return row.automatic ? refused(row.recipients, UNKNOWN, true) : row.recipients;
  }

  /** Has our own copy of the letter come back? Looked for on the server too where an attempt had no answer. */
  async function isProven(row: OutboxRow, mailbox: MailboxDocument, patienceMs: number): Promise<boolean> {
    const isUnanswered = row.recipients.some((r) => r.state === 'sending' && isProvable(r)) && !mailbox.outboundOnly;
    for (const end = Date.now() + patienceMs; ; await pause(PROOF_EVERY_MS)) {
      if ((await store.outbox.get(row._id))?.echoedAt) return true;
      if (!isUnanswered) return false;
      const headers = { 'message-id': row.messageId, [LETTER_TOKEN_HEADER]: letterToken(row._id, secrets.sign) };
      if (await findByHeaders(imapServer({ store, secrets }, mailbox), [mailbox.folder], headers)) return true;
      if (Date.now() >= end) return false;
    }
  }

  async function attempt(row: OutboxRow, mailbox: MailboxDocument): Promise<DeliveryOutcome> {
    const smtp = createSmtp(smtpServer({ store, secrets }, mailbox));
    const raw = await store.blobs.get(row.raw);
    let asked = { ...row, recipients: answered(row.recipients, []) };
    let isLost = false;
    let isAsked = false;
    /** On record before a byte of the letter leaves: whatever dies now, a copy that comes back is read rightly. */
    async function beforeLetter(rejected: readonly RejectedRecipient[]): Promise<boolean> {
      const recipients = answered(row.recipients, rejected);
      isAsked = true;
      // A letter to ourselves alone would be a copy that proves nothing.
      if (!recipients.some((r) => r.state === 'sending')) return false;
      asked = { ...row, recipients: leftOut(recipients) };
      isLost = !(await store.outbox.noteAnswers(row, asked.recipients));
      return !isLost;
    }
    try {
      const to = envelopeOf(row, mailbox);
      const deliver = (from: string) => smtp.deliver({ raw, envelope: { from, to }, beforeLetter });
      const first = await deliver(row.from);
      const isSenderRefused = !isAsked && first.outcome === 'refused' && first.permanent && first.rejected.length === 0;
      // Not every server that delivers to an address with a tag lets anybody send from one.
      const delivery = isSenderRefused && isTagged(row.from, mailbox) ? await deliver(mailbox.address) : first;
      if (isLost) throw new Error(`Reply ${row._id} was taken over by another worker`);
      const { dossierId, _id } = row;
      log.info({ dossier: dossierId, message: _id, outcome: delivery.outcome }, 'reply handed to the mail server');
      return await conclude(row, asked, mailbox, delivery);
    } finally {
      smtp.close();
    }
  }

  /** `row`: before the attempt; `asked`: once the server had answered for each recipient. */
  async function conclude(
    row: OutboxRow,
    asked: OutboxRow,
    mailbox: MailboxDocument,
    delivery: Delivery,
  ): Promise<DeliveryOutcome> {
    switch (delivery.outcome) {
      case 'accepted':
        await store.outbox.noteAcceptance(row._id, delivery.response, relayIds(delivery.response));
        return settle(row, taken(asked.recipients), firstResponse(asked.recipients) ?? delivery.response);
      case 'refused': {
        const { response, permanent, rejected } = delivery;
        const recipients = rejected.length > 0 ? answered(row.recipients, rejected) : asked.recipients;
        return settle(row, refused(recipients, response, permanent), response);
      }
      case 'ambiguous':
        if (await isProven(asked, mailbox, PROOF_MS)) return settle(row, proved(asked.recipients), delivery.reason);
        return row.automatic
          ? settle(row, refused(asked.recipients, UNKNOWN, true), UNKNOWN)
          : settle(row, asked.recipients, delivery.reason);
      case 'not-sent':
        return settle(row, row.recipients, delivery.reason);
    }
  }

  async function settle(
    row: OutboxRow,
    recipients: readonly OutboxRecipient[],
    reason: string,
  ): Promise<DeliveryOutcome> {
    const { state, outcome } = verdict(row, recipients, reason);
    const end = state === 'accepted' ? { lastError: null, acceptedAt: new Date() } : { lastError: reason };
    await store.outbox.settle(row, { state, recipients, ...end });
    return outcome;
  }
}

/**
 * Our own address too, where the copy that comes back can prove something: that the server accepted the letter. To a
 * mailbox that nobody reads (C13), none comes back.
 */
function envelopeOf({ recipients }: OutboxRow, { address: own, outboundOnly }: MailboxDocument): string[] {
  const waiting = recipients.filter(isWaiting);
  const to = waiting.map((r) => r.address);
  const proves = !outboundOnly && waiting.some(isProvable);
  return proves && !to.some((address) => sameAddress(address, own)) ? [...to, own] : to;
}

/** Whether it is the mailbox's own address, with a tag. */
function isTagged(from: string, { address }: MailboxDocument): boolean {
  return !sameAddress(from, address) && isOwnAddress(from, [address]);
}

function firstResponse(recipients: readonly OutboxRecipient[]): string | null {
  return recipients.find((r) => r.response !== null)?.response ?? null;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
