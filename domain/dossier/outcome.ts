/** What is said of a dossier besides answering it: its outcome, more time, a workflow set off by hand. */

import { type Definition, type TransitionDefinition, timersOf, transitionFor } from '../lifecycle/definition.ts';
import { statusIn } from '../lifecycle/outcome-status.ts';
import type { CommandContext, SetOutcome } from './commands.ts';
import { accepted, type Decision, refused } from './decision.ts';
import type { Dossier } from './dossier.ts';
import { take } from './movement.ts';
import { refusalOf } from './requirements.ts';
import { endOf } from './timing.ts';

const MOVE_FOR = { open: 'reopen', resolved: 'resolve', closed: 'close' } as const;

/** N21: the status moves the dossier where it says something of it; the disposition is one of the queue's skill. */
export function setOutcome(
  dossier: Dossier,
  definition: Definition,
  { status, disposition, notes, tags }: SetOutcome,
  context: CommandContext,
  now: number,
): Decision {
  const { dispositions } = context.queue;
  if (disposition !== null && !dispositions.includes(disposition)) return refused({ code: 'unknown-disposition' });
  const said = { type: 'outcomeSet', data: { status, disposition, notes, tags } } as const;
  if (statusIn(definition, dossier.state) === status) return accepted(said);
  const move = transitionFor(definition, dossier.state, MOVE_FOR[status]);
  if (!move) return refused({ code: 'not-in-this-state', state: dossier.state });
  const concluded = { ...dossier, outcome: { ...said.data, by: context.actor.id, at: now } };
  const refusal = refusalOf(concluded, move, context);
  return refusal ? refused(refusal) : accepted(said, ...take(concluded, definition, move, now));
}

/** N17: gives the contact more time, from when it would have been over. */
export function moreTime(dossier: Dossier, definition: Definition, days: number | null, now: number): Decision {
  const timers = timersOf(definition, dossier.timers);
  const found = dossier.deadlines.flatMap((deadline) => {
    const timer = timers.find((t) => t.id === deadline.timer && t.transition !== undefined);
    return timer ? [{ deadline, timer }] : [];
  })[0];
  if (!found) return refused({ code: 'no-timer' });
  const longer = days === null ? found.timer.after : ({ unit: 'days', value: days } as const);
  const at = endOf(longer, Math.max(now, found.deadline.at));
  return accepted({ type: 'timerExtended', data: { timer: found.deadline.timer, at } });
}

/** W9: the transitions that the conversation may call by their names. */
export function callables(definition: Definition, { state }: Dossier): readonly TransitionDefinition[] {
  return definition.transitions.filter((t) => t.cause === 'triggerWorkflow' && t.from.includes(state));
}
