/** Skills and teams: whom a dossier can be handed over to (N10), and how it may end (N21). */

import type { Membership } from '../../store/people/users.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import { idOf, type Route, route } from '../http/route.ts';
import type { PresenceKeeper } from '../live/presence.ts';
import { Items } from '../schemas/forms.ts';
import { Skill, SkillInput, Team, TeamInput } from '../schemas.ts';

export function groupRoutes(store: Store, presence: PresenceKeeper): Route[] {
  return [...skillRoutes(store, presence), ...teamRoutes(store, presence)];
}

function skillRoutes(store: Store, presence: PresenceKeeper): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/skills',
      summary: 'The skills, each with its dispositions',
      access: 'signed-in',
      reply: Items(Skill),
      async handle() {
        const skills = await store.skills.list();
        const present = skills.map(({ _id, name, dispositions }) => ({
          id: _id,
          name,
          dispositions: dispositions.map(({ id, label }) => ({ id, label: { ...label } })),
        }));
        return { items: present };
      },
    }),
    route({
      method: 'put',
      path: '/api/skills/:id',
      summary: 'Write a skill, new or changed, and who has it',
      access: 'configuration.edit',
      body: SkillInput,
      reply: Skill,
      async handle({ params, body: { members, ...skill } }) {
        const id = idOf(params);
        const ids = skill.dispositions.map((d) => d.id);
        const twice = ids.find((one, index) => ids.indexOf(one) !== index);
        if (twice !== undefined) throw new ApiProblem(422, 'named-twice', { values: { name: twice } });
        await checkPeople(store, members);
        await store.skills.upsert({ _id: id, ...skill });
        await setMembers({ store, presence }, 'skills', id, members);
        return { id, ...skill };
      },
    }),
    route({
      method: 'delete',
      path: '/api/skills/:id',
      summary: 'Remove a skill, from the people too. Refused while a queue asks for it or a dossier waits for it.',
      access: 'configuration.edit',
      async handle({ params }) {
        const id = idOf(params);
        const skill = await store.skills.get(id);
        if (!skill) throw new ApiProblem(404, 'not-found');
        const asking = (await store.queues.list()).find((q) => q.skill === id && q.status !== 'deleted');
        if (asking) throw new ApiProblem(422, 'skill-asked-for', { values: { queue: asking.name } });
        await checkAwaited(store, 'skill', skill);
        await store.users.setMembers('skills', id, []);
        await store.skills.remove(id);
        return undefined;
      },
    }),
  ];
}

function teamRoutes(store: Store, presence: PresenceKeeper): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/teams',
      summary: 'The teams',
      access: 'signed-in',
      reply: Items(Team),
      handle: async () => ({ items: (await store.teams.list()).map(({ _id, name }) => ({ id: _id, name })) }),
    }),
    route({
      method: 'put',
      path: '/api/teams/:id',
      summary: 'Write a team, new or changed, and who is of it',
      access: 'configuration.edit',
      body: TeamInput,
      reply: Team,
      async handle({ params, body: { members, name } }) {
        const id = idOf(params);
        await checkPeople(store, members);
        await store.teams.upsert({ _id: id, name });
        await setMembers({ store, presence }, 'teams', id, members);
        return { id, name };
      },
    }),
    route({
      method: 'delete',
      path: '/api/teams/:id',
      summary: 'Remove a team, from its people too. Refused while a dossier waits for it.',
      access: 'configuration.edit',
      async handle({ params }) {
        const id = idOf(params);
        const team = await store.teams.get(id);
        if (!team) throw new ApiProblem(404, 'not-found');
        await checkAwaited(store, 'team', team);
        await store.users.setMembers('teams', id, []);
        await store.teams.remove(id);
        return undefined;
      },
    }),
  ];
}

interface Dependencies {
  readonly store: Store;
  readonly presence: PresenceKeeper;
}

/** Whom routing may choose has changed, so it looks again. */
async function setMembers({ store, presence }: Dependencies, of: Membership, id: string, members?: readonly string[]) {
  if (!members) return;
  await store.users.setMembers(of, id, members);
  presence.callRouting();
}

/** @throws ApiProblem 422 for somebody who is not there. */
async function checkPeople(store: Store, members: readonly string[] = []): Promise<void> {
  const known = new Set((await store.users.list()).map(({ _id }) => _id));
  const unknown = members.find((id) => !known.has(id));
  if (unknown !== undefined) throw new ApiProblem(422, 'unknown-setting', { values: { name: unknown } });
}

/** A dossier handed over to what is there no more would wait for ever. @throws ApiProblem 422 `group-awaited`. */
async function checkAwaited(store: Store, kind: 'skill' | 'team', { _id, name }: { _id: string; name: string }) {
  const count = await store.dossiers.awaiting(kind, _id);
  if (count > 0) throw new ApiProblem(422, 'group-awaited', { values: { name, count: `${count}` } });
}
