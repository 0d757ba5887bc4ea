/** The rules: what a command makes happen to a dossier, or why it is refused. Pure; `now` is given. */

import { type Cause, type Definition, type TransitionDefinition, transitionFor } from '../lifecycle/definition.ts';
import { approve, forward, forwardRefusal, refuse, reply, submit, undo, undoRefusal } from './answering.ts';
import {
  type AgentCommand,
  type AgentCommandType,
  type CommandContext,
  HOLDINGS,
  MOVES,
  REPLIES,
  type Refusal,
  type StartOutbound,
  type SystemCommand,
  type TransferKind,
} from './commands.ts';
import { accepted, type Decision, refused } from './decision.ts';
import { bounced, delivered, release } from './delivery.ts';
import type { Dossier } from './dossier.ts';
import type { EventBody } from './events.ts';
import {
  came,
  EXCHANGES,
  type Exchange,
  exchange,
  exchangeRefusal,
  isExchange,
  left,
  mergeFailed,
} from './exchange.ts';
import { assign, give, hold, interrupt, offer, reopen, transfer, unanswered } from './holding.ts';
import { opened, receive } from './letters.ts';
import { take } from './movement.ts';
import { callables, moreTime, setOutcome } from './outcome.ts';
import { refusalOf } from './requirements.ts';
import { agenda, deadlinesUnder } from './timing.ts';

/** What an agent's command does. Refused with a code where the state, the right or the facts forbid it. */
export function decide(
  dossier: Dossier | null,
  definition: Definition,
  command: AgentCommand,
  context: CommandContext,
  now: number,
): Decision {
  if (!dossier) return refused({ code: 'not-open' });
  if (isStale(dossier, command, context)) return refused({ code: 'stale', version: dossier.version });
  if (isExchange(command)) return exchange(dossier, definition, command, context, now);
  if (dossier.mergedInto) return refused({ code: 'merged', number: dossier.mergedInto.number });
  if (command.type === 'undoSend') return undo(dossier, definition, context, now);
  if (command.type === 'forward') return forward(dossier, definition, command, context, now);
  const transition = transitionOf(dossier, definition, command);
  if (!transition) return refused(noTransition(dossier, definition, command));
  const refusal = refusalOf(dossier, transition, context);
  return refusal ? refused(refusal) : carryOut(dossier, definition, command, transition, context, now);
}

/** Asked of a dossier that is no longer so, or under the rules of a queue that it left. An undo rests on no queue. */
function isStale(dossier: Dossier, { type, expectedVersion }: AgentCommand, { queue }: CommandContext): boolean {
  if (expectedVersion !== undefined && expectedVersion !== dossier.version) return true;
  return type !== 'undoSend' && queue.id !== undefined && queue.id !== dossier.queue;
}

/** What needs a transition of the definition; a letter is handed on, and taken back, whatever the lifecycle. */
type TransitionCommand = Exclude<AgentCommand, { type: 'undoSend' | 'forward' | Exchange }>;

function carryOut(
  dossier: Dossier,
  definition: Definition,
  command: TransitionCommand,
  transition: TransitionDefinition,
  context: CommandContext,
  now: number,
): Decision {
  switch (command.type) {
    case 'accept':
    case 'reject':
    case 'take':
    case 'unassign':
    case 'dismiss':
    case 'resume':
      return hold(dossier, definition, command.type, transition, context, now);
    case 'assign':
      return assign(dossier, command.to, context);
    case 'transfer':
      return transfer(dossier, definition, transition, command.target, command.wrapUp, context, now);
    case 'replyKeepOpen':
    case 'replyAndWait':
    case 'replyAndClose':
      return reply(dossier, definition, command.type, transition, command.message, context, now);
    case 'submitForValidation':
      return submit(dossier, definition, command.message, command.outcome, context, now);
    case 'approve':
    case 'amendAndApprove':
      return approve(dossier, definition, transition, command, context, now);
    case 'refuse':
      return refuse(dossier, definition, transition, command.reason, now);
    case 'setOutcome':
      return setOutcome(dossier, definition, command, context, now);
    case 'moreTime':
      return moreTime(dossier, definition, command.days, now);
    case 'reopen':
      return reopen(dossier, definition, transition, context, now);
    case 'resolve':
    case 'close':
    case 'suspend':
    case 'end':
    case 'triggerWorkflow':
      return accepted(...take(dossier, definition, transition, now));
    default:
      return assertNever(command);
  }
}

/** A transfer to a person is another transition than one to a queue; a workflow is called by its name. */
function transitionOf(
  dossier: Dossier,
  definition: Definition,
  command: TransitionCommand,
): TransitionDefinition | undefined {
  if (command.type === 'triggerWorkflow')
    return callables(definition, dossier).find((t) => t.id === command.transition);
  const handsOver = command.type === 'transfer' && command.target.kind !== 'queue';
  return transitionFor(definition, dossier.state, handsOver ? 'handOver' : command.type);
}

function noTransition({ state }: Dossier, { transitions }: Definition, command: AgentCommand): Refusal {
  const isKnown = command.type !== 'triggerWorkflow' || transitions.some((t) => t.id === command.transition);
  return isKnown ? { code: 'not-in-this-state', state } : { code: 'unknown-workflow' };
}

/** What opens a dossier that we begin ourselves (G2, N1). */
export function startOutbound(
  definition: Definition,
  { opening, actor, presence }: StartOutbound,
  now: number,
): readonly EventBody[] {
  const at = opened(definition, opening, 'outbound', now);
  const present = presence === 'available' || presence === 'working';
  return present ? [at, { type: 'assigned', data: { to: actor.id } }] : [at];
}

/** What the system's own commands do. They are never refused: what no longer applies makes nothing happen. */
export function decideSystem(
  dossier: Dossier | null,
  definition: Definition,
  command: SystemCommand,
  now: number,
): readonly EventBody[] {
  if (command.type === 'receiveLetter') return receive(dossier, definition, command.letter, command.opening, now);
  if (!dossier) return [];
  switch (command.type) {
    case 'elapse':
      return elapse(dossier, definition, command.timer, now);
    case 'releaseReply':
      return release(dossier, command.message);
    case 'recordDelivery':
      return delivered(dossier, definition, command.message, command.delivery, now);
    case 'bounce': {
      const { message, recipient, reason } = command;
      return bounced(dossier, definition, { message, recipient, reason }, now);
    }
    case 'recordAnswer':
      return [{ type: 'answeredAutomatically', data: { message: command.message, moment: command.moment } }];
    case 'offer':
      return offer(dossier, definition, command.to, command.until);
    case 'offerUnanswered':
      return unanswered(dossier, command.to, now);
    case 'giveTo':
      return give(dossier, definition, command.agent);
    case 'interrupt': {
      const { resource, name } = command;
      const transition = transitionFor(definition, dossier.state, 'interrupt');
      return interrupt(dossier, definition, transition, { resource, name }, now);
    }
    case 'mergeFailed':
      return mergeFailed(dossier, definition, command.into, now);
    case 'lettersCame': {
      const { type: _, by: __, ...data } = command;
      return came(dossier, definition, data, now);
    }
    case 'lettersLeft': {
      const { type: _, by: __, ...data } = command;
      return left(dossier, data);
    }
    case 'changeTimers': {
      const { timers } = command;
      if (isDeepEqual(timers, dossier.timers)) return [];
      return [{ type: 'timersChanged', data: { timers, deadlines: deadlinesUnder(definition, dossier, timers) } }];
    }
    case 'changeRouting': {
      const { queue, routing } = command;
      const isNews = dossier.queue === queue && dossier.routing !== routing;
      return isNews ? [{ type: 'routingChanged', data: { routing } }] : [];
    }
    default:
      return assertNever(command);
  }
}

function elapse(dossier: Dossier, definition: Definition, timer: string, now: number): readonly EventBody[] {
  const isDue = agenda(definition, dossier).some((due) => due.kind === 'timer' && due.timer === timer && due.at <= now);
  const id = definition.timers.find((t) => t.id === timer)?.transition;
  const transition = definition.transitions.find((t) => t.id === id);
  return isDue && transition?.from.includes(dossier.state) ? take(dossier, definition, transition, now) : [];
}

/** The commands that buttons offer; a transfer to a person stands beside the transfer to a queue. */
const BUTTONS = [
  ...MOVES,
  ...HOLDINGS,
  'assign',
  ...REPLIES,
  'submitForValidation',
  'approve',
  'amendAndApprove',
  'refuse',
  'transfer',
  'setOutcome',
  'moreTime',
] as const satisfies readonly Cause[];

export type Available = {
  readonly type: AgentCommandType;
  readonly refusal: Refusal | null;
};

/** Each command an agent knows, and why it would be refused now; `null`: it is open. Feeds the buttons. */
export function availability(dossier: Dossier, definition: Definition, context: CommandContext): Available[] {
  const merged: Refusal | null = dossier.mergedInto ? { code: 'merged', number: dossier.mergedInto.number } : null;
  const refusalFor = (cause: Cause): Refusal | null => {
    if (merged) return merged;
    const transition = transitionFor(definition, dossier.state, cause);
    return transition ? refusalOf(dossier, transition, context) : { code: 'not-in-this-state', state: dossier.state };
  };
  /** Open when one of its ways is. */
  const transferRefusal = (): Refusal | null =>
    transferKinds(dossier, definition, context).length > 0
      ? null
      : (refusalFor('transfer') ?? { code: 'transfer-mode-off', kind: 'queue' });
  return [
    ...BUTTONS.map((type) => ({ type, refusal: type === 'transfer' ? transferRefusal() : refusalFor(type) })),
    { type: 'triggerWorkflow', refusal: refusalFor('triggerWorkflow') },
    { type: 'forward', refusal: merged ?? forwardRefusal(dossier, definition, context) },
    { type: 'undoSend', refusal: merged ?? undoRefusal(dossier, context) },
    ...EXCHANGES.map((type) => ({ type, refusal: exchangeRefusal(dossier, definition, type, context) })),
  ];
}

/** The transfers that the queue and the state allow now: to a queue (W10), to a person or a group (N10). */
export function transferKinds(dossier: Dossier, definition: Definition, context: CommandContext): TransferKind[] {
  const isOpen = (cause: Cause) => {
    const transition = transitionFor(definition, dossier.state, cause);
    return transition !== undefined && refusalOf(dossier, transition, context) === null;
  };
  return context.queue.transfers.filter((kind) => isOpen(kind === 'queue' ? 'transfer' : 'handOver'));
}

/** Of settings: names to what is set, however deep. */
function isDeepEqual(a: object, b: object): boolean {
  return Object.keys({ ...a, ...b }).every((key) => {
    const [one, other] = [Reflect.get(a, key), Reflect.get(b, key)];
    return one instanceof Object && other instanceof Object ? isDeepEqual(one, other) : one === other;
  });
}

function assertNever(command: never): never {
  throw new Error(`Unknown command ${JSON.stringify(command)}`);
}
