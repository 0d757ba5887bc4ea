/** What is wrong with a definition, before it may be published (O1): its form, then what its parts mean together. */
import { Value } from '@sinclair/typebox/value';
import { type Definition, isTimerValue } from './definition.ts';
import { DefinitionSchema } from './definition-schema.ts';

export interface DefinitionProblem {
  readonly code:
    | 'malformed'
    | 'duplicate-id'
    | 'unknown-state'
    | 'unknown-transition'
    | 'unreachable-state'
    | 'no-exit'
    | 'ambiguous-transition'
    | 'dead-timer'
    | 'timer-range'
    | 'dead-trigger';
  /** The id of the state, transition or timer concerned; of what is malformed, where it stands (`/states/0/tone`). */
  readonly at: string;
}

/**
 * Every problem of what is meant as a definition, in the order its parts are written; empty means that it is one, may be
 * published, and that the rules interpret it whatever happens. What is malformed is told alone.
 */
export function checkDefinition(candidate: unknown): DefinitionProblem[] {
  const malformed = [...Value.Errors(DefinitionSchema, candidate)].map(({ path }) => path);
  if (malformed.length > 0) return [...new Set(malformed)].map((at) => ({ code: 'malformed', at }));
  const definition = candidate as Definition;
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

function unknownReferences({
  initial,
  initialOutbound,
  states,
  transitions,
  timers,
  triggers,
}: Definition): DefinitionProblem[] {
  const known = new Set(states.map((s) => s.id));
  const named = [
    { at: 'initial', ids: [initial] },
    { at: 'initialOutbound', ids: [initialOutbound] },
    ...transitions.map((t) => ({ at: t.id, ids: [...t.from, ...(t.to === null ? [] : [t.to])] })),
    ...timers.map((t) => ({ at: t.id, ids: t.states })),
    ...triggers.map((t) => ({ at: t.id, ids: 'letter' in t.when ? t.when.in : [] })),
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
