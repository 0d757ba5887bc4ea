/** Asks a dossier whether the letters of another may come to it, before that one is merged (O7). */
import type { ReceptionRequest } from '../../contract/activities.ts';
import type { Reception } from '../../domain/dossier/exchange.ts';
import type { DossierSignals } from '../../services/engine/dossier-signals.ts';

export function createAskReception({ signals }: { readonly signals: Pick<DossierSignals, 'reception'> }) {
  return async function askReception({ into }: ReceptionRequest): Promise<Reception> {
    return signals.reception(into);
  };
}
