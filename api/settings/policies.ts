/** When an answer must be read by a supervisor before it leaves (O3). */
import type { PolicyDocument } from '../../store/settings/policies.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import { idOf, type Route, route } from '../http/route.ts';
import { Items } from '../schemas/forms.ts';
import { Policy, PolicyInput } from '../schemas.ts';

export function policyRoutes(store: Store): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/policies',
      summary: 'The policies that send answers to validation',
      access: 'configuration.edit',
      reply: Items(Policy),
      handle: async () => ({ items: (await store.policies.list()).map(present) }),
    }),
    route({
      method: 'put',
      path: '/api/policies/:id',
      summary: 'Write a policy, new or changed. It applies to the next answers.',
      access: 'configuration.edit',
      body: PolicyInput,
      reply: Policy,
      async handle({ params, body }) {
        const id = idOf(params);
        await checkNames(store, id, body);
        await store.policies.upsert({ _id: id, ...body });
        return { id, ...body };
      },
    }),
    route({
      method: 'delete',
      path: '/api/policies/:id',
      summary: 'Remove a policy. Answers already under validation stay there.',
      access: 'configuration.edit',
      async handle({ params }) {
        if (!(await store.policies.remove(params.id ?? ''))) throw new ApiProblem(404, 'not-found');
        return undefined;
      },
    }),
  ];
}

/**
 * A policy that names nobody would take nothing, without a word. What it named before may be gone since.
 * @throws ApiProblem 422 for one that is not there.
 */
async function checkNames(store: Store, policy: string, { agents, queues, templates }: PolicyInput): Promise<void> {
  const all = await Promise.all([store.users.list(), store.queues.list(), store.templates.list()]);
  const before = (await store.policies.list()).find(({ _id }) => _id === policy);
  const unknown = [agents, queues, templates].flatMap((ids, kind) => {
    const named = [before?.agents, before?.queues, before?.templates][kind] ?? [];
    const known = new Set([...named, ...(all[kind] ?? []).map(({ _id }) => _id)]);
    return ids.filter((id) => !known.has(id));
  })[0];
  if (unknown !== undefined) throw new ApiProblem(422, 'unknown-name', { values: { name: unknown } });
}

function present({ _id, name, enabled, agents, queues, templates, sampleRate }: PolicyDocument): Policy {
  return { id: _id, name, enabled, agents: [...agents], queues: [...queues], templates: [...templates], sampleRate };
}
