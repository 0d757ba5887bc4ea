/** The definitions of the lifecycle, as screens read them, and their end (W5). */
import type { Definition } from '../../domain/lifecycle/definition.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { Items } from '../schemas/forms.ts';
import { BatchStarted, DefinitionSchema, DefinitionSummary } from '../schemas.ts';
import { type BatchDependencies, interruptionOf, startBatch } from './batches.ts';

export function definitionRoutes(deps: BatchDependencies): Route[] {
  const { store } = deps;
  return [
    route({
      method: 'get',
      path: '/api/definitions',
      summary: 'Every definition: the queues that follow it, and how many dossiers its deletion would interrupt',
      access: 'configuration.edit',
      reply: Items(DefinitionSummary),
      handle: async () => ({ items: await summaries(store) }),
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
    route({
      method: 'delete',
      path: '/api/definitions/:id',
      status: 202,
      summary:
        'Delete a definition that no queue follows, or end its deletion: its dossiers are interrupted by the batch that is answered (202)',
      access: 'configuration.edit',
      reply: BatchStarted,
      async handle({ params: { id = '' }, user }) {
        const newest = newestOfEach(await store.definitions.list()).find((definition) => definition.id === id);
        if (!newest) throw new ApiProblem(404, 'not-found');
        const queues = followers(await store.queues.list(), id);
        if (queues.length > 0)
          throw new ApiProblem(422, 'definition-followed', {
            values: { queues: queues.map((q) => q.name).join(', ') },
          });
        // Asked again, it is done again: what a crash cut short is done to its end.
        await store.definitions.remove(id);
        const { states } = await interruptionOf(store, { definition: id });
        const name = newest.label[user.preferences.language];
        const instruction = { type: 'interrupt', resource: 'definition', name } as const;
        return {
          batch: await startBatch(deps, { kind: 'definition', instruction, targets: { definition: id, states } }),
        };
      },
    }),
  ];
}

async function summaries(store: Store): Promise<DefinitionSummary[]> {
  const { definitions } = store;
  const [all, deleted, queues] = await Promise.all([definitions.list(), definitions.deleted(), store.queues.list()]);
  return Promise.all(
    newestOfEach(all).map(async ({ id, version, label }) => ({
      ...{ id, version, label },
      status: deleted.includes(id) ? ('deleted' as const) : ('offered' as const),
      queues: followers(queues, id).map(({ _id, name }) => ({ id: _id, name })),
      live: (await interruptionOf(store, { definition: id })).count,
    })),
  );
}

function newestOfEach(definitions: readonly Definition[]): Definition[] {
  const oldestFirst = definitions.toSorted((a, b) => a.version - b.version);
  return [...new Map(oldestFirst.map((definition) => [definition.id, definition])).values()];
}

/** The queues whose new dossiers follow it, whichever version. */
function followers(queues: readonly QueueDocument[], definition: string): QueueDocument[] {
  return queues.filter((queue) => queue.status !== 'deleted' && queue.definition.id === definition);
}
