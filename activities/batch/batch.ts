/** Tells many dossiers the same thing, one page after the other; another worker goes on where this one stopped. */
import { setTimeout } from 'node:timers/promises';
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import type { BatchDocument, BatchFailure } from '../../store/dossiers/batches.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** So many signals at a time: a batch is in nobody's way. */
const PAGE = 50;
/** A letter on its way opens its dossier within that time; and whoever was told has done it, and is asked for no more. */
const SETTLING_MS = 1_000;
const LATECOMERS = 1_000;

export function createTellBatch({ store, signals }: Pick<ActivityDependencies, 'store' | 'signals'>) {
  async function tell(batch: BatchDocument, dossier: string): Promise<BatchFailure | null> {
    try {
      if ((await signals.instruct(dossier, batch.instruction)) === 'told') return null;
      const isOver = (await store.dossiers.get(dossier))?.desk === null;
      return isOver ? null : { dossier, message: 'Its workflow does not run: `npm run rebuild` starts it again.' };
    } catch (error) {
      return { dossier, message: (error as Error).message };
    }
  }

  async function tellAll(
    batch: BatchDocument,
    dossiers: readonly string[],
    cursor: string | null,
    tried: Set<string>,
  ): Promise<void> {
    for (const id of dossiers) tried.add(id);
    const failures = (await Promise.all(dossiers.map((id) => tell(batch, id)))).filter((e) => e !== null);
    await store.batches.advance(batch._id, { cursor, done: dossiers.length - failures.length, failures });
  }

  /** What is counted is in the store: told twice around a crash, a dossier counts once. */
  return async function tellBatch(id: string): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      cancellationSignal().throwIfAborted();
      const batch = await store.batches.get(id);
      if (batch?.status !== 'running') return;
      heartbeat(batch.cursor);
      const dossiers = await store.batches.next(batch, PAGE);
      if (dossiers.length > 0) {
        await tellAll(batch, dossiers, dossiers.at(-1) ?? null, tried);
        continue;
      }
      await setTimeout(SETTLING_MS);
      for (const { dossier } of batch.failures) tried.add(dossier);
      const missed = await store.batches.latecomers(batch, tried, LATECOMERS);
      if (missed.length === 0) return store.batches.finish(id);
      await tellAll(batch, missed, batch.cursor, tried);
    }
  };
}
