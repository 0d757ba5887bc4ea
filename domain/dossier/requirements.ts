/** What a transition asks for beyond its state, and how it is refused; the same for buttons and for commands. */

import type { Requirement, TransitionDefinition } from '../lifecycle/definition.ts';
import type { CommandContext, Refusal } from './commands.ts';
import type { Dossier } from './dossier.ts';

/** The first thing that forbids it; null: it may be taken. */
export function refusalOf(
  dossier: Dossier,
  { right, requires }: TransitionDefinition,
  context: CommandContext,
): Refusal | null {
  if (!right || !context.rights.includes(right)) return { code: 'forbidden', right: right ?? 'system' };
  for (const requirement of requires ?? []) {
    const refusal = UNMET[requirement](dossier, context);
    if (refusal) return refusal;
  }
  return null;
}

type Check = (dossier: Dossier, context: CommandContext) => Refusal | null;

const UNMET: Readonly<Record<Requirement, Check>> = {
  reply: ({ outgoing }) => (outgoing.some((o) => o.phase === 'held') ? { code: 'reply-pending' } : null),
  // A8: only where agents take their dossiers themselves.
  pullMode: (_, { queue }) => (queue.routing === 'pull' ? null : { code: 'needs-pull-mode' }),
  // G14: what is saved without sending is ours to send.
  outbound: ({ direction }) => (direction === 'outbound' ? null : { code: 'not-outbound' }),
  offered: offeredToActor,
  // W10: a dossier is transferred once accepted.
  accepted: ({ assignee }) => (assignee === null ? { code: 'needs-acceptance' } : null),
  assignee: heldByActor,
  free: freeForActor,
  disposition: ({ outcome }, { queue }) =>
    queue.outcomeRequired && outcome === null ? { code: 'needs-outcome' } : null,
  // O2: nobody approves their own.
  fourEyes: ({ validation }, { actor }) => (validation?.author === actor.id ? { code: 'own-answer' } : null),
};

/** N8: an offer is answered by the one it was made to; where there is none, there is nothing to answer. */
function offeredToActor({ offer, state }: Dossier, { actor }: CommandContext): Refusal | null {
  if (!offer) return { code: 'not-in-this-state', state };
  return offer.to === actor.id ? null : { code: 'not-offered' };
}

/** N21, N25: what is said of a dossier is said by the one who has it; who assigns may take it from anyone. */
function heldByActor({ assignee }: Dossier, { actor, rights }: CommandContext): Refusal | null {
  if (assignee === null) return { code: 'not-assigned' };
  if (assignee === actor.id || rights.includes('dossier.assign')) return null;
  return { code: 'assigned-to-another', agent: assignee };
}

/** In a pull queue colleagues help themselves; elsewhere a dossier is its agent's, or of the one it is offered to. */
function freeForActor({ assignee, offer }: Dossier, { actor, rights, queue }: CommandContext): Refusal | null {
  if (rights.includes('dossier.assign')) return null;
  if (offer && offer.to !== actor.id) return { code: 'offered-to-another', agent: offer.to };
  if (assignee === null || assignee === actor.id || queue.routing === 'pull') return null;
  return { code: 'assigned-to-another', agent: assignee };
}
