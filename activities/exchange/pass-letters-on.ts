/** Letters that a merge brought to a dossier which was merged itself meanwhile, or has ended: they go on, or go back (O7). */

import type { PassOnRequest } from '../../contract/activities.ts';
import type { DossierSignals } from '../../services/engine/dossier-signals.ts';
import { refreshPreview } from '../../services/record/preview.ts';
import type { Store } from '../../store/store.ts';
import { moveLetters, receivedIds } from './exchange-letters.ts';
import { moveDraft } from './move-draft.ts';

interface PassOnDependencies {
  readonly store: Store;
  readonly signals: DossierSignals;
}

/** Done again, it changes nothing: the dossier they go on to knows the exchange by its key. */
export function createPassLettersOn({ store, signals }: PassOnDependencies) {
  return async function passLettersOn({ dossierId, came }: PassOnRequest): Promise<void> {
    const dossier = await store.dossiers.get(dossierId);
    if (!dossier) throw new Error(`Dossier ${dossierId} is not on record`);
    const { mergedInto, number, desk } = dossier;
    // It is itself again by now.
    if (!mergedInto && desk !== null) return void (await signals.instruct(dossierId, came));
    if (!mergedInto) return giveBack(came.from, dossierId);
    const { id: next } = mergedInto;
    const here = (await store.messages.takenFrom(came.from)).filter((letter) => letter.dossierId === dossierId);
    await moveLetters(store, here, dossierId, next);
    await moveDraft(store, dossierId, next);
    const gone = (await store.messages.takenFrom(came.from)).filter(({ path }) => path?.includes(dossierId));
    await refreshPreview(store, dossierId);
    // They went back meanwhile: their merge was undone.
    if (gone.length === 0) return;
    const exchange = { ...came, key: `${dossierId}>${came.key}`, from: dossierId, number, letters: receivedIds(gone) };
    if ((await signals.instruct(next, exchange)) === 'not-running') await giveBack(dossierId, next);
    await refreshPreview(store, next);
  };

  async function giveBack(to: string, ended: string): Promise<void> {
    await signals.instruct(to, { type: 'mergeFailed', into: ended });
  }
}
