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
  { message, automatic, isAnswerable }: Letter,
  opening: Opening,
  now: number,
): readonly EventBody[] {
  if (!dossier) return first(definition, { message, automatic, isAnswerable }, opening, now);
  // Its letters are elsewhere: the workflow sends this one after them.
  if (dossier.mergedInto || dossier.received.includes(message)) return [];
  if (automatic)
    return [{ type: 'letterReceived', data: { message, automatic, deadlines: dossier.deadlines, answerFor: null } }];
  // Closed without an answer, it was dealt with: who writes again waits from now.
  const waitsAnew = dossier.waitingSince !== null && !isAwaited(definition, dossier.state);
  const waitingSince = waitsAnew ? now : (dossier.waitingSince ?? now);
  const deadlines = deadlinesAfterLetter(definition, { ...dossier, waitingSince }, now);
  const answerFor = isAnswerable ? answer(definition, dossier, now) : null;
  const data = { message, automatic, deadlines, answerFor };
  const letter: EventBody = { type: 'letterReceived', data: waitsAnew ? { ...data, waitsAnew } : data };
  const transition = transitionFor(definition, dossier.state, 'contactAnswers');
  return transition ? [letter, ...take(dossier, definition, transition, now, { waitingSince })] : [letter];
}

function first(definition: Definition, letter: Letter, opening: Opening, now: number): EventBody[] {
  const { message, automatic, isAnswerable } = letter;
  const beginning = opened(definition, opening, 'inbound', now);
  const { state, timers } = beginning.data;
  const situation = { state, timers, waitingSince: automatic ? null : now };
  const deadlines = deadlinesFor(definition, situation, now);
  const answerFor = automatic || !isAnswerable ? null : answer(definition, null, now);
  return [beginning, { type: 'letterReceived', data: { message, automatic, deadlines, answerFor } }];
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
