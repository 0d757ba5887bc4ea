/** Tells a dossier's workflow of a letter, starting the workflow if it is the first. */
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Definition } from '../domain/definition.ts';
import {
  DOSSIER_WORKFLOW,
  type DossierInput,
  dossierWorkflowId,
  type LetterSignal,
  letterSignal,
} from '../workflows/contract.ts';

export interface DossierSignals {
  /** `archived`: the dossier has ended, and the letter must open another. */
  tell(dossierId: string, definition: Definition, letter: LetterSignal): Promise<'told' | 'archived'>;
}

/** A first letter signalled twice is recorded once; a dossier that ended is never started again. */
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
  };
}
