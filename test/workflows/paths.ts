/** The ways a dossier goes, played on the real workflow: their histories are kept, and every later version must replay them. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { DeliveryOutcome } from '../../domain/commands.ts';
import { reply } from '../domain/given.ts';
import type { TestDossier } from './environment.ts';

export interface Path {
  readonly name: string;
  /** What the mail server answers, attempt by attempt; then that it is sent. */
  readonly deliveries?: readonly DeliveryOutcome[];
  readonly play: (dossier: TestDossier, env: TestWorkflowEnvironment) => Promise<unknown>;
}

export const PATHS: readonly Path[] = [
  {
    name: 'answered-closed-reopened',
    async play(dossier, env) {
      await dossier.letter('m1');
      await dossier.command({ type: 'accept' });
      await dossier.command({ type: 'replyAndClose', message: reply() });
      await env.sleep('11s');
      await dossier.letter('m2');
      await dossier.command({ type: 'accept' });
    },
  },
  {
    name: 'undone',
    async play(dossier, env) {
      await dossier.letter('m1');
      await dossier.command({ type: 'accept' });
      await dossier.command({ type: 'replyAndClose', message: reply() });
      await env.sleep('5s');
      await dossier.command({ type: 'undoSend' });
      await env.sleep('30s');
    },
  },
  {
    name: 'waiting-returned-provisional',
    async play(dossier, env) {
      await dossier.letter('m1');
      await dossier.command({ type: 'replyAndWait', message: reply() });
      await env.sleep('11s');
      await dossier.letter('m2');
      await dossier.command({ type: 'replyKeepOpen', message: reply('reply-2') });
      await env.sleep('11s');
      await dossier.letter('robot', true);
    },
  },
  {
    name: 'deferred-then-sent',
    deliveries: [
      { outcome: 'deferred', reason: '451' },
      { outcome: 'deferred', reason: '451' },
    ],
    async play(dossier, env) {
      await dossier.letter('m1');
      await dossier.command({ type: 'replyAndClose', message: reply() });
      await env.sleep('5m');
    },
  },
  {
    name: 'failed-for-good',
    deliveries: [{ outcome: 'failed', reason: '550' }],
    async play(dossier, env) {
      await dossier.letter('m1');
      await dossier.command({ type: 'accept' });
      await dossier.command({ type: 'replyAndClose', message: reply() });
      await env.sleep('1m');
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
    async play(dossier, env) {
      await dossier.letter('m1');
      await dossier.command({ type: 'accept' });
      await env.sleep('31d');
      await dossier.letter('m2');
      await dossier.command({ type: 'close' });
      await dossier.command({ type: 'reopen' });
    },
  },
];
