/** Changes carried to many running dossiers: started here, followed by whoever may make them. */
import { randomUUID } from 'node:crypto';
import { transitionFor } from '../../domain/lifecycle/definition.ts';
import type { Right } from '../../domain/rights.ts';
import type { Engine } from '../../services/engine/engine.ts';
import type { BatchDocument, BatchTargets } from '../../store/dossiers/batches.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { Batch } from '../schemas.ts';

export interface BatchDependencies {
  readonly store: Store;
  readonly engine: Engine;
}

const RIGHTS: Readonly<Record<BatchDocument['kind'], Right>> = {
  timers: 'configuration.edit',
  routing: 'queue.edit',
  queue: 'queue.edit',
  mailbox: 'configuration.edit',
  definition: 'configuration.edit',
};

export function batchRoutes(store: Store): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/batches/:id',
      summary: 'How far a change to many dossiers is, and what went wrong (SSE: `batch`)',
      access: 'signed-in',
      reply: Batch,
      async handle({ params, user }) {
        const batch = await store.batches.get(params.id ?? '');
        if (!batch || !user.rights.includes(RIGHTS[batch.kind])) throw new ApiProblem(404, 'not-found');
        return presentBatch(batch);
      },
    }),
  ];
}

/** Starts a batch and gives its id. Once it is written it is carried out, whoever dies: workers start what this process could not. */
export async function startBatch(
  { store, engine }: BatchDependencies,
  batch: Pick<BatchDocument, 'kind' | 'instruction' | 'targets'>,
): Promise<string> {
  const id = randomUUID();
  await store.batches.create({ _id: id, ...batch });
  await engine.runBatch(id).catch(() => undefined);
  return id;
}

export interface Interruption {
  /** The states that an interruption leads out of, whether a dossier is in them now or comes to them meanwhile. */
  readonly states: readonly string[];
  readonly count: number;
}

/** Whom the loss of a queue, a mailbox or a definition would interrupt (W5): what is closed has nothing left to interrupt. */
export async function interruptionOf(store: Store, targets: BatchTargets): Promise<Interruption> {
  const [situations, definitions] = await Promise.all([store.batches.situations(targets), store.definitions.list()]);
  const living = situations.filter(({ definition: { id, version }, state }) => {
    const own = definitions.find((d) => d.id === id && d.version === version);
    return own && transitionFor(own, state, 'interrupt');
  });
  const exits = definitions.flatMap(({ transitions }) => transitions.filter(({ cause }) => cause === 'interrupt'));
  const states = [...new Set(exits.flatMap(({ from }) => from))];
  return { states, count: living.reduce((sum, { count }) => sum + count, 0) };
}

/** As the API gives it. */
export function presentBatch(batch: BatchDocument): Batch {
  const { _id, kind, total, done, failed, status, failures, startedAt, endedAt } = batch;
  return {
    ...{ id: _id, kind, total, done, failed, status },
    errors: failures.map(({ dossier, message }) => ({ dossier, message })),
    startedAt: new Date(startedAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
  };
}
