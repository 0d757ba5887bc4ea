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

/** Moves the letter and its ledger row to a new dossier, then tells it. Done twice, the same letter opens one dossier. */
export async function redirect(
  { store, signals }: RedirectDependencies,
  { dossierId, stray }: RedirectRequest,
): Promise<void> {
  const merged = await mergedInto(store, dossierId);
  if (merged) return sendAfter({ store, signals }, { dossierId, stray }, merged);
  const home = await store.messages.moveOnce(stray.letter.message, dossierId, newId());
  const messageId = (await store.messages.get(stray.letter.message))?.messageId;
  if (messageId) await store.threads.reassign(messageId, home);
  await store.ledger.moveTo(stray.ledger, home, { code: 'continues-archived', detail: dossierId });
  const { definition, start } = await queueStart(store, stray.opening.queue);
  const opening = { ...stray.opening, ...start, number: await store.numbers.take(1), previous: dossierId };
  await signals.tell(home, definition, { ...stray, opening });
}

/** Where its letters are, however often they moved on; null: it was not merged. */
export async function mergedInto(store: Store, dossierId: string): Promise<DossierDocument | null> {
  const into = (await store.dossiers.get(dossierId))?.mergedInto;
  if (!into) return null;
  return (await mergedInto(store, into.id)) ?? store.dossiers.get(into.id);
}

async function sendAfter(
  deps: RedirectDependencies,
  { dossierId, stray }: RedirectRequest,
  { _id: home, definition: pinned }: DossierDocument,
): Promise<void> {
  const { store, signals } = deps;
  const { message } = stray.letter;
  await store.messages.moveOnce(message, dossierId, home);
  const messageId = (await store.messages.get(message))?.messageId;
  if (messageId) await store.threads.reassign(messageId, home);
  await store.ledger.moveMessages([message], home);
  const definition = await store.definitions.get(pinned);
  if (!definition) throw new Error(`Dossier ${home} has no definition`);
  const answer = await signals.tell(home, definition, stray);
  if (answer === 'archived') await redirect(deps, { dossierId: home, stray });
}
