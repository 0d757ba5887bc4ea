/** Starts again, from the record in MongoDB, whatever workflow Temporal has lost (O9). */
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { createRecord } from '../activities/record/record.ts';
import {
  BATCH_WORKFLOW,
  batchWorkflowId,
  DOSSIER_WORKFLOW,
  type DossierInput,
  dossierWorkflowId,
  MAILBOX_WORKFLOW,
  mailboxWorkflowId,
} from '../contract/workflows.ts';
import { resultsOf } from '../domain/dossier/command-results.ts';
import type { DossierEvent } from '../domain/dossier/events.ts';
import { fold } from '../domain/dossier/evolve.ts';
import { type Definition, stateOf } from '../domain/lifecycle/definition.ts';
import { toEvent } from '../store/dossiers/timeline.ts';
import type { Store } from '../store/store.ts';

export interface RebuildOptions {
  readonly store: Store;
  readonly temporal: Client;
  readonly taskQueue: string;
  /** Told now and then how far it is. */
  readonly onProgress?: (rebuilt: Rebuilt) => void;
}

export interface Rebuilt {
  started: number;
  /** Their workflow was there, and was left alone. */
  running: number;
  /** Archived: they need none. */
  ended: number;
  readonly failed: { readonly dossier: string; readonly reason: string }[];
}

const AT_ONCE = 20;

/** Every dossier of the record whose workflow does not run; then the mailboxes' watches and the batches under way. */
export async function rebuildWorkflows(options: RebuildOptions): Promise<Rebuilt> {
  const { store, onProgress = () => {} } = options;
  const rebuilt: Rebuilt = { started: 0, running: 0, ended: 0, failed: [] };
  const page: string[] = [];
  const turn = async () => {
    await Promise.all(page.splice(0).map((id) => rebuildInto(rebuilt, options, id)));
    onProgress(rebuilt);
  };
  for await (const id of store.timeline.dossiers()) {
    page.push(id);
    if (page.length === AT_ONCE) await turn();
  }
  await turn();
  for (const { _id, enabled } of await store.mailboxes.list())
    if (enabled) await start(options, MAILBOX_WORKFLOW, mailboxWorkflowId(_id), _id);
  for (const { _id } of await store.batches.running()) await start(options, BATCH_WORKFLOW, batchWorkflowId(_id), _id);
  return rebuilt;
}

async function rebuildInto(rebuilt: Rebuilt, options: RebuildOptions, dossier: string): Promise<void> {
  try {
    rebuilt[await rebuild(options, dossier)] += 1;
  } catch (error) {
    rebuilt.failed.push({ dossier, reason: (error as Error).message });
  }
}

async function rebuild(options: RebuildOptions, dossierId: string): Promise<'started' | 'running' | 'ended'> {
  const { store } = options;
  const row = await store.dossiers.get(dossierId);
  if (row?.desk === null) return 'ended';
  const events = (await store.timeline.read(dossierId)).map(toEvent);
  const dossier = fold(events);
  if (!dossier) throw new Error('nothing is on record');
  const definition = await store.definitions.get(dossier.definition);
  if (!definition) throw new Error(`its definition ${dossier.definition.id}/${dossier.definition.version} is missing`);
  await finishRecording(options, definition, events, row?.version ?? 0);
  if (stateOf(definition, dossier.state).final) return 'ended';
  const input: DossierInput = { dossierId, definition, carried: { dossier, results: resultsOf(events) } };
  return (await start(options, DOSSIER_WORKFLOW, dossierWorkflowId(dossierId), input)) ? 'started' : 'running';
}

/** What was on record when the engine was lost, and not yet shown, is shown now. */
async function finishRecording(
  { store }: RebuildOptions,
  definition: Definition,
  events: readonly DossierEvent[],
  shown: number,
): Promise<void> {
  const missing = events.slice(shown);
  const [first] = missing;
  if (!first) return;
  const base = fold(events.slice(0, shown));
  await createRecord({ store })({ dossierId: first.dossierId, base, definition, events: missing });
}

/** False when it runs already. */
async function start(
  { temporal, taskQueue }: RebuildOptions,
  workflow: string,
  workflowId: string,
  argument: unknown,
): Promise<boolean> {
  try {
    await temporal.workflow.start(workflow, { workflowId, taskQueue, args: [argument] });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
