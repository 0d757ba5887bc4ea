/** The colleagues of a queue, the present ones first, each with its state. */
import { useTranslate } from 'react-admin';
import type { AgentState } from '../../../domain/dossier/commands.ts';
import { useColleagues } from '../../data/queries.ts';
import type { Choice } from './ChoiceField.tsx';

/** Null: of queues one does not see. */
const NEAREST: readonly (AgentState | null)[] = ['available', 'working', 'unavailable', 'rona', null];

export function useColleagueChoices(queue: string): readonly Choice[] {
  const t = useTranslate();
  return useColleagues()
    .filter(({ queues }) => queues.includes(queue))
    .toSorted((a, b) => NEAREST.indexOf(a.state) - NEAREST.indexOf(b.state) || a.name.localeCompare(b.name))
    .map(({ id, name, state }) => ({ id, name, ...(state && { hint: t(`pli.presence.state.${state}`) }) }));
}
