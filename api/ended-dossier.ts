/** A dossier that has ended: its workflow begins again, as the timeline says it stood, for the time of one command (N20). */
import { WithStartWorkflowOperation } from '@temporalio/client';
import { resultsOf } from '../domain/command-results.ts';
import { fold } from '../domain/evolve.ts';
import type { DossierDocument } from '../store/dossiers.ts';
import type { Store } from '../store/store.ts';
import { toEvent } from '../store/timeline.ts';
import { DOSSIER_WORKFLOW, type DossierInput, dossierWorkflowId } from '../workflows/contract.ts';
import { ApiProblem } from './problem.ts';

/** It ends again once the command is done; a letter that comes meanwhile opens another dossier, as ever. */
export async function beginAgain(
  store: Store,
  taskQueue: string,
  { _id: dossierId, definition: pinned }: DossierDocument,
) {
  const [entries, definition] = await Promise.all([store.timeline.read(dossierId), store.definitions.get(pinned)]);
  const events = entries.map(toEvent);
  const dossier = fold(events);
  if (!dossier || !definition) throw new ApiProblem(404, 'not-found');
  const input: DossierInput = { dossierId, definition, carried: { dossier, results: resultsOf(events) } };
  return new WithStartWorkflowOperation(DOSSIER_WORKFLOW, {
    workflowId: dossierWorkflowId(dossierId),
    taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
}
