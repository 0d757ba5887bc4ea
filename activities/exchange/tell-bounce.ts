/** Tells the dossier that has a letter of ours that somebody will never get it; one that has ended begins again (peer 23). */
import type { BounceTold } from '../../contract/activities.ts';
import type { DossierSignals } from '../../services/engine/dossier-signals.ts';
import { asItEnded } from '../../services/engine/ended-dossier.ts';
import type { Store } from '../../store/store.ts';

interface TellDependencies {
  readonly store: Store;
  readonly signals: DossierSignals;
}

export function createTellBounce(deps: TellDependencies) {
  return async (told: BounceTold): Promise<void> => tellBounce(deps, told);
}

/** Told twice, a dossier hears it once. */
export async function tellBounce(
  { store, signals }: TellDependencies,
  { dossierId, bounce: { message, recipient, reason } }: BounceTold,
): Promise<void> {
  const has = (await store.messages.get(message))?.dossierId ?? dossierId;
  const home = (await store.dossiers.home(has))?._id ?? has;
  const instruction = { type: 'bounce', message, recipient, reason } as const;
  if ((await signals.instruct(home, instruction)) === 'told') return;
  const ended = await asItEnded(store, home);
  if (ended) await signals.beginAgain(ended, instruction);
}
