/** Replies: sent, taken back, or first read by a supervisor (A7–A10, O2–O4). */

import {
  type Definition,
  isOver,
  type StateId,
  type TransitionDefinition,
  transitionFor,
} from '../lifecycle/definition.ts';
import { sameAddress } from '../post/recipients.ts';
import type { AgentCommand, Approval, CommandContext, Refusal, Reply, ReplyRef } from './commands.ts';
import { accepted, type Decision, refused } from './decision.ts';
import type { Dossier, Outgoing, Validation, WantedOutcome } from './dossier.ts';
import type { EventBody } from './events.ts';
import { moved, take } from './movement.ts';
import { correspondentsOf } from './recipient-lock.ts';
import { refusalOf } from './requirements.ts';
import { UNDO_MS } from './timing.ts';

export const REPLY_FOR: Readonly<Record<WantedOutcome, Reply>> = {
  close: 'replyAndClose',
  wait: 'replyAndWait',
  keepOpen: 'replyKeepOpen',
};

const OUTCOME_OF: Readonly<Record<Reply, WantedOutcome>> = {
  replyAndClose: 'close',
  replyAndWait: 'wait',
  replyKeepOpen: 'keepOpen',
};

/** Sends a reply; where a policy asks for a supervisor, it goes there instead, with what it wanted (O3). */
export function reply(
  dossier: Dossier,
  definition: Definition,
  type: Reply,
  transition: TransitionDefinition,
  message: ReplyRef,
  context: CommandContext,
  now: number,
): Decision {
  if (context.policy !== null) return submit(dossier, definition, message, OUTCOME_OF[type], context, now);
  const refusal = recipientRefusal(dossier, message, context);
  if (refusal) return refused(refusal);
  const to = transition.to ?? dossier.state;
  return accepted(
    sent(message.id, dossier.state, to, null, now),
    moved(dossier, definition, transition.id, to, now, { waitingSince: null }),
  );
}

/** A7: freezes the answer and hands it to the supervisors. What it wants must be allowed to its author. */
export function submit(
  dossier: Dossier,
  definition: Definition,
  { id, digest, ...recipients }: ReplyRef,
  outcome: WantedOutcome,
  context: CommandContext,
  now: number,
): Decision {
  const transition = transitionFor(definition, dossier.state, 'submitForValidation');
  const wanted = transitionFor(definition, dossier.state, REPLY_FOR[outcome]);
  if (!transition || !wanted) return refused({ code: 'not-in-this-state', state: dossier.state });
  const refusal =
    refusalOf(dossier, transition, context) ??
    refusalOf(dossier, { ...wanted, ...(transition.right ? { right: transition.right } : {}) }, context) ??
    recipientRefusal(dossier, { id, digest, ...recipients }, context);
  if (refusal) return refused(refusal);
  return accepted(
    { type: 'validationRequested', data: { message: id, digest, outcome, policy: context.policy } },
    ...take(dossier, definition, transition, now),
  );
}

/**
 * O2: what leaves is what the supervisor saw, byte for byte. An answer that changed, or a contact who wrote since and
 * was not read, is said before anything is decided. An amended answer is another message; both are kept.
 */
export function approve(
  dossier: Dossier,
  definition: Definition,
  transition: TransitionDefinition,
  command: Approval,
  context: CommandContext,
  now: number,
): Decision {
  const { validation } = dossier;
  if (!validation) return refused({ code: 'answer-changed' });
  const refusal = blindness(validation, command) ?? amendmentRefusal(dossier, command, context);
  if (refusal) return refused(refusal);
  const to = destination(definition, validation, transition);
  const amendment = command.type === 'amendAndApprove' ? amendmentOf(validation, command.message) : null;
  const approved = { ...validation, ...amendment };
  const { message, digest } = approved;
  return accepted(
    ...(amendment ? [{ type: 'answerAmended', data: amendment } as const] : []),
    { type: 'validationApproved', data: { message, digest } },
    sent(message, validation.from, to, approved, now),
    moved(dossier, definition, transition.id, to, now, { waitingSince: null }),
  );
}

/** The answer goes back to its author, with the reason. */
export function refuse(
  dossier: Dossier,
  definition: Definition,
  transition: TransitionDefinition,
  reason: string,
  now: number,
): Decision {
  const { validation, assignee } = dossier;
  if (!validation) return refused({ code: 'answer-changed' });
  if (reason.trim() === '') return refused({ code: 'needs-reason' });
  const { message, author } = validation;
  return accepted(
    { type: 'validationRefused', data: { message, reason } },
    ...take(dossier, definition, transition, now),
    ...(assignee === null ? [{ type: 'assigned', data: { to: author } } as const] : []),
  );
}

export function forwardRefusal(
  { state, outgoing }: Dossier,
  definition: Definition,
  { rights, policy }: CommandContext,
): Refusal | null {
  if (isOver(definition, state)) return { code: 'not-in-this-state', state };
  if (!rights.includes('dossier.send')) return { code: 'forbidden', right: 'dossier.send' };
  // O3: no supervisor reads what is handed on, so whoever's answers must be read hands nothing on.
  if (policy !== null) return { code: 'needs-validation' };
  return outgoing.some((o) => o.phase === 'held') ? { code: 'reply-pending' } : null;
}

/** N9: hands a letter on as it came, from whatever state; it can be taken back like a reply. */
export function forward(
  dossier: Dossier,
  definition: Definition,
  { letter, message: { id, to: recipients } }: Extract<AgentCommand, { type: 'forward' }>,
  context: CommandContext,
  now: number,
): Decision {
  const refusal = forwardRefusal(dossier, definition, context);
  if (refusal) return refused(refusal);
  if (recipients.length === 0) return refused({ code: 'no-recipient' });
  return accepted({ type: 'letterForwarded', data: { message: id, letter, recipients, releaseAt: now + UNDO_MS } });
}

export function undoRefusal(dossier: Dossier, { actor }: CommandContext): Refusal | null {
  const held = dossier.outgoing.filter((o) => o.phase === 'held');
  if (held.length === 0) return { code: 'nothing-to-undo' };
  return held.some((o) => o.by === actor.id) ? null : { code: 'not-yours' };
}

/** O4: takes back what is still held. The dossier returns where it was, unless something moved it since. */
export function undo(dossier: Dossier, definition: Definition, context: CommandContext, now: number): Decision {
  const refusal = undoRefusal(dossier, context);
  if (refusal) return refused(refusal);
  const held = dossier.outgoing.filter((o) => o.phase === 'held' && o.by === context.actor.id);
  return accepted(...held.flatMap((o) => takenBack(dossier, definition, o, now)));
}

function takenBack(dossier: Dossier, definition: Definition, outgoing: Outgoing, now: number): EventBody[] {
  const { message, validated, waitedSince, to, forwards } = outgoing;
  if (forwards !== undefined) return [{ type: 'replyUndone', data: { message, to: 'nothing' } }];
  const stands = dossier.state === to;
  const back = validated && stands ? 'validation' : 'draft';
  const from = back === 'validation' ? validationState(definition, outgoing.from) : outgoing.from;
  const undone: EventBody = { type: 'replyUndone', data: { message, to: back } };
  if (!stands || from === to) return [undone];
  return [
    undone,
    moved(dossier, definition, 'undoSend', from, now, { waitingSince: waitedSince ?? dossier.waitingSince }),
  ];
}

function validationState(definition: Definition, from: StateId): StateId {
  return transitionFor(definition, from, 'submitForValidation')?.to ?? from;
}

/** Where the approved answer takes the dossier: what its author asked for, from where it was written. */
function destination(definition: Definition, { outcome, from }: Validation, { to }: TransitionDefinition): StateId {
  return transitionFor(definition, from, REPLY_FOR[outcome])?.to ?? to ?? from;
}

function blindness({ digest, letters }: Validation, command: Approval): Refusal | null {
  if (command.digest !== digest) return { code: 'answer-changed' };
  const latest = letters.at(-1);
  return latest === undefined || latest === command.acknowledged ? null : { code: 'contact-wrote', message: latest };
}

function amendmentOf({ message: previous }: Validation, { id: message, digest }: ReplyRef) {
  return { message, previous, digest };
}

function amendmentRefusal(dossier: Dossier, command: Approval, context: CommandContext): Refusal | null {
  return command.type === 'amendAndApprove' ? recipientRefusal(dossier, command.message, context) : null;
}

/** A2: To holds the contact and those of the letter answered, unless one may change it. */
function recipientRefusal(dossier: Dossier, { to }: ReplyRef, { answered, rights }: CommandContext): Refusal | null {
  if (to.length === 0) return { code: 'no-recipient' };
  const correspondents = correspondentsOf(dossier, answered);
  if (correspondents === null || rights.includes('recipient.edit')) return null;
  const foreign = to.find((address) => !correspondents.some((known) => sameAddress(known, address)));
  return foreign === undefined ? null : { code: 'recipient-locked', address: foreign };
}

function sent(message: string, from: StateId, to: StateId, validated: Validation | null, now: number): EventBody {
  return { type: 'replySubmitted', data: { message, releaseAt: now + UNDO_MS, from, to, validated } };
}
