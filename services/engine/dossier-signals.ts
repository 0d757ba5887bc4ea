/** Speaks to the dossiers' workflows: of letters, the first of which starts one, and of what the system asks. */
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import {
  DOSSIER_WORKFLOW,
  type DossierInput,
  dossierWorkflowId,
  type Instruction,
  instructSignal,
  type LetterSignal,
  letterSignal,
  receptionQuery,
} from '../../contract/workflows.ts';
import type { Reception } from '../../domain/dossier/exchange.ts';
import type { Definition } from '../../domain/lifecycle/definition.ts';

export interface DossierSignals {
  /** `archived`: the dossier has ended, and the letter must open another. */
  tell(dossierId: string, definition: Definition, letter: LetterSignal): Promise<'told' | 'archived'>;
  /** `not-running`: there is no such workflow, or it has ended. */
  instruct(dossierId: string, instruction: Instruction): Promise<'told' | 'not-running'>;
  /** Whether it takes the letters of another, at this moment. */
  reception(dossierId: string): Promise<Reception>;
  /** Of one that has ended: its workflow begins again where it stood, hears the instruction, and ends unless that moves it. */
  beginAgain(ended: DossierInput, instruction: Instruction): Promise<void>;
}

/** A first letter signalled twice is recorded once; no letter starts a dossier that ended. */
export function createDossierSignals(client: Client, taskQueue: string): DossierSignals {
  return {
    async tell(dossierId, definition, letter) {
      const input: DossierInput = { dossierId, definition };
      try {
        await client.workflow.signalWithStart(DOSSIER_WORKFLOW, {
          workflowId: dossierWorkflowId(dossierId),
          taskQueue,
          args: [input],
          signal: letterSignal,
          signalArgs: [letter],
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
        });
        return 'told';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'archived';
        throw error;
      }
    },
    async instruct(dossierId, instruction) {
      try {
        await client.workflow.getHandle(dossierWorkflowId(dossierId)).signal(instructSignal, instruction);
        return 'told';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'not-running';
        throw error;
      }
    },
    async reception(dossierId) {
      try {
        return await client.workflow.getHandle(dossierWorkflowId(dossierId)).query(receptionQuery);
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'over';
        throw error;
      }
    },
    async beginAgain(ended, instruction) {
      await client.workflow.signalWithStart(DOSSIER_WORKFLOW, {
        workflowId: dossierWorkflowId(ended.dossierId),
        taskQueue,
        args: [ended],
        signal: instructSignal,
        signalArgs: [instruction],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      });
    },
  };
}
