/** In whose name an answer may leave: the addresses of its dossier's queue (N3). */
import type { DossierDocument } from '../store/dossiers.ts';
import type { MailboxDocument } from '../store/mailboxes.ts';
import type { Store } from '../store/store.ts';
import { ApiProblem } from './problem.ts';

/** The mailbox the dossier came by first, then the others of its queue that still work. */
export async function sendersOf(
  store: Store,
  dossier: Pick<DossierDocument, 'mailbox' | 'queue'>,
): Promise<MailboxDocument[]> {
  const queue = await store.queues.get(dossier.queue);
  const ids = [...new Set([dossier.mailbox, ...(queue ? [queue.mailbox, ...queue.otherMailboxes] : [])])];
  const mailboxes = await Promise.all(ids.map((id) => store.mailboxes.get(id)));
  return mailboxes.filter((m): m is MailboxDocument => m !== null && (m.enabled || m._id === dossier.mailbox));
}

/** The mailbox chosen among them. @throws ApiProblem 422 for one that is not of the queue. */
export async function senderOf(store: Store, dossier: DossierDocument, wanted: string): Promise<MailboxDocument> {
  const sender = (await sendersOf(store, dossier)).find(({ _id }) => _id === wanted);
  if (!sender) throw new ApiProblem(422, 'unknown-sender');
  return sender;
}
