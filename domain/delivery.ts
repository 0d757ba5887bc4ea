/** What comes of handing a reply to the mail server. */
import type { DeliveryOutcome } from './commands.ts';
import { type Definition, stateOf } from './definition.ts';
import type { Bounce, Dossier, Outgoing, Sent } from './dossier.ts';
import type { EventBody } from './events.ts';
import { moved } from './movement.ts';
import { GIVE_UP_AFTER_MS, retryDelayMs } from './timing.ts';

export function release(dossier: Dossier, message: string): readonly EventBody[] {
  return outgoing(dossier, message)?.phase === 'held' ? [{ type: 'replyReleased', data: { message } }] : [];
}

/** Sent, tried again later, or given up after days. */
export function delivered(
  dossier: Dossier,
  definition: Definition,
  message: string,
  delivery: DeliveryOutcome,
  now: number,
): readonly EventBody[] {
  const sending = outgoing(dossier, message);
  if (!sending) return [];
  if (delivery.outcome === 'sent') {
    const { messageId, rejected } = delivery;
    return [{ type: 'replySent', data: { message, messageId, rejected } }];
  }
  const { reason } = delivery;
  if (delivery.outcome === 'deferred' && now - sending.submittedAt < GIVE_UP_AFTER_MS)
    return [{ type: 'replyDeferred', data: { message, reason, nextAt: now + retryDelayMs(sending.attempts) } }];
  return [{ type: 'replyFailed', data: { message, reason } }, ...toHandleAgain(dossier, definition, sending, now)];
}

/**
 * A recipient of a reply that was sent will never get it (RFC 3464). Said once of each; what is unknown, because it
 * was sent long ago, makes nothing happen.
 */
export function bounced(dossier: Dossier, definition: Definition, bounce: Bounce, now: number): readonly EventBody[] {
  const sent = sentReply(dossier, bounce.message);
  if (!sent || sent.bounced.includes(bounce.recipient)) return [];
  return [{ type: 'replyBounced', data: bounce }, ...toHandleAgain(dossier, definition, sent, now)];
}

/** A reply that left, or that is leaving: who has it already may be known before who else does. */
export function sentReply({ sent, outgoing }: Dossier, message: string): Sent | undefined {
  const leaving = outgoing.find((o) => o.message === message && o.phase === 'sending');
  const fresh = leaving && {
    message,
    from: leaving.from,
    waitedSince: leaving.waitedSince,
    ...(leaving.forwards === undefined ? {} : { forwards: leaving.forwards }),
    bounced: [],
  };
  return sent.find((s) => s.message === message) ?? fresh;
}

/** A reply that cannot be sent brings the dossier back in front of its agent (DESIGN, the dossier workflow). */
function toHandleAgain(
  dossier: Dossier,
  definition: Definition,
  { from, waitedSince, forwards }: Pick<Outgoing, 'from' | 'waitedSince' | 'forwards'>,
  now: number,
): EventBody[] {
  // An answer before a supervisor stays there: the alert says what became of the other.
  if (forwards !== undefined || dossier.validation) return [];
  if (stateOf(definition, dossier.state).desk === 'inProgress') return [];
  return [moved(dossier, definition, 'sendFailed', from, now, { waitingSince: waitedSince ?? dossier.waitingSince })];
}

function outgoing(dossier: Dossier, message: string): Outgoing | undefined {
  return dossier.outgoing.find((o) => o.message === message);
}
