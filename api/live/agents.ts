/** The agents at work, as supervisors and colleagues see them. */
import { firstState } from '../../domain/dossier/assignment.ts';
import type { AgentState } from '../../domain/dossier/commands.ts';
import type { Role } from '../../domain/rights.ts';
import type { AgentDocument } from '../../store/people/agents.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';

/** W6: what they chose, or what their role begins with. */
export function stateOf({ state }: Pick<AgentDocument, 'state'>, role: Role): AgentState {
  return state ?? firstState(role);
}

/** How many came to them today, by the clock of each queue: given by routing (C9), or by hand. */
export function assignedToday(
  { given, taken }: Pick<AgentDocument, 'given' | 'taken'>,
  queues: readonly QueueDocument[],
  now: number,
) {
  const counts = queues.map(({ _id, calendar }) => {
    const today = dayIn(calendar.timeZone, now);
    const byRouting = given[_id]?.day === today ? given[_id].count : 0;
    const byHand = taken?.[_id]?.day === today ? taken[_id].dossiers.length : 0;
    return byRouting + byHand;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

/** As `2026-05-04`: how Swedish writes a date. */
function dayIn(timeZone: string, now: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now);
}
