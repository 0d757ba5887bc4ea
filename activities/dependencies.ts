/** What the activities are built from. */
import type { Logger } from 'pino';
import type { Antivirus } from '../mail/read/antivirus.ts';
import type { DossierSignals } from '../services/engine/dossier-signals.ts';
import type { Secrets } from '../store/base/secrets.ts';
import type { Store } from '../store/store.ts';

export interface ActivityDependencies {
  readonly store: Store;
  readonly secrets: Secrets;
  readonly signals: DossierSignals;
  /** Aborts when the worker is asked to stop: what never ends by itself ends then. */
  readonly draining: AbortSignal;
  /** Reads attachments, where one is set. */
  readonly antivirus?: Antivirus | null;
  readonly log: Logger;
}
