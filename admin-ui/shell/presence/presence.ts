/** What the presence key does, and what each state looks like. Pure. */
import type { AgentState } from '../../../domain/dossier/commands.ts';
import type { Tone } from '../../../domain/lifecycle/definition.ts';

export type Choosable = Exclude<AgentState, 'rona'>;

/** In the order of the menu; RONA happens, nobody chooses it (W6). */
export const CHOOSABLE: readonly Choosable[] = ['available', 'working', 'unavailable'];

export const PRESENCE_TONES: Readonly<Record<AgentState, Tone>> = {
  available: 'success',
  working: 'progress',
  unavailable: 'neutral',
  rona: 'danger',
};

/** One key goes to and fro: away when available, available from everywhere else. */
export function nextPresence(state: AgentState): Choosable {
  return state === 'available' ? 'unavailable' : 'available';
}
