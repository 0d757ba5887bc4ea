/** Everything workflows may have done to the world, built from what it needs. */

import type { Activities } from '../contract/activities.ts';
import { createTellBatch } from './batch/batch.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { createAskReception } from './exchange/ask-reception.ts';
import { createEraseRedacted } from './exchange/erase-redacted.ts';
import { createExchangeLetters } from './exchange/exchange-letters.ts';
import { createPassLettersOn } from './exchange/pass-letters-on.ts';
import { createRedirectLetter } from './exchange/redirect-letter.ts';
import { createTellBounce } from './exchange/tell-bounce.ts';
import { createHandleQuarantined } from './intake/handle-quarantined.ts';
import { createIngest } from './intake/ingest.ts';
import { createWatchMailbox } from './intake/watch-mailbox.ts';
import { createRecord } from './record/record.ts';
import { createFindAgent, createFreeAgent } from './routing/find-agent.ts';
import { createSweepRouting } from './routing/sweep-routing.ts';
import { createAnswerAutomatically, createSendAutomaticReply } from './sending/automatic-reply.ts';
import { createSendReply } from './sending/send-reply.ts';
import { createTestConnection } from './servers/test-connection.ts';

export function createActivities(deps: ActivityDependencies): Activities {
  const ingest = createIngest(deps);
  return {
    answerAutomatically: createAnswerAutomatically(deps),
    sendAutomaticReply: createSendAutomaticReply(deps),
    findAgent: createFindAgent(deps),
    freeAgent: createFreeAgent(deps),
    record: createRecord(deps),
    sendReply: createSendReply(deps),
    redirectLetter: createRedirectLetter(deps),
    sweepRouting: createSweepRouting(deps),
    eraseRedacted: createEraseRedacted(deps),
    askReception: createAskReception(deps),
    exchangeLetters: createExchangeLetters(deps),
    passLettersOn: createPassLettersOn(deps),
    handleQuarantined: createHandleQuarantined(deps, ingest),
    testConnection: createTestConnection(deps),
    watchMailbox: createWatchMailbox(deps, ingest),
    tellBatch: createTellBatch(deps),
    tellBounce: createTellBounce(deps),
  };
}
