/** What each answer makes of the recipients of a message, and what they come to together (peer 21). Pure. */
import type { DeliveryOutcome } from '../../domain/dossier/commands.ts';
import { sameAddress } from '../../domain/post/recipients.ts';
import type { RejectedRecipient } from '../../mail/send/smtp.ts';
import { isWaiting, type OutboxRecipient, type OutboxRow, type OutboxState } from '../../store/letters/outbox.ts';

type Recipients = readonly OutboxRecipient[];

/**
 * The server has answered for everyone it was asked of: yes (the letter may now be theirs), no, or later (4xx). Whom an
 * earlier attempt left without an answer may have the letter whatever it says now.
 */
export function answered(recipients: Recipients, rejected: readonly RejectedRecipient[]): OutboxRecipient[] {
  return recipients.map((recipient) => {
    if (!isWaiting(recipient)) return recipient;
    const refusal = rejected.find((r) => sameAddress(r.address, recipient.address));
    const asked = recipient.state === 'sending' ? { ...recipient, isInDoubt: true } : recipient;
    if (!refusal) return { ...asked, state: 'sending', response: null };
    return { ...asked, state: refusal.code >= 500 ? 'failed' : 'deferred', response: refusal.response };
  });
}

/** Our own copy leaves without those who were told to wait: from now on its return proves nothing of them. */
export function leftOut(recipients: Recipients): OutboxRecipient[] {
  return recipients.map((r) => (r.state === 'deferred' ? { ...r, isLeftOut: true } : r));
}

/** The server took the letter for everyone it had said yes to. */
export function taken(recipients: Recipients): OutboxRecipient[] {
  return recipients.map((r) => (r.state === 'sending' ? { ...r, state: 'accepted' } : r));
}

/** The server refused the letter itself, for good or for now: nobody it had said yes to has it. */
export function refused(recipients: Recipients, response: string, isPermanent: boolean): OutboxRecipient[] {
  const state = isPermanent ? 'failed' : 'deferred';
  return recipients.map((r) => (r.state === 'sending' ? { ...r, state, response } : r));
}

/** Our own copy came back: an attempt was accepted, for everyone who was in all those that had a copy. */
export function proved(recipients: Recipients): OutboxRecipient[] {
  return recipients.map((r) => (isProvable(r) ? { ...r, state: 'accepted', response: null } : r));
}

/** Whether a copy to ourselves can still tell of this recipient. */
export function isProvable(recipient: OutboxRecipient): boolean {
  return isWaiting(recipient) && !recipient.isLeftOut;
}

/** What they come to: deferred while anyone waits, failed when everyone was refused, else sent. */
export function verdict(
  { messageId }: Pick<OutboxRow, 'messageId'>,
  recipients: Recipients,
  reason: string,
): { readonly state: OutboxState; readonly outcome: DeliveryOutcome } {
  const refusals = recipients.filter((r) => r.state === 'failed');
  if (recipients.some(isWaiting)) return { state: 'deferred', outcome: { outcome: 'deferred', reason } };
  if (refusals.length === recipients.length) return { state: 'failed', outcome: { outcome: 'failed', reason } };
  return { state: 'accepted', outcome: { outcome: 'sent', messageId, rejected: refusals.length } };
}
