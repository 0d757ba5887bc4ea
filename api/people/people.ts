/** The people as administrators set them: how much each may have in hand, what they know, whom they work with (N1, N10, N23). */
import type { AgentDocument } from '../../store/people/agents.ts';
import type { UserDocument } from '../../store/people/users.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import { idOf, type Route, route } from '../http/route.ts';
import { assignedToday, stateOf } from '../live/agents.ts';
import type { PresenceKeeper } from '../live/presence.ts';
import { Items } from '../schemas/forms.ts';
import { Person, PersonInput } from '../schemas.ts';

export function peopleRoutes(store: Store, presence: PresenceKeeper): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/people',
      summary: 'The people, with their presence and what they have in hand now',
      access: 'configuration.edit',
      reply: Items(Person),
      async handle() {
        const [users, queues] = await Promise.all([store.users.list(), store.queues.list()]);
        const agents = await store.agents.list(users.map(({ _id }) => _id));
        return { items: agents.flatMap((agent, i) => (users[i] ? present(users[i], agent, queues) : [])) };
      },
    }),
    route({
      method: 'patch',
      path: '/api/people/:id',
      summary: 'Change how much a person may have in hand, what they know, their teams. Routing goes by it at once.',
      access: 'configuration.edit',
      body: PersonInput,
      reply: Person,
      async handle({ params, body }) {
        await checkGroups(store, body);
        const user = await store.users.change(idOf(params), body);
        if (!user) throw new ApiProblem(404, 'not-found');
        presence.callRouting();
        const [agent, queues] = await Promise.all([store.agents.get(user._id), store.queues.list()]);
        return present(user, agent, queues);
      },
    }),
  ];
}

/** @throws ApiProblem 422 for a skill or a team that is not there. */
async function checkGroups(store: Store, { skills = [], teams = [] }: PersonInput): Promise<void> {
  const [knownSkills, knownTeams] = await Promise.all([store.skills.list(), store.teams.list()]);
  const isIn = (known: readonly { readonly _id: string }[], id: string) => known.some(({ _id }) => _id === id);
  const unknown = skills.find((id) => !isIn(knownSkills, id)) ?? teams.find((id) => !isIn(knownTeams, id));
  if (unknown !== undefined) throw new ApiProblem(422, 'unknown-setting', { values: { name: unknown } });
}

function present(user: UserDocument, agent: AgentDocument, queues: readonly QueueDocument[]): Person {
  const { _id, name, email, role, capacity } = user;
  return {
    ...{ id: _id, name, email, role, capacity },
    state: stateOf(agent, role),
    load: agent.load,
    assignedToday: assignedToday(agent, queues, Date.now()),
    queues: [...user.queues],
    skills: [...user.skills],
    teams: [...user.teams],
  };
}
