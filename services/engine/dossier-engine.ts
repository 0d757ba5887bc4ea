/** Speaks to the dossiers' workflows: commands, which are answered, beside the signals of `dossier-signals.ts`, which are not. */
import {
  type Client,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import {
  type CommandRequest,
  type CommandResult,
  commandUpdate,
  DOSSIER_WORKFLOW,
  type DossierInput,
  dossierWorkflowId,
  openUpdate,
  REFUSED,
} from '../../contract/workflows.ts';
import type { Refusal, StartOutbound } from '../../domain/dossier/commands.ts';
import { createDossierSignals, type DossierSignals } from './dossier-signals.ts';

/** How long a command waits for its answer: without a worker an update waits for ever. Asked again with the same id, it is done once. */
export const ANSWER_WITHIN_MS = 20_000;

/** The rules refuse the command; nothing was recorded. */
export class CommandRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(`Refused: ${refusal.code}`, options);
    this.refusal = refusal;
  }
}

/** The dossier has no workflow: it has ended, or the engine was lost. */
export class DossierNotRunning extends Error {}

export interface DossierEngine extends DossierSignals {
  /** @throws CommandRefused, DossierNotRunning; Temporal's own error when no worker answers in time. */
  command(dossierId: string, request: CommandRequest, commandId: string): Promise<CommandResult>;
  /** Of one whose workflow has ended or was lost: it begins again where it stood, and does this command. @throws CommandRefused */
  commandAgain(stood: DossierInput, request: CommandRequest, commandId: string): Promise<CommandResult>;
  /** Starts the workflow that was lost with its engine, where the dossier stood (O9). `running`: it was not lost. */
  resume(stood: DossierInput): Promise<'started' | 'running'>;
  /** Opens a dossier that we begin ourselves (G2); asked again, it says how it stands. */
  open(input: DossierInput, start: StartOutbound): Promise<CommandResult>;
}

export function createDossierEngine(client: Client, taskQueue: string): DossierEngine {
  const running = (dossierId: string) => client.workflow.getHandle(dossierWorkflowId(dossierId));
  const start = (input: DossierInput) => ({ workflowId: dossierWorkflowId(input.dossierId), taskQueue, args: [input] });

  async function answered<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, work);
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) throw new DossierNotRunning(error.message, { cause: error });
      const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
      if (cause instanceof ApplicationFailure && cause.type === REFUSED)
        throw new CommandRefused(cause.details?.[0] as Refusal, { cause: error });
      throw error;
    }
  }

  return {
    ...createDossierSignals(client, taskQueue),
    async command(dossierId, request, updateId) {
      return answered(() => running(dossierId).executeUpdate(commandUpdate, { updateId, args: [request] }));
    },
    async commandAgain(stood, request, updateId) {
      const startWorkflowOperation = new WithStartWorkflowOperation(DOSSIER_WORKFLOW, {
        ...start(stood),
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      });
      const update = { updateId, args: [request] as [CommandRequest], startWorkflowOperation };
      return answered(() => client.workflow.executeUpdateWithStart(commandUpdate, update));
    },
    async resume(stood) {
      try {
        await client.workflow.start(DOSSIER_WORKFLOW, start(stood));
        return 'started';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'running';
        throw error;
      }
    },
    async open(input, opening) {
      const startWorkflowOperation = new WithStartWorkflowOperation(DOSSIER_WORKFLOW, {
        ...start(input),
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
      });
      const update = { updateId: input.dossierId, args: [opening] as [StartOutbound], startWorkflowOperation };
      return answered(() => client.workflow.executeUpdateWithStart(openUpdate, update));
    },
  };
}
