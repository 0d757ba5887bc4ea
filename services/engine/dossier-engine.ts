/** Speaks to the dossiers' workflows: letters, instructions and commands, each of which may have to start or wake one. */
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
  type Instruction,
  instructSignal,
  type LetterSignal,
  letterSignal,
  openUpdate,
  REFUSED,
} from '../../contract/workflows.ts';
import type { Refusal, StartOutbound } from '../../domain/dossier/commands.ts';

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

export interface DossierEngine {
  /** A letter; the first one starts the workflow. `archived`: the dossier has ended, and the letter must open another. */
  hear(input: DossierInput, letter: LetterSignal): Promise<'heard' | 'archived'>;
  /** `not-running`: there is no such workflow, or it has ended. */
  instruct(dossierId: string, instruction: Instruction): Promise<'told' | 'not-running'>;
  /** Of one that has ended: its workflow begins again where it stood, hears the instruction, and ends unless that moves it. */
  instructEnded(ended: DossierInput, instruction: Instruction): Promise<void>;
  /** @throws CommandRefused, DossierNotRunning; Temporal's own error when no worker answers in time. */
  command(dossierId: string, request: CommandRequest, commandId: string): Promise<CommandResult>;
  /** Of one that has ended: its workflow begins again for the time of this command (N20). @throws CommandRefused */
  commandEnded(ended: DossierInput, request: CommandRequest, commandId: string): Promise<CommandResult>;
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
    async hear(input, letter) {
      try {
        await client.workflow.signalWithStart(DOSSIER_WORKFLOW, {
          ...start(input),
          signal: letterSignal,
          signalArgs: [letter],
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
        });
        return 'heard';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'archived';
        throw error;
      }
    },
    async instruct(dossierId, instruction) {
      try {
        await running(dossierId).signal(instructSignal, instruction);
        return 'told';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'not-running';
        throw error;
      }
    },
    async instructEnded(ended, instruction) {
      await client.workflow.signalWithStart(DOSSIER_WORKFLOW, {
        ...start(ended),
        signal: instructSignal,
        signalArgs: [instruction],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      });
    },
    async command(dossierId, request, updateId) {
      return answered(() => running(dossierId).executeUpdate(commandUpdate, { updateId, args: [request] }));
    },
    async commandEnded(ended, request, updateId) {
      const startWorkflowOperation = new WithStartWorkflowOperation(DOSSIER_WORKFLOW, {
        ...start(ended),
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      });
      const update = { updateId, args: [request] as [CommandRequest], startWorkflowOperation };
      return answered(() => client.workflow.executeUpdateWithStart(commandUpdate, update));
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
