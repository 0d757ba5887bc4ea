/** A dossier that has ended: its workflow begins again, as the timeline says it stood, for the time of one command (N20). */
import { WithStartWorkflowOperation } from '@temporalio/client';
import { DOSSIER_WORKFLOW, type DossierInput, dossierWorkflowId } from '../../contract/workflows.ts';
import { asItEnded } from '../../services/engine/ended-dossier.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';

/** It ends again once the command is done; a letter that comes meanwhile opens another dossier, as ever. */
export async function beginAgain(store: Store, taskQueue: string, dossierId: string) {
  const input: DossierInput | null = await asItEnded(store, dossierId);
  if (!input) throw new ApiProblem(404, 'not-found');
  return new WithStartWorkflowOperation(DOSSIER_WORKFLOW, {
    workflowId: dossierWorkflowId(dossierId),
    taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
}
