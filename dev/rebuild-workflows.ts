/** Starts again, from the record in MongoDB, whatever workflow Temporal has lost (O9). */
import { createRecord } from '../activities/record/record.ts';
import type { DossierInput } from '../contract/workflows.ts';
import { resultsOf } from '../domain/dossier/command-results.ts';
import type { DossierEvent } from '../domain/dossier/events.ts';
import { fold } from '../domain/dossier/evolve.ts';
import { type Definition, stateOf } from '../domain/lifecycle/definition.ts';
import { asItEnded } from '../services/engine/ended-dossier.ts';
import type { Engine } from '../services/engine/engine.ts';
import { unfinishedOf } from '../services/engine/unfinished.ts';
import { toEvent } from '../store/dossiers/timeline.ts';
import type { Store } from '../store/store.ts';

export interface RebuildOptions {
  readonly store: Store;
  readonly engine: Engine;
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

/** A rebuild under way. */
interface Rebuild extends RebuildOptions {
  readonly rebuilt: Rebuilt;
  /** Where the store says that letters wait for what is to be done to them, also in dossiers that have ended. */
  readonly suspects: ReadonlySet<string>;
  /** By dossier, what its record asks for and was not done. */
  readonly unfinished: Map<string, readonly DossierEvent[]>;
}

const AT_ONCE = 20;
const LETTERS_AT_ONCE = 500;

/**
 * Every dossier of the record whose workflow does not run; once all of them do, what was about to follow; then the
 * mailboxes' watches, which tell the letters that nobody heard of, and the batches under way.
 */
export async function rebuildWorkflows(options: RebuildOptions): Promise<Rebuilt> {
  const { store, engine, onProgress = () => {} } = options;
  const rebuilt: Rebuilt = { started: 0, running: 0, ended: 0, failed: [] };
  const suspects = await store.messages.dossiersWithUnfinished();
  const under: Rebuild = { ...options, rebuilt, suspects, unfinished: new Map() };
  const page: string[] = [];
  const turn = async () => {
    await Promise.all(page.splice(0).map((id) => rebuildInto(under, id)));
    onProgress(rebuilt);
  };
  for await (const id of store.timeline.dossiers()) {
    page.push(id);
    if (page.length === AT_ONCE) await turn();
  }
  await turn();
  for (const [dossier, events] of under.unfinished)
    await orFail(under, dossier, () => followUp(under, dossier, events));
  await tellAgain(under);
  for (const { _id, enabled } of await store.mailboxes.list()) if (enabled) await engine.watchMailbox(_id);
  for (const { _id } of await store.batches.running()) await engine.runBatch(_id);
  return rebuilt;
}

async function rebuildInto(under: Rebuild, dossier: string): Promise<void> {
  await orFail(under, dossier, async () => {
    under.rebuilt[await rebuild(under, dossier)] += 1;
  });
}

/** One that fails is named, and holds back no other. */
async function orFail({ rebuilt }: Rebuild, dossier: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    rebuilt.failed.push({ dossier, reason: (error as Error).message });
  }
}

async function rebuild(options: Rebuild, dossierId: string): Promise<'started' | 'running' | 'ended'> {
  const { store, engine, suspects, unfinished } = options;
  const row = await store.dossiers.get(dossierId);
  if (row?.desk === null && !row.mergedInto && !suspects.has(dossierId)) return 'ended';
  const events = (await store.timeline.read(dossierId)).map(toEvent);
  const dossier = fold(events);
  if (!dossier) throw new Error('nothing is on record');
  const definition = await store.definitions.get(dossier.definition);
  if (!definition) throw new Error(`its definition ${dossier.definition.id}/${dossier.definition.version} is missing`);
  await finishRecording(options, definition, events, row?.version ?? 0);
  const toFollow = await unfinishedOf(store, dossierId, events);
  if (toFollow.length > 0) unfinished.set(dossierId, toFollow);
  if (stateOf(definition, dossier.state).final) return 'ended';
  const input: DossierInput = { dossierId, definition, carried: { dossier, results: resultsOf(events) } };
  return engine.dossiers.resume(input);
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

/** Told once all run: an exchange of letters that finds the other dossier without its workflow would be taken back. */
async function followUp({ store, engine }: Rebuild, dossierId: string, events: readonly DossierEvent[]): Promise<void> {
  const instruction = { type: 'followUp', events } as const;
  if ((await engine.dossiers.instruct(dossierId, instruction)) === 'told') return;
  const ended = await asItEnded(store, dossierId);
  if (ended) await engine.dossiers.beginAgain(ended, instruction);
}

/** Letters that are on the ledger and in no timeline count as untold, as they do after a crash. */
async function tellAgain({ store, unfinished }: Rebuild): Promise<void> {
  // A split that is still to be told tells them itself.
  const ofSplits = [...unfinished.values()].flat().flatMap((e) => (e.type === 'lettersSplit' ? e.data.letters : []));
  for await (const rows of store.ledger.told(LETTERS_AT_ONCE)) {
    const letters = await store.messages.getAll(rows.flatMap(({ message }) => message ?? []));
    const homes = letters.flatMap(({ dossierId, path = [] }) => [dossierId, ...path]);
    const heard = await store.timeline.lettersHeard([...new Set(homes)]);
    const unheard = new Set(
      letters.filter(({ _id, direction }) => direction === 'inbound' && !heard.has(_id)).map(({ _id }) => _id),
    );
    for (const letter of ofSplits) unheard.delete(letter);
    await store.ledger.markUnsignalled(rows.flatMap(({ _id, message }) => (unheard.has(message ?? '') ? [_id] : [])));
  }
}
