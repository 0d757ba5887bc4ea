/** A letter for a dossier that has ended opens a new one, linked to the old; for one that was merged, it goes after its letters. */

import type { RedirectRequest } from '../../contract/activities.ts';
import type { DossierSignals } from '../../services/engine/dossier-signals.ts';
import { queueStart } from '../../services/engine/queue-start.ts';
import { newId } from '../../store/base/ids.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { Store } from '../../store/store.ts';

interface RedirectDependencies {
  readonly store: Store;
  readonly signals: DossierSignals;
}

export function createRedirectLetter({ store, signals }: RedirectDependencies) {
  return async (request: RedirectRequest): Promise<void> => redirect({ store, signals }, request);
}

/**
 * Gives the letter to the dossier that has the others, or to a new one, with its ledger row. Done twice, the same letter
 * opens one dossier.
 */
export async function redirect(deps: RedirectDependencies, { dossierId, stray }: RedirectRequest): Promise<void> {
  const { store, signals } = deps;
  const there = await store.dossiers.home(dossierId);
  // Merged; or itself again, by now.
  const isAlive = there !== null && (there._id !== dossierId || there.desk !== null);
  if (isAlive && (await sendAfter(deps, { dossierId, stray }, there)) === 'told') return;
  const previous = there?._id ?? dossierId;
  const home = await store.messages.moveOnce(stray.letter.message, previous, newId());
  await threadTo(store, stray.letter.message, home);
  await store.ledger.moveTo(stray.ledger, home, { code: 'continues-archived', detail: previous });
  const { definition, start } = await queueStart(store, stray.opening.queue);
  const opening = { ...stray.opening, ...start, number: await store.numbers.take(1), previous };
  await signals.tell(home, definition, { ...stray, opening });
}

async function sendAfter(
  { store, signals }: RedirectDependencies,
  { dossierId, stray }: RedirectRequest,
  { _id: home, definition: pinned }: DossierDocument,
): Promise<'told' | 'archived'> {
  const { message } = stray.letter;
  await store.messages.moveOnce(message, dossierId, home);
  await threadTo(store, message, home);
  await store.ledger.moveMessages([message], dossierId, home);
  const definition = await store.definitions.get(pinned);
  if (!definition) throw new Error(`Dossier ${home} has no definition`);
  return signals.tell(home, definition, stray);
}

/** Its answers go where it is. */
async function threadTo(store: Store, message: string, home: string): Promise<void> {
  const messageId = (await store.messages.get(message))?.messageId;
  if (messageId) await store.threads.reassign(messageId, home);
}
