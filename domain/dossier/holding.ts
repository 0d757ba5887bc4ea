/** Who has a dossier: taking it, giving it, offering it, sending it elsewhere. */

import type { Definition, TransitionDefinition } from '../lifecycle/definition.ts';
import { stateOf, transitionFor } from '../lifecycle/definition.ts';
import type { CommandContext, Holding, TransferTarget } from './commands.ts';
import { accepted, type Decision, refused } from './decision.ts';
import type { Dossier } from './dossier.ts';
import type { EventBody } from './events.ts';
import { moved, take } from './movement.ts';

/** Whether the dossier waits for an agent: it is to be worked on, nobody has it, nobody is asked. */
export function needsAgent(dossier: Dossier, definition: Definition): boolean {
  const { active, desk } = stateOf(definition, dossier.state);
  return active && desk === 'inProgress' && dossier.assignee === null && dossier.offer === null;
}

/** A1, W6, N7, N8, N25, G14. */
export function hold(
  dossier: Dossier,
  definition: Definition,
  type: Holding,
  transition: TransitionDefinition,
  { actor }: CommandContext,
  now: number,
): Decision {
  const going = () => take(dossier, definition, transition, now);
  const moving = transition.to === null ? [] : going();
  switch (type) {
    case 'accept':
    case 'resume':
      return accepted(...going(), given(actor.id));
    case 'take':
      return dossier.assignee === actor.id ? refused({ code: 'already-yours' }) : accepted(given(actor.id));
    case 'reject':
      return accepted({ type: 'offerEnded', data: { to: actor.id, how: 'rejected' } });
    case 'unassign':
      return accepted(...moving, ...free(dossier, 'asked'));
    case 'dismiss':
      return accepted(...moving, ...free(dossier, 'dismissed'));
    default:
      return assertNever(type);
  }
}

/** Who reopens what nobody has works on it: « En cours » is somebody's. */
export function reopen(
  dossier: Dossier,
  definition: Definition,
  transition: TransitionDefinition,
  { actor }: CommandContext,
  now: number,
): Decision {
  const moved = take(dossier, definition, transition, now);
  return accepted(...moved, ...(dossier.assignee === null ? [given(actor.id)] : []));
}

/** C11: agents and supervisors assign by hand, to somebody of the queue. */
export function assign(dossier: Dossier, to: string, { assignable }: CommandContext): Decision {
  if (!assignable) return refused({ code: 'not-assignable' });
  return dossier.assignee === to ? refused({ code: 'assigned-to-another', agent: to }) : accepted(given(to));
}

/** W10: to a queue, once accepted, with the reason; N10: to an agent, a skill or a team, where the queue allows it. */
export function transfer(
  dossier: Dossier,
  definition: Definition,
  transition: TransitionDefinition,
  target: TransferTarget,
  wrapUp: string,
  { queue }: CommandContext,
  now: number,
): Decision {
  if (!queue.transfers.includes(target.kind)) return refused({ code: 'transfer-mode-off', kind: target.kind });
  const listed = queue.wrapUps.length === 0 || queue.wrapUps.includes(wrapUp);
  if (wrapUp.trim() === '' || !listed) return refused({ code: 'needs-wrap-up' });
  switch (target.kind) {
    case 'queue': {
      if (!target.open) return refused({ code: 'queue-closed' });
      if (target.id === dossier.queue) return refused({ code: 'same-queue' });
      const { id, mailbox, routing } = target;
      const going = take(dossier, definition, transition, now);
      return accepted(
        { type: 'transferred', data: { from: dossier.queue, queue: id, mailbox, routing, wrapUp } },
        ...going,
      );
    }
    case 'agent':
      return target.member ? accepted(given(target.id, wrapUp)) : refused({ code: 'not-assignable' });
    default: {
      const wanted = { kind: target.kind, id: target.id };
      if (!target.known) return refused({ code: 'unknown-target' });
      // Nobody has it until somebody of the group does.
      const letGo = transitionFor(definition, dossier.state, 'unassign');
      const going = letGo?.to ? [moved(dossier, definition, transition.id, letGo.to, now)] : [];
      return accepted({ type: 'handedOver', data: { wanted, wrapUp } }, ...going);
    }
  }
}

/** C9: routing found somebody to ask. Nothing, if the dossier no longer looks for anybody. */
export function offer(dossier: Dossier, definition: Definition, to: string, until: number): EventBody[] {
  return needsAgent(dossier, definition) ? [{ type: 'offered', data: { to, until } }] : [];
}

/** Nobody answered: the next one is asked, and this one is in RONA (W6). */
export function unanswered({ offer }: Dossier, to: string, now: number): EventBody[] {
  if (offer?.to !== to || offer.until > now) return [];
  return [{ type: 'offerEnded', data: { to, how: 'unanswered' } }];
}

/** Routing gives the dossier at once. */
export function give(dossier: Dossier, definition: Definition, agent: string): EventBody[] {
  return needsAgent(dossier, definition) ? [given(agent)] : [];
}

/** W5: what it rests on is gone; it can only be ended. */
export function interrupt(
  dossier: Dossier,
  definition: Definition,
  transition: TransitionDefinition | undefined,
  lost: NonNullable<Dossier['lost']>,
  now: number,
): EventBody[] {
  if (!transition) return [];
  const { validation } = dossier;
  // The answer that nobody can approve any more is a draft again.
  const givenBack: EventBody[] = validation
    ? [{ type: 'validationRefused', data: { message: validation.message, reason: lost.name } }]
    : [];
  return [...givenBack, { type: 'interrupted', data: lost }, ...take(dossier, definition, transition, now)];
}

function given(to: string, wrapUp?: string): EventBody {
  return { type: 'assigned', data: wrapUp === undefined ? { to } : { to, wrapUp } };
}

function free({ assignee }: Dossier, why: 'asked' | 'dismissed'): EventBody[] {
  return assignee === null ? [] : [{ type: 'unassigned', data: { from: assignee, why } }];
}

function assertNever(type: never): never {
  throw new Error(`Unknown holding ${type}`);
}
