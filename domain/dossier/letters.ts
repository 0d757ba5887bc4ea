/** What a letter of the contact does, whatever the dossier is doing (C15, A9, A10, O2). */

import { type Definition, type LetterMoment, type TimerId, transitionFor } from '../lifecycle/definition.ts';
import type { Letter, Opening } from './commands.ts';
import type { Direction, Dossier } from './dossier.ts';
import type { EventBody } from './events.ts';
import { take } from './movement.ts';
import { deadlinesAfterLetter, deadlinesFor } from './timing.ts';
import { isAwaited } from './waiting.ts';

/** The first event of a dossier. */
export function opened(
  definition: Definition,
  opening: Opening,
  direction: Direction,
  now: number,
): Extract<EventBody, { type: 'dossierOpened' }> {
  const state = direction === 'inbound' ? definition.initial : definition.initialOutbound;
  const { id, version } = definition;
  const { timers } = opening;
  const deadlines = deadlinesFor(definition, { state, timers, waitingSince: null }, now);
  return { type: 'dossierOpened', data: { ...opening, direction, definition: { id, version }, state, deadlines } };
}

/** Heard once, however often it is told. A machine's letter is kept, but it is no sign of life: it moves nothing. */
export function receive(
  dossier: Dossier | null,
  definition: Definition,
  letter: Letter,
  opening: Opening,
  now: number,
): readonly EventBody[] {
  if (!dossier) return first(definition, letter, opening, now);
  const { message, automatic } = letter;
  // Its letters are elsewhere: the workflow sends this one after them.
  if (dossier.mergedInto || dossier.received.includes(message)) return [];
  if (automatic) {
    const { deadlines, waitingSince } = dossier;
    return [{ type: 'letterReceived', data: { message, automatic, deadlines, answerFor: null, waitingSince } }];
  }
  const waitingSince = waitAfter(dossier, definition, arrival(letter, now));
  const deadlines = deadlinesAfterLetter(definition, { ...dossier, waitingSince }, now);
  const answerFor = letter.isAnswerable ? answer(definition, dossier, now) : null;
  const data = { message, automatic, deadlines, answerFor, waitingSince };
  const event: EventBody = { type: 'letterReceived', data };
  const transition = transitionFor(definition, dossier.state, 'contactAnswers');
  return transition ? [event, ...take(dossier, definition, transition, now, { waitingSince })] : [event];
}

/** When a letter came, by its mail server's clock, which may be ahead of ours. */
function arrival({ receivedAt }: Letter, now: number): number {
  return Math.min(receivedAt, now);
}

/** The contact waits from the first letter without an answer, however late we fetched it. */
function waitAfter({ state, waitingSince }: Dossier, definition: Definition, arrived: number): number {
  // Closed without an answer, what came before was dealt with.
  const isOpen = waitingSince !== null && isAwaited(definition, state);
  return isOpen ? Math.min(waitingSince, arrived) : arrived;
}

function first(definition: Definition, letter: Letter, opening: Opening, now: number): EventBody[] {
  const { message, automatic, isAnswerable } = letter;
  const beginning = opened(definition, opening, 'inbound', now);
  const { state, timers } = beginning.data;
  const waitingSince = automatic ? null : arrival(letter, now);
  const deadlines = deadlinesFor(definition, { state, timers, waitingSince }, now);
  const answerFor = automatic || !isAnswerable ? null : answer(definition, null, now);
  return [beginning, { type: 'letterReceived', data: { message, automatic, deadlines, answerFor, waitingSince } }];
}

/** C15: what a machine may answer the letter for, as the definition's triggers say. */
function answer({ triggers }: Definition, dossier: Dossier | null, now: number): LetterMoment | null {
  for (const { enabled, when } of triggers) {
    if (!enabled || !('letter' in when)) continue;
    const found = dossier ? when.in.includes(dossier.state) : when.in.length === 0;
    if (found && (when.late === undefined || isOver(dossier, when.late, now))) return when.letter;
  }
  return null;
}

function isOver(dossier: Dossier | null, timer: TimerId, now: number): boolean {
  return dossier?.deadlines.some((d) => d.timer === timer && d.at <= now) ?? false;
}
