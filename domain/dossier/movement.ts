/** Transitions made into events: where the dossier goes, what its clocks become, and what follows by itself. */
import type { Definition, StateId, TransitionDefinition, TriggerDefinition } from '../lifecycle/definition.ts';
import { statusAfter } from '../lifecycle/outcome-status.ts';
import type { Dossier } from './dossier.ts';
import type { EventBody } from './events.ts';
import { deadlinesFor, type Situation } from './timing.ts';

/** Takes a transition, with what its triggers do. `waitingSince` is given where the same step changes it. */
export function take(
  dossier: Dossier,
  definition: Definition,
  transition: TransitionDefinition,
  now: number,
  situation: Partial<Situation> = {},
): EventBody[] {
  const { id, to } = transition;
  const first =
    to === null ? stay(dossier, definition, transition) : moved(dossier, definition, id, to, now, situation);
  return [first, ...consequences(dossier, definition, id)];
}

/** Goes to a state, whatever named the way. */
export function moved(
  dossier: Dossier,
  definition: Definition,
  transition: string,
  to: StateId,
  now: number,
  situation: Partial<Situation> = {},
): EventBody {
  const deadlines = deadlinesFor(definition, { ...dossier, ...situation, state: to }, now);
  const movement = { transition, from: dossier.state, to, deadlines };
  const outcomeStatus = dossier.outcome && statusAfter(definition, dossier.outcome, to);
  const isNews = outcomeStatus !== null && outcomeStatus !== dossier.outcome?.status;
  return { type: 'moved', data: isNews ? { ...movement, outcomeStatus } : movement };
}

/** Stays where it is; a timer that fired does not fire again. */
function stay({ deadlines }: Dossier, { timers }: Definition, { id, cause }: TransitionDefinition): EventBody {
  const fired = timers.filter((t) => cause === 'timer' && t.transition === id).map((t) => t.id);
  return { type: 'triggered', data: { transition: id, deadlines: deadlines.filter((d) => !fired.includes(d.timer)) } };
}

function consequences(dossier: Dossier, definition: Definition, transition: string): EventBody[] {
  return definition.triggers
    .filter((t) => t.enabled && 'transition' in t.when && t.when.transition === transition)
    .flatMap((trigger) => consequence(dossier, trigger));
}

function consequence({ assignee }: Dossier, { do: action }: TriggerDefinition): EventBody[] {
  if (action === 'automaticReply') return [];
  if (action !== 'unassign') return [{ type: 'alerted', data: action }];
  return assignee === null ? [] : [{ type: 'unassigned', data: { from: assignee, why: 'left-inbox' } }];
}
