/** What comes of handing a reply to the mail server. */

import { type Definition, stateOf } from '../lifecycle/definition.ts';
import type { DeliveryOutcome } from './commands.ts';
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

/** A recipient of a reply that was sent will never get it (RFC 3464). Said once of each, to an ended dossier too. */
export function bounced(dossier: Dossier, definition: Definition, bounce: Bounce, now: number): readonly EventBody[] {
  const sent = sentReply(dossier, bounce.message);
  // Where its letters went, the bounce goes: the workflow has it told there.
  if (dossier.mergedInto || sent.bounced.includes(bounce.recipient)) return [];
  return [{ type: 'replyBounced', data: bounce }, ...toHandleAgain(dossier, definition, sent, now)];
}

/**
 * A reply that left, or that is leaving: who has it already may be known before who else does. Of one that left long
 * ago, or from a dossier whose letters came here, it is no longer known what it answered.
 */
export function sentReply({ sent, outgoing, state }: Dossier, message: string): Sent {
  const known = sent.find((s) => s.message === message);
  if (known) return known;
  const leaving = outgoing.find((o) => o.message === message && o.phase === 'sending');
  if (!leaving) return { message, from: state, waitedSince: null, bounced: [] };
  const { from, waitedSince, forwards } = leaving;
  return { message, from, waitedSince, ...(forwards === undefined ? {} : { forwards }), bounced: [] };
}

/** A reply that cannot be sent brings the dossier back in front of its agent (DESIGN, the dossier workflow). */
function toHandleAgain(
  dossier: Dossier,
  definition: Definition,
  { from, waitedSince, forwards }: Pick<Outgoing, 'from' | 'waitedSince' | 'forwards'>,
  now: number,
): EventBody[] {
  // An answer before a supervisor stays there: the alert says what became of the other.
  if (dossier.validation) return [];
  const { desk } = stateOf(definition, dossier.state);
  // The alert of a letter handed on is read on the desk that has the dossier; what has ended is on none.
  if (desk === 'inProgress' || (forwards !== undefined && desk !== null)) return [];
  const to = stateOf(definition, from).desk === 'inProgress' ? from : definition.initial;
  return [moved(dossier, definition, 'sendFailed', to, now, { waitingSince: waitedSince ?? dossier.waitingSince })];
}

function outgoing(dossier: Dossier, message: string): Outgoing | undefined {
  return dossier.outgoing.find((o) => o.message === message);
}
