/** The one place that starts, signals and ends workflows; those of the dossiers are in `dossier-engine.ts`. */
import { type Client, WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import {
  agentReadySignal,
  BATCH_WORKFLOW,
  batchWorkflowId,
  CONNECTION_TEST_WORKFLOW,
  connectionTestWorkflowId,
  MAILBOX_AWAY,
  MAILBOX_WORKFLOW,
  mailboxWorkflowId,
  QUARANTINE_WORKFLOW,
  type QuarantineRequest,
  quarantineWorkflowId,
  ROUTING_WORKFLOW,
  routingWorkflowId,
} from '../../contract/workflows.ts';
import { ANSWER_WITHIN_MS, createDossierEngine, type DossierEngine } from './dossier-engine.ts';

/** The letter stays where it is: its mailbox's server does not give it. */
export class MailboxAway extends Error {}

/** Starting what runs already changes nothing. */
export interface Engine {
  readonly dossiers: DossierEngine;
  /** Carries one instruction to many dossiers. */
  runBatch(batch: string): Promise<void>;
  /** One workflow a mailbox; the watcher notices other settings by itself. */
  watchMailbox(mailbox: string): Promise<void>;
  stopWatching(mailbox: string): Promise<void>;
  testConnection(test: string): Promise<void>;
  /** Waits until a worker has read the letter. @throws MailboxAway */
  handleQuarantined(request: QuarantineRequest): Promise<void>;
  /** The sweep that repairs hands and offers what waits; one for each task queue. */
  sweepRouting(): Promise<void>;
  /** Somebody may be given dossiers from now on. `not-running`: the sweep is not there. */
  agentReady(): Promise<'told' | 'not-running'>;
}

export function createEngine(client: Client, taskQueue: string): Engine {
  async function keep(workflow: string, workflowId: string, ...args: readonly string[]): Promise<void> {
    const options = { workflowId, taskQueue, args: [...args], workflowIdConflictPolicy: 'USE_EXISTING' } as const;
    await client.workflow.start(workflow, options);
  }

  return {
    dossiers: createDossierEngine(client, taskQueue),
    runBatch: (batch) => keep(BATCH_WORKFLOW, batchWorkflowId(batch), batch),
    watchMailbox: (mailbox) => keep(MAILBOX_WORKFLOW, mailboxWorkflowId(mailbox), mailbox),
    async stopWatching(mailbox) {
      await ifRunning(client.workflow.getHandle(mailboxWorkflowId(mailbox)).cancel());
    },
    testConnection: (test) => keep(CONNECTION_TEST_WORKFLOW, connectionTestWorkflowId(test), test),
    async handleQuarantined(request) {
      const handle = () =>
        client.workflow.execute(QUARANTINE_WORKFLOW, {
          workflowId: quarantineWorkflowId(request.ledger),
          workflowIdConflictPolicy: 'USE_EXISTING',
          taskQueue,
          args: [request],
        });
      await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, handle).catch((error: unknown) => {
        const cause = error instanceof WorkflowFailedError ? error.cause?.cause : undefined;
        const isAway = cause instanceof ApplicationFailure && cause.type === MAILBOX_AWAY;
        throw isAway ? new MailboxAway(cause.message, { cause: error }) : error;
      });
    },
    sweepRouting: () => keep(ROUTING_WORKFLOW, routingWorkflowId(taskQueue)),
    agentReady: () => ifRunning(client.workflow.getHandle(routingWorkflowId(taskQueue)).signal(agentReadySignal)),
  };
}

async function ifRunning(asked: Promise<unknown>): Promise<'told' | 'not-running'> {
  try {
    await asked;
    return 'told';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'not-running';
    throw error;
  }
}
