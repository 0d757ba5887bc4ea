/** What a queue's new dossiers start from: the definition they follow, and what the queue adds to it. */
import type { Opening } from '../../domain/dossier/commands.ts';
import type { Definition } from '../../domain/lifecycle/definition.ts';
import type { Store } from '../../store/store.ts';

/** The part of an opening that the queue says. */
export type QueueStart = Pick<Opening, 'routing' | 'timers'>;

/**
 * Of a deleted queue too: a letter taken in before its mailbox was switched off opens its dossier, which the last pass of
 * the deletion's batch interrupts, as it does the others (W5). Nothing that came is lost.
 * @throws Error when the queue or its definition is missing: the letter stays on the ledger, untold, until it is there.
 */
export async function queueStart(
  store: Store,
  queueId: string,
): Promise<{ readonly definition: Definition; readonly start: QueueStart }> {
  const queue = await store.queues.get(queueId);
  const definition = queue && (await store.definitions.get(queue.definition));
  if (!definition) throw new Error(`Queue ${queueId} has no definition`);
  return { definition, start: { routing: queue.routing, timers: await store.timerSettings.get(definition.id) } };
}
