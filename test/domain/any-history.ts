/** Any history of a dossier: commands of everybody, letters, clocks and deliveries, in any order. */
import fc from 'fast-check';
import { type AgentCommand, type AgentCommandType, HOLDINGS, MOVES, REPLIES } from '../../domain/dossier/commands.ts';
import type { Dossier } from '../../domain/dossier/dossier.ts';
import { EXCHANGES } from '../../domain/dossier/exchange.ts';
import type { Definition } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { CONTACT, DAY, letter, PEOPLE, type Person, Play, reply } from './given.ts';

export const COMMAND_TYPES: readonly AgentCommandType[] = [
  ...MOVES,
  ...HOLDINGS,
  ...REPLIES,
  'assign',
  'submitForValidation',
  'approve',
  'amendAndApprove',
  'refuse',
  'transfer',
  'setOutcome',
  'moreTime',
  'triggerWorkflow',
  'undoSend',
  ...EXCHANGES,
];

/** A command of that type that lacks nothing, for the dossier as it is. `id` names what it sends. */
export function commandOf(type: AgentCommandType, dossier: Dossier | null, id: string): AgentCommand {
  const seen = {
    digest: dossier?.validation?.digest ?? '',
    acknowledged: dossier?.validation?.letters.at(-1) ?? null,
  };
  switch (type) {
    case 'replyKeepOpen':
    case 'replyAndWait':
    case 'replyAndClose':
      return { type, message: reply(id) };
    case 'forward':
      return { type, letter: 'm0', message: reply(id) };
    case 'submitForValidation':
      return { type, message: reply(id), outcome: 'wait' };
    case 'approve':
      return { type, ...seen };
    case 'amendAndApprove':
      return { type, ...seen, message: reply(id) };
    case 'refuse':
      return { type, reason: 'Ton' };
    case 'assign':
      return { type, to: dossier?.assignee === 'marc' ? 'lea' : 'marc' };
    case 'transfer':
      return {
        type,
        target: { kind: 'queue', id: `queue-${id}`, mailbox: 'other', routing: 'pull', open: true },
        wrapUp: 'Facturation',
      };
    case 'setOutcome':
      return { type, status: 'open', disposition: null, notes: '', tags: [] };
    case 'moreTime':
      return { type, days: 3 };
    case 'triggerWorkflow':
      return { type, transition: 'askForHelp' };
    case 'split':
      return { type, letters: [dossier?.received.at(-1) ?? 'none'], into: `split-${id}`, number: 8 };
    case 'merge': {
      const into = { id: `other-${id}`, number: 9, contact: CONTACT.email, open: true };
      return { type, into, acrossContacts: false };
    }
    case 'unmerge':
      return { type, isFree: true };
    case 'redact':
      return { type, letter: dossier?.received[0] ?? 'none', what: 'content' };
    default:
      return { type };
  }
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('command' as const),
      type: fc.constantFrom(...COMMAND_TYPES),
      by: fc.constantFrom<Person>('lea', 'marc', 'nadia'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('letter' as const), automatic: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...STANDARD.timers.map((t) => t.id)).map((timer) => ({ kind: 'timer', timer }) as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('sent' as const, 'deferred' as const, 'failed' as const)
      .map((outcome) => ({ kind: 'delivery', outcome }) as const),
  },
  { weight: 1, arbitrary: fc.constantFrom<Person>('lea', 'marc').map((to) => ({ kind: 'offer', to }) as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'interrupt' } as const) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('pull' as const, 'offer' as const, 'assign' as const)
      .map((routing) => ({ kind: 'routing', routing }) as const),
  },
);
export const history = fc.array(fc.tuple(step, fc.integer({ min: 0, max: 40 * DAY })), { maxLength: 50 });
export type Steps = typeof history extends fc.Arbitrary<infer S> ? S : never;

/** Plays it on the rules; what is refused changes nothing. */
export function play(steps: Steps, definition: Definition = STANDARD): Play {
  const game = new Play(definition).system(letter('first'));
  for (const [i, [s, wait]] of steps.entries()) {
    game.later(wait);
    switch (s.kind) {
      case 'letter':
        game.system(letter(`letter-${i}`, s.automatic));
        break;
      case 'timer':
        game.system({ type: 'elapse', timer: s.timer });
        break;
      case 'offer':
        game.system({ type: 'offer', to: s.to, until: game.now + 30_000 });
        break;
      case 'interrupt':
        game.system({ type: 'interrupt', resource: 'queue', name: 'Support' });
        break;
      case 'routing':
        game.system({ type: 'changeRouting', queue: game.dossier?.queue ?? '', routing: s.routing });
        break;
      case 'delivery':
        deliver(game, s.outcome);
        break;
      case 'command': {
        const command = commandOf(s.type, game.dossier, `reply-${i}`);
        if (game.refusal(command, PEOPLE[s.by]) === null) game.agent(command, PEOPLE[s.by]);
      }
    }
  }
  return game;
}

function deliver(game: Play, outcome: 'sent' | 'deferred' | 'failed'): void {
  const message = game.dossier?.outgoing[0]?.message ?? 'none';
  game.system({ type: 'releaseReply', message });
  const delivery =
    outcome === 'sent'
      ? ({ outcome, messageId: '<x@y>', rejected: 0 } as const)
      : ({ outcome, reason: 'the server said so' } as const);
  game.system({ type: 'recordDelivery', message, delivery });
}
