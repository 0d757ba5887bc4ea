/** The timers of a lifecycle as administrators set them (C6, C15): for new dossiers, and for those that run. */
import { isDeepStrictEqual } from 'node:util';
import { Type } from '@sinclair/typebox';
import { type Definition, type TimerSettings, timersOf } from '../../domain/lifecycle/definition.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { BatchStarted, Id, Timers, TimersInput } from '../schemas.ts';
import { type BatchDependencies, startBatch } from './batches.ts';

const Query = Type.Object(
  { definition: Type.Unsafe<string>({ ...Id, default: 'standard' }) },
  { additionalProperties: false },
);

export function timerRoutes(deps: BatchDependencies): Route[] {
  const { store } = deps;
  return [
    route({
      method: 'get',
      path: '/api/timers',
      summary: 'The timers of a lifecycle: what they are set to, and what its definition says',
      access: 'configuration.edit',
      query: Query,
      reply: Timers,
      async handle({ query }) {
        const definition = await inUse(store, query.definition);
        const settings = await store.timerSettings.get(definition.id);
        const live = await store.batches.count({ definition: definition.id });
        return { ...present(definition, settings), live };
      },
    }),
    route({
      method: 'put',
      path: '/api/timers',
      status: 202,
      summary: 'Set the timers. New dossiers have them at once, running ones by the batch that is answered (202)',
      access: 'configuration.edit',
      query: Query,
      body: TimersInput,
      reply: BatchStarted,
      async handle({ query, body }) {
        const definition = await inUse(store, query.definition);
        const timers = settingsOf(definition, body);
        await store.timerSettings.set(definition.id, timers);
        const instruction = { type: 'changeTimers', timers } as const;
        const batch = await startBatch(deps, { kind: 'timers', instruction, targets: { definition: definition.id } });
        return { batch };
      },
    }),
  ];
}

/** The latest version that a queue opens dossiers with. @throws ApiProblem 404 when none does. */
async function inUse(store: Store, id: string): Promise<Definition> {
  const versions = (await store.queues.list()).map((q) => q.definition).filter((d) => d.id === id);
  const version = Math.max(...versions.map((d) => d.version));
  const definition = versions.length ? await store.definitions.get({ id, version }) : null;
  if (!definition) throw new ApiProblem(404, 'not-found');
  return definition;
}

/** What differs from the definition: of the rest, a later version may say otherwise. @throws ApiProblem 422 */
function settingsOf({ timers }: Definition, { timers: given }: TimersInput): TimerSettings {
  const unknown = Object.keys(given).find((id) => !timers.some((t) => t.id === id));
  if (unknown !== undefined) throw new ApiProblem(422, 'unknown-timer', { values: { name: unknown } });
  const changed = timers.flatMap(({ id, enabled, after }) => {
    const set = given[id];
    return set && !isDeepStrictEqual({ ...set }, { enabled, after: { ...after } }) ? [[id, set] as const] : [];
  });
  return Object.fromEntries(changed);
}

function present(definition: Definition, settings: TimerSettings): Omit<Timers, 'live'> {
  const { id, version, timers, transitions } = definition;
  const set = timersOf(definition, settings);
  return {
    definition: { id, version },
    timers: timers.map((timer, i) => {
      const { enabled, after } = set[i] ?? timer;
      const leadsTo = transitions.find((t) => t.id === timer.transition)?.label ?? null;
      return {
        id: timer.id,
        label: { ...timer.label },
        enabled,
        after: { ...after },
        default: { enabled: timer.enabled, after: { ...timer.after } },
        whenOff: timer.whenOff,
        leadsTo: leadsTo && { ...leadsTo },
      };
    }),
  };
}
