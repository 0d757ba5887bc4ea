/** How much calls for the caller now: letters to read, alerts, letters set aside. */
import type { Store } from '../../store/store.ts';
import { visibleQueues } from '../http/access.ts';
import { type Caller, type Route, route } from '../http/route.ts';
import { Badges, MOST_UNREAD } from '../schemas.ts';

export function badgeRoutes(store: Store): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/badges',
      summary: 'How much calls for the caller now',
      access: 'dossier.read',
      reply: Badges,
      handle: ({ user }) => badgesOf(store, user),
    }),
  ];
}

async function badgesOf(store: Store, user: Caller): Promise<Badges> {
  const queues = visibleQueues(user);
  const whose = user.rights.includes('supervision.read') ? null : user._id;
  const [unread, alerts, quarantined] = await Promise.all([
    store.dossiers.unread(user._id, queues, MOST_UNREAD),
    store.dossiers.alerts(queues, whose),
    user.rights.includes('ledger.read') ? store.ledger.quarantined() : 0,
  ]);
  return { unread, alerts, quarantined };
}
