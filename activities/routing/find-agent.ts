/** Looks for the agent a dossier waits for, and claims a place in that agent's hands (C9, C10). */
import type { FindAgentRequest, Found, FreeAgentRequest } from '../../contract/activities.ts';
import { asksFirst, chooseAgent } from '../../domain/dossier/assignment.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';
import type { Store } from '../../store/store.ts';
import { createInTurn } from './in-turn.ts';
import { agentsNow, dayOf, searchOf, workersOf } from './queue-agents.ts';

/**
 * Null: nobody can have it now; the dossier is told when somebody can. Asked again before the dossier knew, it gives
 * the same agent. Claims made at the same instant, by any number of workers, end as if made one after the other.
 */
export function createFindAgent({ store }: { readonly store: Store }) {
  // A claim that finds another made since it read begins again: fifty at once would begin a thousand times.
  const inTurn = createInTurn();

  return async function findAgent(request: FindAgentRequest): Promise<Found | null> {
    const queue = await store.queues.get(request.queue);
    if (!queue || queue.status === 'deleted') return null;
    const agent = await inTurn(
      queue._id,
      async () => (await claimedBefore(store, request)) ?? (await claim(store, queue, request)),
    );
    return agent === null ? null : found(queue, request, agent);
  };
}

/** An offer just declined may still be in the hands it was made to. */
async function claimedBefore(store: Store, { dossierId, pausing }: FindAgentRequest): Promise<string | null> {
  const claimant = await store.agents.claimant(dossierId);
  if (claimant === null || !pausing.includes(claimant)) return claimant;
  await store.agents.release(claimant, dossierId, { unused: true });
  return null;
}

async function claim(store: Store, queue: QueueDocument, request: FindAgentRequest): Promise<string | null> {
  const { dossierId } = request;
  const users = await workersOf(store, queue._id);
  for (;;) {
    const now = Date.now();
    const agents = await agentsNow(store, queue, users, now);
    const search = searchOf(queue, request, now);
    const chosen = chooseAgent(
      agents.map((a) => a.candidate),
      search,
    );
    const agent = agents.find((a) => a.candidate === chosen)?.agent;
    if (!agent) return null;
    const isHeld = agent.holding.some((h) => h.dossier === dossierId);
    const given = { queue: queue._id, day: dayOf(queue, now), asks: asksFirst(search, agent._id) };
    if (isHeld || (await store.agents.claim(agent, dossierId, given, now))) return agent._id;
  }
}

function found({ routing, offerSeconds }: QueueDocument, request: FindAgentRequest, to: string): Found {
  if (!asksFirst({ ...request, routing }, to)) return { type: 'giveTo', agent: to };
  return { type: 'offer', to, until: Date.now() + offerSeconds * 1000 };
}

/** Gives back a claim that the dossier did not want in the end. */
export function createFreeAgent({ store }: { readonly store: Store }) {
  return async function freeAgent({ dossierId, agent }: FreeAgentRequest): Promise<void> {
    await store.agents.release(agent, dossierId, { unused: true });
  };
}
