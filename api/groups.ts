/** Skills and teams: whom a dossier can be handed over to (N10), and how it may end (N21). */
import type { Store } from '../store/store.ts';
import { ApiProblem } from './problem.ts';
import { idOf, type Route, route } from './route.ts';
import { Items } from './schemas/forms.ts';
import { Skill, SkillInput, Team, TeamInput } from './schemas.ts';

export function groupRoutes(store: Store): Route[] {
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
      summary: 'Write a skill, new or changed',
      access: 'configuration.edit',
      body: SkillInput,
      reply: Skill,
      async handle({ params, body }) {
        const id = idOf(params);
        const ids = body.dispositions.map((d) => d.id);
        const twice = ids.find((one, index) => ids.indexOf(one) !== index);
        if (twice !== undefined) throw new ApiProblem(422, 'named-twice', { values: { name: twice } });
        await store.skills.upsert({ _id: id, ...body });
        return { id, ...body };
      },
    }),
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
      summary: 'Write a team, new or changed',
      access: 'configuration.edit',
      body: TeamInput,
      reply: Team,
      async handle({ params, body }) {
        const id = idOf(params);
        await store.teams.upsert({ _id: id, ...body });
        return { id, ...body };
      },
    }),
  ];
}
