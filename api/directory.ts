/** Queues with their counts, colleagues' names, and the definitions screens read labels from. */
import { Type } from '@sinclair/typebox';
import { seesQueue } from '../domain/rights.ts';
import type { Store } from '../store/store.ts';
import { ApiProblem } from './problem.ts';
import { type Route, route } from './route.ts';
import { Colleague, DefinitionSchema, Queue } from './schemas.ts';

const Items = <T extends typeof Queue | typeof Colleague>(item: T) =>
  Type.Object({ items: Type.Array(item) }, { additionalProperties: false });

export function directoryRoutes(store: Store): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/queues',
      summary: 'The queues the caller sees, with how many dossiers each desk holds',
      access: 'signed-in',
      reply: Items(Queue),
      async handle({ user }) {
        const queues = (await store.queues.list()).filter((q) => seesQueue(user, q._id));
        const counts = await store.dossiers.counts(queues.map((q) => q._id));
        const of = (queue: string, desk: string) =>
          counts.find((c) => c.queue === queue && c.desk === desk)?.count ?? 0;
        return {
          items: queues.map(({ _id, name, routing }) => ({
            id: _id,
            name,
            routing,
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
      path: '/api/colleagues',
      summary: 'The names behind the ids of users',
      access: 'signed-in',
      reply: Items(Colleague),
      handle: async () => ({ items: (await store.users.list()).map(({ _id, name }) => ({ id: _id, name })) }),
    }),
    route({
      method: 'get',
      path: '/api/definitions/:id/:version',
      summary: 'A published definition: its states, transitions and timers',
      access: 'signed-in',
      reply: DefinitionSchema,
      async handle({ params }) {
        const definition = await store.definitions.get({ id: params.id ?? '', version: Number(params.version) });
        if (!definition) throw new ApiProblem(404, 'not-found');
        return structuredClone(definition) as never;
      },
    }),
  ];
}
