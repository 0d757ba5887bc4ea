/** Which dossiers a caller reaches: those of the queues seen. What is out of reach does not exist. */
import { seesQueue } from '../domain/rights.ts';
import type { DossierDocument } from '../store/dossiers.ts';
import type { Store } from '../store/store.ts';
import { ApiProblem } from './problem.ts';
import type { Caller } from './route.ts';

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** @throws ApiProblem 404 when there is no such dossier, or the caller does not see its queue. */
export async function reachDossier(store: Store, user: Caller, id: string | undefined): Promise<DossierDocument> {
  const dossier = id !== undefined && ID.test(id) ? await store.dossiers.get(id) : null;
  if (!dossier || !seesQueue(user, dossier.queue)) throw new ApiProblem(404, 'not-found');
  return dossier;
}

/** The queues a caller sees; undefined: all. */
export function visibleQueues(user: Caller): readonly string[] | undefined {
  return user.role === 'admin' ? undefined : user.queues;
}
