/** The regular look at routing: hands made true to the dossiers, what waits told where there is room again; and at leftovers. */
import { heartbeat } from '@temporalio/activity';
import type { Store } from '../../store/store.ts';
import { sweepLeftovers } from './sweep-leftovers.ts';
import { type Telling, tellSeekers } from './tell-seekers.ts';

const HEARTBEAT_MS = 3_000;
/** A claim, or a command under way, is on record long before. */
const UNRECORDED_FOR_MS = 60_000;
/** Of one queue, in one sweep. */
const TOLD_AT_MOST = 500;
/** Commands that waited for a worker to come back have been taken by then, and the messages staged for them. */
const CAUGHT_UP_MS = 10 * 60_000;

export function createSweepRouting({ store, signals }: Telling) {
  const caughtUpAt = Date.now() + CAUGHT_UP_MS;
  return async function sweepRouting(): Promise<void> {
    const beating = setInterval(() => heartbeat(), HEARTBEAT_MS);
    try {
      await repairHands(store, Date.now());
      for (const queue of await store.queues.list()) await tellSeekers({ store, signals }, [queue._id], TOLD_AT_MOST);
      if (Date.now() > caughtUpAt) await sweepLeftovers(store, new Date());
    } finally {
      clearInterval(beating);
    }
  };
}

/** What a crash left between the dossiers' record and the agents' hands; the record is right. `now`: epoch milliseconds. */
export async function repairHands(store: Store, now: number): Promise<void> {
  const agents = await store.agents.holding();
  const holders = new Map((await store.dossiers.held()).map(({ _id, holder }) => [_id, holder]));
  const inHands = new Set<string>();
  for (const { _id, holding } of agents)
    for (const { dossier, at } of holding) {
      if (holders.get(dossier) === _id) inHands.add(dossier);
      else if (at < now - UNRECORDED_FOR_MS) await store.agents.release(_id, dossier, { unused: true });
    }
  for (const [dossier, holder] of holders) if (!inHands.has(dossier)) await store.agents.settle(dossier, holder, now);
}
