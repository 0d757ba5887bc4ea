/** In whose name an answer may leave: the addresses of its dossier's queue (N3). */

import { isAnswerable, usualSender } from '../../services/sending/senders.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';

/** The dossier's usual one first, then the others of its queue that still work and are read (C13). */
export async function sendersOf(
  store: Store,
  dossier: Pick<DossierDocument, 'mailbox' | 'queue'>,
): Promise<MailboxDocument[]> {
  const [queue, usual] = await Promise.all([store.queues.get(dossier.queue), usualSender(store, dossier)]);
  const ids = [...new Set([dossier.mailbox, ...(queue ? [queue.mailbox, ...queue.otherMailboxes] : [])])];
  const mailboxes = await Promise.all(ids.map((id) => store.mailboxes.get(id)));
  return mailboxes.filter((m): m is MailboxDocument => m !== null && (isAnswerable(m) || m._id === usual?._id));
}

/** The mailbox chosen among them. @throws ApiProblem 422 for one that is not of the queue. */
export async function senderOf(store: Store, dossier: DossierDocument, wanted: string): Promise<MailboxDocument> {
  const sender = (await sendersOf(store, dossier)).find(({ _id }) => _id === wanted);
  if (!sender) throw new ApiProblem(422, 'unknown-sender');
  return sender;
}
