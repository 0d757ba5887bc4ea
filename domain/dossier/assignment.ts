/** Who has a dossier in hand, who waits for somebody, and whom routing chooses (C9, C10, N8, N10, N17, N23). Pure. */

import { type Definition, stateOf } from '../lifecycle/definition.ts';
import type { Role } from '../rights.ts';
import type { AgentState } from './commands.ts';
import type { Dossier, Routing, Wanted } from './dossier.ts';
import { needsAgent } from './holding.ts';

/** What a person is until a choice is made: agents take part in routing, others say so when they want to. */
export function firstState(role: Role): AgentState {
  return role === 'agent' ? 'available' : 'working';
}

/** In whose hands it counts (N23): those it is offered to or assigned to, while it is to be worked on; null: in nobody's. */
export function holderOf(dossier: Dossier, definition: Definition): string | null {
  return stateOf(definition, dossier.state).active ? (dossier.offer?.to ?? dossier.assignee) : null;
}

/** Since when it waits for routing to find somebody, epoch milliseconds; null: it does not. */
export function seekingSince(dossier: Dossier, definition: Definition): number | null {
  const isRouted = dossier.routing !== 'pull' || dossier.wanted !== null;
  return isRouted && needsAgent(dossier, definition) ? (dossier.waitingSince ?? dossier.openedAt) : null;
}

/** An agent of the queue, as routing sees them. */
export interface Candidate {
  readonly id: string;
  readonly state: AgentState;
  readonly signedIn: boolean;
  /** How many dossiers they have in hand. */
  readonly load: number;
  readonly capacity: number | null;
  /** How many routing gave them today, by the queue's clock. */
  readonly givenToday: number;
  /** When routing last gave them one, epoch milliseconds; 0: never. */
  readonly assignedAt: number;
  /** An offer is in front of them: one answers it before one is asked again (W6). */
  readonly isAsked: boolean;
  readonly skills: readonly string[];
  readonly teams: readonly string[];
}

/** What is looked for. */
export interface Search {
  readonly routing: Routing;
  readonly lastAssignee: string | null;
  readonly wanted: Wanted | null;
  /** Who declined it a moment ago. */
  readonly pausing: readonly string[];
  readonly skill: string | null;
  readonly dailyLimit: number | null;
  readonly onlySignedIn: boolean;
  /** Whether the queue's settings let routing give anything now (C9: business hours). */
  readonly open: boolean;
}

/** Whether that agent is asked before: who had it, and whom a colleague chose (N10, N17), are given it at once. */
export function asksFirst(
  { routing, wanted, lastAssignee }: Pick<Search, 'routing' | 'wanted' | 'lastAssignee'>,
  agent: string,
): boolean {
  return routing === 'offer' && wanted === null && agent !== lastAssignee;
}

/**
 * The one to ask, or null. C10: fewest in hand, then least recently assigned. Who had the dossier has it again (N17);
 * in a pull queue nobody else is given anything, save after a transfer to a skill or a team (N10).
 */
export function chooseAgent(candidates: readonly Candidate[], search: Search): Candidate | null {
  const { wanted, lastAssignee, routing } = search;
  const able = candidates.filter((c) => hasRoom(c) && !search.pausing.includes(c.id));
  if (wanted) return best(able.filter((c) => takesPart(c, search) && isWanted(c, wanted)));
  const before = able.find((c) => c.id === lastAssignee) ?? null;
  if (routing === 'pull') return before;
  const eligible = search.open
    ? able.filter((c) => takesPart(c, search) && isAllowed(c, search) && isFree(c, search))
    : [];
  return eligible.find((c) => c.id === before?.id) ?? best(eligible);
}

/** N23. */
export function hasRoom({ load, capacity }: Pick<Candidate, 'load' | 'capacity'>): boolean {
  return capacity === null || load < capacity;
}

/** W6, C9. */
function takesPart({ state, signedIn }: Candidate, { onlySignedIn }: Search): boolean {
  return state === 'available' && (signedIn || !onlySignedIn);
}

function isAllowed({ givenToday, skills }: Candidate, { dailyLimit, skill }: Search): boolean {
  return (dailyLimit === null || givenToday < dailyLimit) && (skill === null || skills.includes(skill));
}

/** W6: one question at a time. */
function isFree({ id, isAsked }: Candidate, search: Search): boolean {
  return !isAsked || !asksFirst(search, id);
}

function isWanted({ skills, teams }: Candidate, { kind, id }: Wanted): boolean {
  return (kind === 'skill' ? skills : teams).includes(id);
}

function best(candidates: readonly Candidate[]): Candidate | null {
  return [...candidates].sort(byRank)[0] ?? null;
}

function byRank(a: Candidate, b: Candidate): number {
  return a.load - b.load || a.assignedAt - b.assignedAt || (a.id < b.id ? -1 : 1);
}
