/** Queues with their counts, colleagues, and the definitions screens read labels from. */
import { seesQueue } from '../../domain/rights.ts';
import type { Store } from '../../store/store.ts';
import { cached } from '../http/cached.ts';
import { type Route, route } from '../http/route.ts';
import { stateOf } from '../live/agents.ts';
import { Items } from '../schemas/forms.ts';
import { Colleague, Destination, Queue } from '../schemas.ts';

export function directoryRoutes(store: Store): Route[] {
  const counts = cached(async () => store.dossiers.counts((await store.queues.list()).map(({ _id }) => _id)));
  return [
    route({
      method: 'get',
      path: '/api/queues',
      summary: 'The queues the caller sees, with how many dossiers each desk holds',
      access: 'signed-in',
      reply: Items(Queue),
      async handle({ user }) {
        const queues = (await store.queues.list()).filter((q) => seesQueue(user, q._id));
        const live = await counts();
        const of = (queue: string, desk: string) => live.find((c) => c.queue === queue && c.desk === desk)?.count ?? 0;
        return {
          items: queues.map(({ _id, name, routing, status }) => ({
            id: _id,
            name,
            routing,
            status,
            counts: {
              inProgress: of(_id, 'inProgress'),
              validation: of(_id, 'validation'),
              handled: of(_id, 'handled'),
            },
          })),
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/destinations',
      summary: 'The queues a dossier can be transferred to, those of others too (W10)',
      access: 'dossier.handle',
      reply: Items(Destination),
      async handle() {
        const open = (await store.queues.list()).filter(({ status }) => status === 'open');
        return { items: open.map(({ _id, name }) => ({ id: _id, name })) };
      },
    }),
    route({
      method: 'get',
      path: '/api/colleagues',
      summary:
        'The people one works with: where they work, what they know, whether those of the caller’s own queues are there',
      access: 'signed-in',
      reply: Items(Colleague),
      async handle({ user }) {
        const users = await store.users.list();
        const agents = await store.agents.list(users.map(({ _id }) => _id));
        const items = users.map(({ _id, name, role, queues, skills, teams }, index) => ({
          id: _id,
          name,
          queues: [...queues],
          skills: [...skills],
          teams: [...teams],
          state: queues.some((queue) => seesQueue(user, queue))
            ? stateOf(agents[index] ?? { state: null }, role)
            : null,
        }));
        return { items };
      },
    }),
  ];
}
