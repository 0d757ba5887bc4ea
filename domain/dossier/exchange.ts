/** Letters that change dossier: split, merge and what undoes it; and those whose words or author are taken out (O7, N20). */

import { type Definition, isOver, stateOf, transitionFor } from '../lifecycle/definition.ts';
import { sameAddress } from '../post/recipients.ts';
import type { AgentCommand, CommandContext, ExchangeCommand, Refusal } from './commands.ts';
import { accepted, type Decision, refused } from './decision.ts';
import type { Came, Dossier, Left, MergedInto } from './dossier.ts';
import type { EventBody } from './events.ts';
import { moved, take } from './movement.ts';
import { deadlinesAfterLetter } from './timing.ts';

export const EXCHANGES = ['split', 'merge', 'unmerge', 'redact'] as const;
export type Exchange = (typeof EXCHANGES)[number];

export function isExchange(command: AgentCommand): command is Extract<AgentCommand, { type: Exchange }> {
  return EXCHANGES.some((each) => each === command.type);
}

/** What forbids it whatever it names; null: nothing. No definition opens or closes these: they are about the letters. */
export function exchangeRefusal(
  dossier: Dossier,
  definition: Definition,
  type: Exchange,
  { rights }: CommandContext,
): Refusal | null {
  const right = type === 'redact' ? 'message.redact' : 'dossier.handle';
  if (!rights.includes(right)) return { code: 'forbidden', right };
  // N20: whose words they are may ask for it at any time.
  if (type === 'redact') return null;
  const { state, mergedInto, outgoing, validation } = dossier;
  if (isOver(definition, state)) return { code: 'not-in-this-state', state };
  if (type === 'unmerge') return mergedInto ? null : { code: 'not-merged' };
  if (mergedInto) return { code: 'merged', number: mergedInto.number };
  if (type !== 'merge') return null;
  if (outgoing.length > 0 || validation) return { code: 'reply-pending' };
  return closing(definition) === undefined ? { code: 'not-in-this-state', state } : null;
}

export function exchange(
  dossier: Dossier,
  definition: Definition,
  command: ExchangeCommand,
  context: CommandContext,
  now: number,
): Decision {
  const refusal = exchangeRefusal(dossier, definition, command.type, context);
  if (refusal) return refused(refusal);
  switch (command.type) {
    case 'split': {
      const { letters, into, number } = command;
      return accepted({ type: 'lettersSplit', data: { letters, into, number } });
    }
    case 'merge':
      return merge(dossier, definition, command, now);
    case 'unmerge':
      return unmerge(dossier, definition, command.isFree, now);
    case 'redact':
      return redact(dossier, command.letter, command.what);
  }
}

/** It rests, closed, beside the one its letters went to. Never across contacts unless that was confirmed. */
function merge(
  dossier: Dossier,
  definition: Definition,
  { into, acrossContacts }: Extract<ExchangeCommand, { type: 'merge' }>,
  now: number,
): Decision {
  if (into.id === dossier.id) return refused({ code: 'same-dossier' });
  if (!into.open) return refused({ code: 'target-closed' });
  if (!acrossContacts && !sameAddress(into.contact, dossier.contact.email))
    return refused({ code: 'other-contact', contact: into.contact });
  const event: EventBody = { type: 'merged', data: { into: into.id, number: into.number } };
  const to = closing(definition);
  if (to === undefined || to === dossier.state) return accepted(event);
  return accepted(event, moved(dossier, definition, 'merge', to, now, { waitingSince: null }));
}

function unmerge(dossier: Dossier, definition: Definition, isFree: boolean, now: number): Decision {
  if (!dossier.mergedInto) return refused({ code: 'not-merged' });
  return isFree
    ? accepted(...comesBack(dossier, dossier.mergedInto, definition, now))
    : refused({ code: 'target-closed' });
}

/** The dossier that its letters went to had ended before they came: they come back, as if nobody had merged it. */
export function mergeFailed(dossier: Dossier, definition: Definition, into: string, now: number): readonly EventBody[] {
  const { mergedInto } = dossier;
  return mergedInto?.id === into ? comesBack(dossier, mergedInto, definition, now) : [];
}

/** Back to where it was, with what it came with. */
function comesBack(
  dossier: Dossier,
  { id, number, from, waitingSince }: MergedInto,
  definition: Definition,
  now: number,
): readonly EventBody[] {
  const event: EventBody = { type: 'unmerged', data: { from: id, number } };
  return from === dossier.state ? [event] : [event, moved(dossier, definition, 'unmerge', from, now, { waitingSince })];
}

/** What is on its way, or waits for a supervisor, is not touched: what leaves is what was approved (O2). */
function redact({ outgoing, validation }: Dossier, message: string, what: 'content' | 'author'): Decision {
  const isUnderWay = outgoing.some((o) => o.message === message) || validation?.message === message;
  if (isUnderWay) return refused({ code: 'reply-pending' });
  return accepted({ type: 'messageRedacted', data: { message, what } });
}

/** Why a dossier takes the letters of no other; `leaving`: it is being merged itself, which may come to nothing. */
export type Reception = 'open' | 'leaving' | 'merged' | 'over';

/**
 * What a dossier says when another asks whether its letters may come. Whoever is leaving, or has left, takes none: so of
 * dossiers that merge into one another at once, in a ring of any size, at least one does not.
 */
export function receptionOf(dossier: Dossier | null, definition: Definition, isLeaving: boolean): Reception {
  if (!dossier || stateOf(definition, dossier.state).final) return 'over';
  if (dossier.mergedInto) return 'merged';
  return isLeaving ? 'leaving' : 'open';
}

/** Letters of another dossier came. Heard once. A contact who waited there waits here, as if they had just written. */
export function came(dossier: Dossier, definition: Definition, data: Came, now: number): readonly EventBody[] {
  if (dossier.exchanged?.includes(data.key)) return [];
  if (data.waitingSince === null) return [{ type: 'lettersCame', data: { ...data, deadlines: dossier.deadlines } }];
  const waitingSince = Math.min(data.waitingSince, dossier.waitingSince ?? data.waitingSince);
  const deadlines = deadlinesAfterLetter(definition, { ...dossier, waitingSince }, now);
  const event: EventBody = { type: 'lettersCame', data: { ...data, deadlines } };
  const transition = transitionFor(definition, dossier.state, 'contactAnswers');
  return transition ? [event, ...take(dossier, definition, transition, now, { waitingSince })] : [event];
}

/** Letters went back where they came from. Heard once. */
export function left(dossier: Dossier, data: Left): readonly EventBody[] {
  return dossier.exchanged?.includes(data.key) ? [] : [{ type: 'lettersLeft', data }];
}

/** Where closing leads, whatever the definition calls it. */
function closing({ transitions }: Definition): string | undefined {
  return transitions.find((t) => t.cause === 'close' && t.to !== null)?.to ?? undefined;
}
