/** What supervisors watch: each queue and each agent, now (O11). */
import { seesQueue } from '../domain/rights.ts';
import type { QueueFigures } from '../store/dossiers.ts';
import type { QueueDocument } from '../store/queues.ts';
import type { Store } from '../store/store.ts';
import { assignedToday, stateOf } from './agents.ts';
import { cached } from './cached.ts';
import { instant } from './present.ts';
import { type Caller, type Route, route } from './route.ts';
import { type AgentLive, type QueueLive, Supervision } from './schemas.ts';

const NOTHING: Omit<QueueFigures, 'queue'> = { states: {}, validation: 0, waiting: 0, oldest: null };

export function supervisionRoutes(store: Store): Route[] {
  const figures = cached(async () => store.dossiers.figures((await store.queues.list()).map(({ _id }) => _id)));
  return [
    route({
      method: 'get',
      path: '/api/supervision',
      summary: 'Each queue and each agent that the caller sees, now',
      access: 'supervision.read',
      reply: Supervision,
      async handle({ user }) {
        const now = Date.now();
        const all = (await store.queues.list()).filter(({ status }) => status !== 'deleted');
        const queues = all.filter(({ _id }) => seesQueue(user, _id));
        const live = await figures();
        return {
          queues: queues.map((queue) => presentQueue(queue, live.find((f) => f.queue === queue._id) ?? NOTHING)),
          agents: await agentsOf(store, user, queues, now),
          now: instant(now),
        };
      },
    }),
  ];
}

function presentQueue({ _id, name, routing }: QueueDocument, figures: typeof NOTHING): QueueLive {
  const { states, validation, waiting, oldest } = figures;
  const since = oldest === null ? null : instant(oldest);
  return { id: _id, name, routing, waiting, oldest: since, validation, states: { ...states } };
}

/** Those who work in a queue that the caller sees. */
async function agentsOf(
  store: Store,
  caller: Caller,
  queues: readonly QueueDocument[],
  now: number,
): Promise<AgentLive[]> {
  const users = (await store.users.list()).filter((u) => u.queues.some((queue) => seesQueue(caller, queue)));
  const agents = await store.agents.list(users.map((u) => u._id));
  return users.flatMap(({ _id, name, role, capacity, queues: own }, index) => {
    const agent = agents[index];
    if (!agent) return [];
    const { since, load } = agent;
    return {
      id: _id,
      name,
      state: stateOf(agent, role),
      since: since === 0 ? null : instant(since),
      load,
      capacity,
      assignedToday: assignedToday(agent, queues, now),
      queues: own.filter((queue) => seesQueue(caller, queue)),
    };
  });
}
