/** Which dossiers and files a caller reaches: those of the queues seen. What is out of reach does not exist. */
import { seesQueue } from '../../domain/rights.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { StoredAttachment } from '../../store/letters/messages.ts';
import type { Store } from '../../store/store.ts';
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

/** The file of that id, if the caller uploaded it or sees a dossier that holds it, in a letter or in its draft. */
export async function reachFile(store: Store, user: Caller, id: string): Promise<StoredAttachment | null> {
  const held = await store.messages.attachment(id);
  if (held && (await seesDossier(store, user, held.dossierId))) return held.attachment;
  const file = await store.files.reach(id);
  if (!file) return null;
  const draft = file.by === user._id ? null : await store.drafts.ofAttachment(id);
  if (file.by !== user._id && !(draft && (await seesDossier(store, user, draft._id)))) return null;
  const { name, contentType, size, sha256, scan } = file;
  return { id, name, contentType, size, sha256, contentId: null, inline: false, ...(scan && { scan }) };
}

async function seesDossier(store: Store, user: Caller, dossierId: string): Promise<boolean> {
  const dossier = await store.dossiers.get(dossierId);
  return dossier !== null && seesQueue(user, dossier.queue);
}
