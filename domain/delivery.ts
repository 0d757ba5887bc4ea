/** What comes of handing a reply to the mail server. */
import type { DeliveryOutcome } from './commands.ts';
import { type Definition, stateOf } from './definition.ts';
import type { Dossier, EventBody, Outgoing } from './dossier.ts';
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

/** A reply that cannot be sent brings the dossier back in front of its agent (DESIGN, the dossier workflow). */
function toHandleAgain(
  dossier: Dossier,
  definition: Definition,
  { from, waitedSince }: Outgoing,
  now: number,
): EventBody[] {
  if (stateOf(definition, dossier.state).desk === 'inProgress') return [];
  return [moved(dossier, definition, 'sendFailed', from, now, { waitingSince: waitedSince ?? dossier.waitingSince })];
}

function outgoing(dossier: Dossier, message: string): Outgoing | undefined {
  return dossier.outgoing.find((o) => o.message === message);
}
