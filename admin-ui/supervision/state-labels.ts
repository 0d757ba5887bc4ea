/** How the states of a queue are called and toned, in the order of a dossier's life. */
import type { StateId, Tone } from '../../domain/definition.ts';
import { STANDARD } from '../../domain/standard.ts';
import { useLabel } from '../i18n/format.ts';

export interface StateCount {
  readonly id: StateId;
  readonly name: string;
  readonly tone: Tone;
  readonly count: number;
}

/** States that a definition of its own added come last, under their ids. */
export function useStateCounts(): (states: Readonly<Record<string, number>>) => readonly StateCount[] {
  const label = useLabel();
  return (states) => {
    const known = STANDARD.states.map(({ id, label: name, tone }) => ({ id, name: label(name), tone }));
    const others = Object.keys(states).filter((id) => !known.some((state) => state.id === id));
    const all = [...known, ...others.map((id) => ({ id, name: id, tone: 'neutral' as const }))];
    return all.map((state) => ({ ...state, count: states[state.id] ?? 0 })).filter(({ count }) => count > 0);
  };
}

/** Where the desk shows dossiers in that state. */
export function deskOfState(id: StateId): string {
  return STANDARD.states.find((state) => state.id === id)?.desk ?? 'handled';
}
