/** What is wrong with a definition, before it may be published (O1). */
import type { Definition } from './definition.ts';

export interface DefinitionProblem {
  readonly code:
    | 'duplicate-id'
    | 'unknown-state'
    | 'unknown-transition'
    | 'unreachable-state'
    | 'no-exit'
    | 'ambiguous-transition'
    | 'dead-timer'
    | 'timer-range'
    | 'dead-trigger';
  /** The id of the state, transition or timer concerned. */
  readonly at: string;
}

export const TIMER_RANGE = { min: 1, max: 1000 } as const;

/** Every problem of a definition, in the order its parts are written; empty means it may be published. */
export function checkDefinition(definition: Definition): DefinitionProblem[] {
  return [
    ...duplicates(definition),
    ...unknownReferences(definition),
    ...unreachable(definition),
    ...withoutExit(definition),
    ...ambiguous(definition),
    ...timers(definition),
    ...triggers(definition),
  ];
}

function duplicates({ states, transitions, timers, triggers }: Definition): DefinitionProblem[] {
  return [states, transitions, timers, triggers].flatMap((list) =>
    list
      .filter((item, i) => list.findIndex((other) => other.id === item.id) < i)
      .map((item) => ({ code: 'duplicate-id' as const, at: item.id })),
  );
}

function unknownReferences({ initial, initialOutbound, states, transitions, timers }: Definition): DefinitionProblem[] {
  const known = new Set(states.map((s) => s.id));
  const named = [
    { at: 'initial', ids: [initial] },
    { at: 'initialOutbound', ids: [initialOutbound] },
    ...transitions.map((t) => ({ at: t.id, ids: [...t.from, ...(t.to === null ? [] : [t.to])] })),
    ...timers.map((t) => ({ at: t.id, ids: t.states })),
  ];
  const transitionIds = new Set(transitions.map((t) => t.id));
  return [
    ...named
      .filter(({ ids }) => ids.some((id) => !known.has(id)))
      .map(({ at }) => ({ code: 'unknown-state' as const, at })),
    ...timers
      .filter((t) => t.transition !== undefined && !transitionIds.has(t.transition))
      .map((t) => ({ code: 'unknown-transition' as const, at: t.id })),
  ];
}

function unreachable({ initial, initialOutbound, states, transitions }: Definition): DefinitionProblem[] {
  const reached = new Set([initial, initialOutbound]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const t of transitions) if (t.to !== null && t.from.some((from) => reached.has(from))) reached.add(t.to);
  }
  return states.filter((s) => !reached.has(s.id)).map((s) => ({ code: 'unreachable-state', at: s.id }));
}

function withoutExit({ states, transitions }: Definition): DefinitionProblem[] {
  return states
    .filter((s) => !s.final && !transitions.some((t) => t.from.includes(s.id) && t.to !== null && t.to !== s.id))
    .map((s) => ({ code: 'no-exit', at: s.id }));
}

/** One cause must lead to one place; timers and callers name their transition, so they cannot be ambiguous. */
function ambiguous({ transitions }: Definition): DefinitionProblem[] {
  const clash = (i: number) => {
    const t = transitions[i];
    return (
      t &&
      t.cause !== 'timer' &&
      t.cause !== 'triggerWorkflow' &&
      transitions.slice(0, i).some((o) => o.cause === t.cause && o.from.some((f) => t.from.includes(f)))
    );
  };
  return transitions.filter((_, i) => clash(i)).map((t) => ({ code: 'ambiguous-transition', at: t.id }));
}

function timers({ timers, transitions }: Definition): DefinitionProblem[] {
  return timers.flatMap((timer): DefinitionProblem[] => {
    const transition = transitions.find((t) => t.id === timer.transition);
    const dead =
      timer.transition !== undefined &&
      (transition?.cause !== 'timer' || timer.states.some((s) => !transition.from.includes(s)));
    return [
      ...(dead ? [{ code: 'dead-timer' as const, at: timer.id }] : []),
      ...(isTimerValue(timer.after.value) ? [] : [{ code: 'timer-range' as const, at: timer.id }]),
    ];
  });
}

/** C6: 1–1,000, of days or of business hours. */
export function isTimerValue(value: number): boolean {
  return Number.isInteger(value) && value >= TIMER_RANGE.min && value <= TIMER_RANGE.max;
}

function triggers({ triggers, transitions, timers }: Definition): DefinitionProblem[] {
  const known = new Set(transitions.map((t) => t.id));
  return triggers
    .filter(({ when }) =>
      'letter' in when
        ? when.late !== undefined && !timers.some((t) => t.id === when.late)
        : !known.has(when.transition),
    )
    .map((t) => ({ code: 'dead-trigger', at: t.id }));
}
