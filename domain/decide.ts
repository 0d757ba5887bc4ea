/** The rules: what a command makes happen to a dossier, or why it is refused. Pure; `now` is given. */
import {
  type AgentCommand,
  type AgentCommandType,
  type CommandContext,
  type DeliveryOutcome,
  type Letter,
  MOVES,
  type Opening,
  REPLIES,
  type Refusal,
  type ReplyRef,
  type SystemCommand,
} from './commands.ts';
import { type Definition, type StateId, stateOf, type TransitionDefinition, transitionFor } from './definition.ts';
import type { Dossier, EventBody, Outgoing } from './dossier.ts';
import { sameAddress } from './recipients.ts';
import { deadlinesFor, GIVE_UP_AFTER_MS, retryDelayMs, UNDO_MS } from './timing.ts';

export type Decision =
  | { readonly ok: true; readonly events: readonly EventBody[] }
  | { readonly ok: false; readonly refusal: Refusal };

const accepted = (...events: EventBody[]): Decision => ({ ok: true, events });
const refused = (refusal: Refusal): Decision => ({ ok: false, refusal });

/** What an agent's command does. Refused with a code where the state, the right or the facts forbid it. */
export function decide(
  dossier: Dossier | null,
  definition: Definition,
  command: AgentCommand,
  context: CommandContext,
  now: number,
): Decision {
  if (!dossier) return refused({ code: 'not-open' });
  if (command.expectedVersion !== undefined && command.expectedVersion !== dossier.version)
    return refused({ code: 'stale', version: dossier.version });
  if (command.type === 'undoSend') return undo(dossier, definition, context, now);
  const transition = transitionFor(definition, dossier.state, command.type);
  if (!transition) return refused({ code: 'not-in-this-state', state: dossier.state });
  const refusal = refusalOf(dossier, transition, context);
  if (refusal) return refused(refusal);
  switch (command.type) {
    case 'accept':
      return accepted(move(dossier, definition, transition, now), { type: 'assigned', data: { to: context.actor.id } });
    case 'resolve':
    case 'close':
    case 'reopen':
      return accepted(move(dossier, definition, transition, now));
    case 'replyKeepOpen':
    case 'replyAndWait':
    case 'replyAndClose':
      return reply(dossier, definition, transition, command.message, context, now);
    default:
      return assertNever(command);
  }
}

/** What the system's own commands do. They are never refused: what no longer applies makes nothing happen. */
export function decideSystem(
  dossier: Dossier | null,
  definition: Definition,
  command: SystemCommand,
  now: number,
): readonly EventBody[] {
  if (command.type === 'receiveLetter') return receive(dossier, definition, command.letter, command.opening, now);
  if (!dossier) return [];
  switch (command.type) {
    case 'elapse':
      return elapse(dossier, definition, command.timer, now);
    case 'releaseReply':
      return outgoing(dossier, command.message)?.phase === 'held'
        ? [{ type: 'replyReleased', data: { message: command.message } }]
        : [];
    case 'recordDelivery':
      return delivered(dossier, definition, command.message, command.delivery, now);
    default:
      return assertNever(command);
  }
}

/** Each command an agent knows, and why it would be refused now; `null`: it is open. Feeds the buttons. */
export function availability(
  dossier: Dossier,
  definition: Definition,
  context: CommandContext,
): { readonly type: AgentCommandType; readonly refusal: Refusal | null }[] {
  const byTransition = [...MOVES, ...REPLIES].map((type) => {
    const transition = transitionFor(definition, dossier.state, type);
    const refusal: Refusal | null = transition
      ? refusalOf(dossier, transition, context)
      : { code: 'not-in-this-state', state: dossier.state };
    return { type, refusal };
  });
  return [...byTransition, { type: 'undoSend', refusal: undoRefusal(dossier, context) }];
}

function refusalOf(dossier: Dossier, transition: TransitionDefinition, context: CommandContext): Refusal | null {
  if (!transition.right || !context.rights.some((r) => r === transition.right))
    return { code: 'forbidden', right: transition.right ?? 'system' };
  if (transition.requires?.includes('pullMode') && context.queue.routing !== 'pull') return { code: 'needs-pull-mode' };
  if (transition.requires?.includes('reply') && dossier.outgoing.some((o) => o.phase === 'held'))
    return { code: 'reply-pending' };
  return null;
}

function reply(
  dossier: Dossier,
  definition: Definition,
  transition: TransitionDefinition,
  message: ReplyRef,
  context: CommandContext,
  now: number,
): Decision {
  if (message.to.length === 0) return refused({ code: 'no-recipient' });
  const foreign = message.to.find((to) => !context.correspondents.some((known) => sameAddress(known, to)));
  if (foreign !== undefined && !context.rights.includes('recipient.edit'))
    return refused({ code: 'recipient-locked', address: foreign });
  const route = { from: dossier.state, to: transition.to };
  return accepted(
    { type: 'replySubmitted', data: { message: message.id, releaseAt: now + UNDO_MS, ...route } },
    move(dossier, definition, transition, now),
  );
}

function undoRefusal(dossier: Dossier, context: CommandContext): Refusal | null {
  const held = dossier.outgoing.find((o) => o.phase === 'held');
  if (!held) return { code: 'nothing-to-undo' };
  return held.by === context.actor.id ? null : { code: 'not-yours' };
}

function undo(dossier: Dossier, definition: Definition, context: CommandContext, now: number): Decision {
  const refusal = undoRefusal(dossier, context);
  if (refusal) return refused(refusal);
  const held = dossier.outgoing.filter((o) => o.phase === 'held');
  return accepted(
    ...held.flatMap((o): EventBody[] => [
      { type: 'replyUndone', data: { message: o.message } },
      ...back(dossier, definition, o, now),
    ]),
  );
}

/** Where the reply still stands where it took the dossier, bring it back; what happened since stays. */
function back(dossier: Dossier, definition: Definition, { from, to }: Outgoing, now: number): EventBody[] {
  if (dossier.state !== to || from === to) return [];
  return [moved(definition, 'undoSend', to, from, now)];
}

function receive(
  dossier: Dossier | null,
  definition: Definition,
  { message, automatic }: Letter,
  opening: Opening,
  now: number,
): readonly EventBody[] {
  if (dossier?.received.includes(message)) return [];
  const state = dossier?.state ?? definition.initial;
  // An out-of-office answer is no sign of life: the timers go on.
  const deadlines = automatic && dossier ? dossier.deadlines : deadlinesFor(definition, state, now);
  const letter: EventBody = { type: 'letterReceived', data: { message, automatic, deadlines } };
  if (!dossier) {
    const pinned = { id: definition.id, version: definition.version };
    return [{ type: 'dossierOpened', data: { ...opening, definition: pinned, state } }, letter];
  }
  const transition = automatic ? undefined : transitionFor(definition, state, 'contactAnswers');
  return transition ? [letter, move(dossier, definition, transition, now)] : [letter];
}

function elapse(dossier: Dossier, definition: Definition, timer: string, now: number): readonly EventBody[] {
  const due = dossier.deadlines.some((d) => d.timer === timer && d.at <= now);
  const id = definition.timers.find((t) => t.id === timer)?.transition;
  const transition = definition.transitions.find((t) => t.id === id);
  return due && transition?.from.includes(dossier.state) ? [move(dossier, definition, transition, now)] : [];
}

function delivered(
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
function toHandleAgain(dossier: Dossier, definition: Definition, { from }: Outgoing, now: number): EventBody[] {
  if (stateOf(definition, dossier.state).desk === 'inProgress') return [];
  return [moved(definition, 'sendFailed', dossier.state, from, now)];
}

function outgoing(dossier: Dossier, message: string): Outgoing | undefined {
  return dossier.outgoing.find((o) => o.message === message);
}

function move(dossier: Dossier, definition: Definition, { id, to }: TransitionDefinition, now: number): EventBody {
  return moved(definition, id, dossier.state, to, now);
}

function moved(definition: Definition, transition: string, from: StateId, to: StateId, now: number): EventBody {
  return { type: 'moved', data: { transition, from, to, deadlines: deadlinesFor(definition, to, now) } };
}

function assertNever(command: never): never {
  throw new Error(`Unknown command ${JSON.stringify(command)}`);
}
