/** The definitions of the lifecycle, as screens read them, and their end (W5). */
import { type BatchDependencies, interruptionOf, startBatch } from './batches.ts';
import { ApiProblem } from './problem.ts';
import { type Route, route } from './route.ts';
import { BatchStarted, DefinitionSchema } from './schemas.ts';

export function definitionRoutes(deps: BatchDependencies): Route[] {
  const { store } = deps;
  return [
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
      summary:
        'Delete a definition that no queue follows, or end its deletion: its dossiers are interrupted by the batch that is answered (202)',
      access: 'configuration.edit',
      reply: BatchStarted,
      async handle({ params: { id = '' }, user, response }) {
        const versions = (await store.definitions.list()).filter((definition) => definition.id === id);
        const newest = versions.toSorted((a, b) => b.version - a.version)[0];
        if (!newest) throw new ApiProblem(404, 'not-found');
        const queues = (await store.queues.list()).filter((q) => q.status !== 'deleted' && q.definition.id === id);
        if (queues.length > 0)
          throw new ApiProblem(422, 'definition-followed', {
            values: { queues: queues.map((q) => q.name).join(', ') },
          });
        // Asked again, it is done again: what a crash cut short is done to its end.
        await store.definitions.remove(id);
        const { states } = await interruptionOf(store, { definition: id });
        const name = newest.label[user.preferences.language];
        const instruction = { type: 'interrupt', resource: 'definition', name } as const;
        response.status(202);
        return {
          batch: await startBatch(deps, { kind: 'definition', instruction, targets: { definition: id, states } }),
        };
      },
    }),
  ];
}
