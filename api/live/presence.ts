/** One's own presence: chosen, and kept alive by the desk that is open (W6, C9). */
import type { Logger } from 'pino';
import type { Engine } from '../../services/engine/engine.ts';
import type { UserDocument } from '../../store/people/users.ts';
import type { Store } from '../../store/store.ts';
import { instant } from '../dossiers/present.ts';
import { type Route, route } from '../http/route.ts';
import { Presence, PresenceInput } from '../schemas.ts';
import { assignedToday, stateOf } from './agents.ts';

export interface PresenceKeeper {
  /** They signed in, or opened a desk: what waits for them is looked at. */
  arrives(user: UserDocument): Promise<void>;
  /** Their desk is still open. */
  stays(userId: string): Promise<void>;
  leaves(userId: string): Promise<void>;
  chooses(user: UserDocument, state: PresenceInput['state']): Promise<void>;
  /** Somebody may have more, or knows more, than before: what waits is looked at again. */
  callRouting(): void;
}

export interface PresenceDependencies {
  readonly store: Store;
  readonly engine: Pick<Engine, 'agentReady'>;
  readonly log: Logger;
}

export function createPresence({ store, engine, log }: PresenceDependencies): PresenceKeeper {
  /** Not waited for: signing in does not depend on it, and the next sweep finds them. */
  function callRouting(): void {
    engine.agentReady().catch((error: unknown) => log.warn({ err: error }, 'routing not told of an agent'));
  }

  return {
    callRouting,
    async arrives({ _id, role }) {
      await store.agents.seen(_id, Date.now());
      if (stateOf(await store.agents.get(_id), role) === 'available') callRouting();
    },
    stays: (userId) => store.agents.seen(userId, Date.now()),
    leaves: (userId) => store.agents.left(userId),
    async chooses({ _id }, state) {
      await store.agents.seen(_id, Date.now());
      await store.agents.setState(_id, state, Date.now());
      if (state === 'available') callRouting();
    },
  };
}

export function presenceRoutes(store: Store, presence: PresenceKeeper): Route[] {
  const path = '/api/me/presence';
  return [
    route({
      method: 'get',
      path,
      summary: 'One’s own presence, and how much one has in hand',
      access: 'signed-in',
      reply: Presence,
      handle: ({ user }) => presenceOf(store, user),
    }),
    route({
      method: 'put',
      path,
      summary: 'Choose one’s presence; only the available are offered dossiers, and available ends RONA',
      access: 'signed-in',
      body: PresenceInput,
      reply: Presence,
      async handle({ user, body }) {
        await presence.chooses(user, body.state);
        return presenceOf(store, user);
      },
    }),
  ];
}

async function presenceOf(store: Store, { _id, role, capacity }: UserDocument): Promise<Presence> {
  const [agent, queues] = await Promise.all([store.agents.get(_id), store.queues.list()]);
  const { since, load } = agent;
  const today = assignedToday(agent, queues, Date.now());
  return { state: stateOf(agent, role), since: instant(since), load, capacity, assignedToday: today };
}
