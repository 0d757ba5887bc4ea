/** A letter for a dossier that has ended: it opens a new one, linked to the old. */
import { newId } from '../store/ids.ts';
import type { Store } from '../store/store.ts';
import type { LetterSignal } from '../workflows/contract.ts';
import type { DossierSignals } from './dossier-signals.ts';
import { queueStart } from './queue-start.ts';

export interface RedirectRequest {
  readonly dossierId: string;
  readonly stray: LetterSignal;
}

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
  const home = await store.messages.moveOnce(stray.letter.message, dossierId, newId());
  const messageId = (await store.messages.get(stray.letter.message))?.messageId;
  if (messageId) await store.threads.reassign(messageId, home);
  await store.ledger.moveTo(stray.ledger, home, { code: 'continues-archived', detail: dossierId });
  const { definition, start } = await queueStart(store, stray.opening.queue);
  const opening = { ...stray.opening, ...start, number: await store.numbers.take(1), previous: dossierId };
  await signals.tell(home, definition, { ...stray, opening });
}
