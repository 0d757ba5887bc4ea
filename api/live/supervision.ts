/** What supervisors watch: each queue and each agent, now (O11). */
import type { Definition } from '../../domain/lifecycle/definition.ts';
import { seesQueue } from '../../domain/rights.ts';
import { type AgentFigures, addWaits, type QueueFigures, type WaitFigures } from '../../store/dossiers/dossiers.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';
import type { Store } from '../../store/store.ts';
import { instant } from '../dossiers/present.ts';
import { cached } from '../http/cached.ts';
import { type Caller, type Route, route } from '../http/route.ts';
import { type AgentLive, type QueueLive, type StateLive, Supervision, type WaitLive } from '../schemas.ts';
import { assignedToday, stateOf } from './agents.ts';

const NOTHING: Omit<QueueFigures, 'queue'> = { states: {}, validation: 0, waiting: 0, ...addWaits([]) };

export function supervisionRoutes(store: Store): Route[] {
  const figures = cached(async () => {
    const [queues, definitions] = await Promise.all([store.queues.list(), store.definitions.list()]);
    const active = definitions.flatMap(({ states }) => states.filter((s) => s.active).map(({ id }) => id));
    const ids = queues.map(({ _id }) => _id);
    return { live: await store.dossiers.figures(ids, [...new Set(active)], Date.now()), definitions };
  });
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
        const { live, definitions } = await figures();
        return {
          queues: queues.map((queue) =>
            presentQueue(queue, live.queues.find((f) => f.queue === queue._id) ?? NOTHING, definitions),
          ),
          agents: await agentsOf(store, user, queues, live.agents, now),
          now: instant(now),
        };
      },
    }),
  ];
}

function presentQueue(
  { _id, name, routing, definition }: QueueDocument,
  { states, validation, waiting, ...wait }: typeof NOTHING,
  definitions: readonly Definition[],
): QueueLive {
  return {
    ...{ id: _id, name, routing, waiting, validation },
    ...presentWait(wait),
    states: presentStates(states, definition.id, definitions),
  };
}

function presentWait({ unanswered, late, soonLate, oldest, helpAsked }: WaitFigures): WaitLive {
  return { unanswered, late, soonLate, oldest: oldest === null ? null : instant(oldest), helpAsked };
}

/** By the newest version of the queue's definition, in its order; dossiers that came with another are named by theirs. */
function presentStates(
  counts: (typeof NOTHING)['states'],
  own: string,
  definitions: readonly Definition[],
): StateLive[] {
  const newest = definitions.toSorted((a, b) => Number(b.id === own) - Number(a.id === own) || b.version - a.version);
  const known = new Map<string, Definition['states'][number]>();
  for (const state of newest.flatMap(({ states }) => states)) if (!known.has(state.id)) known.set(state.id, state);
  return [...known.values()].flatMap(({ id, label, desk, tone }) => {
    const count = counts[id] ?? 0;
    return count === 0 ? [] : [{ id, label: { ...label }, desk, tone, count }];
  });
}

/** Those who work in a queue that the caller sees. */
async function agentsOf(
  store: Store,
  caller: Caller,
  queues: readonly QueueDocument[],
  hands: readonly AgentFigures[],
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
      ...presentWait(addWaits(hands.filter((hand) => hand.agent === _id && seesQueue(caller, hand.queue)))),
      queues: own.filter((queue) => seesQueue(caller, queue)),
    };
  });
}
