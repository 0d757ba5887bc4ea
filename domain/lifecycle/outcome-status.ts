/** What a state says of how a dossier ended (N21). */

import type { Outcome, OutcomeStatus } from '../dossier/dossier.ts';
import type { Definition, StateId } from './definition.ts';

/** Resolved or closed where the definition's `resolve` or `close` leads; open everywhere else. */
export function statusIn({ transitions }: Definition, state: StateId): OutcomeStatus {
  const leadsThere = (cause: 'resolve' | 'close') => transitions.some((t) => t.cause === cause && t.to === state);
  if (leadsThere('resolve')) return 'resolved';
  return leadsThere('close') ? 'closed' : 'open';
}

/** The status an outcome takes in that state. What was resolved stays so once it is closed. */
export function statusAfter(definition: Definition, { status }: Outcome, state: StateId): OutcomeStatus {
  const there = statusIn(definition, state);
  return there === 'closed' && status === 'resolved' ? status : there;
}
