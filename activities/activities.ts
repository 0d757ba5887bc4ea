/** Everything workflows may have done to the world, built from what it needs. */
import type { Logger } from 'pino';
import type { Secrets } from '../store/secrets.ts';
import type { Store } from '../store/store.ts';
import type { DossierSignals } from './dossier-signals.ts';
import { createIngest } from './ingest.ts';
import { createRecord } from './record.ts';
import { createRedirectLetter } from './redirect-letter.ts';
import { createSendReply } from './send-reply.ts';
import { createWatchMailbox } from './watch-mailbox.ts';

export interface ActivityDependencies {
  readonly store: Store;
  readonly secrets: Secrets;
  readonly signals: DossierSignals;
  readonly log: Logger;
}

export type Activities = ReturnType<typeof createActivities>;

export function createActivities(deps: ActivityDependencies) {
  const ingest = createIngest(deps);
  return {
    record: createRecord(deps),
    sendReply: createSendReply(deps),
    redirectLetter: createRedirectLetter(deps),
    watchMailbox: createWatchMailbox(deps, ingest),
  };
}
