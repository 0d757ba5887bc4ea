/** Everything workflows may have done to the world, built from what it needs. */
import { createAnswerAutomatically, createSendAutomaticReply } from './automatic-reply.ts';
import { createTellBatch } from './batch.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { createEraseRedacted } from './erase-redacted.ts';
import { createExchangeLetters } from './exchange-letters.ts';
import { createFindAgent, createFreeAgent } from './find-agent.ts';
import { createHandleQuarantined } from './handle-quarantined.ts';
import { createIngest } from './ingest.ts';
import { createRecord } from './record.ts';
import { createRedirectLetter } from './redirect-letter.ts';
import { createSendReply } from './send-reply.ts';
import { createSweepRouting } from './sweep-routing.ts';
import { createTellBounce } from './tell-bounce.ts';
import { createTestConnection } from './test-connection.ts';
import { createWatchMailbox } from './watch-mailbox.ts';

export type Activities = ReturnType<typeof createActivities>;

export function createActivities(deps: ActivityDependencies) {
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
    exchangeLetters: createExchangeLetters(deps),
    handleQuarantined: createHandleQuarantined(deps, ingest),
    testConnection: createTestConnection(deps),
    watchMailbox: createWatchMailbox(deps, ingest),
    tellBatch: createTellBatch(deps),
    tellBounce: createTellBounce(deps),
  };
}
