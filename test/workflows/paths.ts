/** The ways a dossier goes, played on the real workflow: their histories are kept, and every later version must replay them. */
import type { Found } from '../../contract/activities.ts';
import type { DeliveryOutcome } from '../../domain/dossier/commands.ts';
import { PEOPLE, reply } from '../domain/given.ts';
import type { TestDossier } from './environment.ts';

export interface Path {
  readonly name: string;
  /** What the mail server answers, attempt by attempt; then that it is sent. */
  readonly deliveries?: readonly DeliveryOutcome[];
  /** Whom routing finds, one after the other. */
  readonly agents?: readonly string[];
  /** What answers its letters by itself, one after the other. */
  readonly answers?: readonly string[];
  readonly play: (dossier: TestDossier) => Promise<unknown>;
}

export const PATHS: readonly Path[] = [
  {
    name: 'answered-closed-reopened',
    async play(dossier) {
      await dossier.letter('m1');
      await dossier.command({ type: 'accept' });
      await dossier.command({ type: 'replyAndClose', message: reply() });
      await dossier.later('11s');
      await dossier.letter('m2');
      await dossier.command({ type: 'accept' });
    },
  },
  {
    name: 'answered-automatically-bounced',
    answers: ['answer-1'],
    async play(dossier) {
      await dossier.letter('m1');
      await dossier.settled();
      await dossier.command({ type: 'replyAndClose', message: reply() });
      await dossier.later('11s');
      const bounce = { message: 'reply-1', recipient: 'claire@customer.example', reason: '5.1.1' };
      await dossier.instruct({ type: 'bounce', ...bounce });
      await dossier.instruct({ type: 'bounce', ...bounce });
    },
  },
  {
    name: 'routed-anew',
    agents: ['marc'],
    async play(dossier) {
      await dossier.letter('m1');
      await dossier.settled();
      await dossier.instruct({ type: 'changeRouting', queue: 'support', routing: 'offer' });
      await dossier.settled();
      await dossier.command({ type: 'accept' }, undefined, PEOPLE.marc);
      await dossier.instruct({ type: 'changeRouting', queue: 'support', routing: 'pull' });
    },
  },
  {
    name: 'undone',
    async play(dossier) {
      await dossier.letter('m1');
      await dossier.command({ type: 'accept' });
      await dossier.command({ type: 'replyAndClose', message: reply() });
      await dossier.later('5s');
      await dossier.command({ type: 'undoSend' });
      await dossier.later('30s');
    },
  },
  {
    name: 'waiting-returned-provisional',
    async play(dossier) {
      await dossier.letter('m1');
      await dossier.command({ type: 'replyAndWait', message: reply() });
      await dossier.later('11s');
      await dossier.letter('m2');
      await dossier.command({ type: 'replyKeepOpen', message: reply('reply-2') });
      await dossier.later('11s');
      await dossier.letter('robot', true);
    },
  },
  {
    name: 'deferred-then-sent',
    deliveries: [
      { outcome: 'deferred', reason: '451' },
      { outcome: 'deferred', reason: '451' },
    ],
    async play(dossier) {
      await dossier.letter('m1');
      await dossier.command({ type: 'replyAndClose', message: reply() });
      await dossier.later('5m');
    },
  },
  {
    name: 'failed-for-good',
    deliveries: [{ outcome: 'failed', reason: '550' }],
    async play(dossier) {
      await dossier.letter('m1');
      await dossier.command({ type: 'accept' });
      await dossier.command({ type: 'replyAndClose', message: reply() });
      await dossier.later('1m');
    },
  },
  {
    name: 'resolved-closed-archived',
    async play(dossier) {
      await dossier.letter('m1');
      await dossier.command({ type: 'accept' });
      await dossier.command({ type: 'resolve' });
      await dossier.handle.result();
    },
  },
  {
    name: 'dormant-woken',
    async play(dossier) {
      await dossier.letter('m1');
      await dossier.command({ type: 'accept' });
      await dossier.later('31d');
      await dossier.letter('m2');
      await dossier.command({ type: 'close' });
      await dossier.command({ type: 'reopen' });
    },
  },
  {
    name: 'validated-refused-amended',
    async play(dossier) {
      await dossier.letter('m1');
      await dossier.command({ type: 'submitForValidation', message: reply(), outcome: 'close' });
      await dossier.command({ type: 'refuse', reason: 'Ton' }, 'refuse', PEOPLE.nadia);
      await dossier.command({ type: 'submitForValidation', message: reply('reply-2'), outcome: 'wait' });
      await dossier.letter('m2');
      const seen = { digest: 'digest of reply-2', acknowledged: 'm2' };
      const amended = { type: 'amendAndApprove', ...seen, message: reply('reply-3') } as const;
      await dossier.command(amended, 'approve', PEOPLE.nadia);
    },
  },
  {
    name: 'validation-overdue',
    async play(dossier) {
      await dossier.letter('m1');
      await dossier.command({ type: 'submitForValidation', message: reply(), outcome: 'close' });
      await dossier.later('5h');
      const approval = { type: 'approve', digest: 'digest of reply-1', acknowledged: null } as const;
      await dossier.command(approval, 'approve', PEOPLE.nadia);
      await dossier.later('11s');
    },
  },
  {
    name: 'offered-rejected-unanswered-accepted',
    agents: ['lea', 'marc', 'lea'],
    async play(dossier) {
      await dossier.letter('m1', false, 'offer');
      await dossier.settled();
      await dossier.command({ type: 'reject' });
      await dossier.settled();
      await dossier.later('40s');
      await dossier.instruct({ type: 'route' });
      await dossier.settled();
      await dossier.command({ type: 'accept' });
    },
  },
  {
    name: 'transferred-outcome-dismissed',
    async play(dossier) {
      await dossier.letter('m1');
      await dossier.command({ type: 'accept' });
      const target = { kind: 'queue', id: 'billing', mailbox: 'billing', routing: 'pull', open: true } as const;
      await dossier.command({ type: 'transfer', target, wrapUp: 'Facturation' });
      await dossier.command({ type: 'accept' });
      const said = { status: 'resolved', disposition: null, notes: 'Fait', tags: ['colis'] } as const;
      await dossier.command({ type: 'setOutcome', ...said });
      await dossier.command({ type: 'dismiss' });
    },
  },
  {
    name: 'outbound-suspended-resumed-answered',
    async play(dossier) {
      await dossier.open('available');
      await dossier.command({ type: 'suspend' });
      await dossier.command({ type: 'resume' });
      await dossier.command({ type: 'replyAndWait', message: reply() });
      await dossier.later('11s');
      await dossier.command({ type: 'moreTime', days: 3 });
      await dossier.letter('m1');
    },
  },
  {
    name: 'timers-changed-interrupted-ended',
    async play(dossier) {
      await dossier.letter('m1');
      await dossier.command({ type: 'accept' });
      const after = { unit: 'days', value: 2 } as const;
      await dossier.instruct({ type: 'changeTimers', timers: { activeToDormant: { enabled: true, after } } });
      await dossier.later('3d');
      await dossier.letter('m2');
      await dossier.instruct({ type: 'interrupt', resource: 'queue', name: 'Support' });
      await dossier.command({ type: 'end' });
    },
  },
  {
    name: 'taken-assigned-triggered-unassigned',
    async play(dossier) {
      await dossier.letter('m1');
      await dossier.command({ type: 'take' });
      await dossier.command({ type: 'assign', to: 'marc' });
      await dossier.command({ type: 'accept' });
      await dossier.command({ type: 'triggerWorkflow', transition: 'askForHelp' });
      await dossier.command({ type: 'unassign' });
    },
  },
];

/** The agents routing finds, in turn; then nobody. */
export function routingTo(agents: readonly string[], now: () => Promise<number>): () => Promise<Found | null> {
  const next = [...agents];
  return async () => {
    const to = next.shift();
    return to === undefined ? null : { type: 'offer', to, until: (await now()) + 30_000 };
  };
}
