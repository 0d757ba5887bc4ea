/** The definition that a queue's new dossiers follow. */
import type { Definition } from '../domain/definition.ts';
import type { Store } from '../store/store.ts';

/** @throws Error when the queue or its definition is missing: the letter stays on the ledger, untold, until it is there. */
export async function definitionOf(store: Store, queueId: string): Promise<Definition> {
  const queue = await store.queues.get(queueId);
  const definition = queue && (await store.definitions.get(queue.definition));
  if (!definition) throw new Error(`Queue ${queueId} has no definition`);
  return definition;
}
