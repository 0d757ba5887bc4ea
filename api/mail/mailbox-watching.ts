/** A mailbox that is switched off, and those that a queue is read by. */
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { Store } from '../../store/store.ts';
import type { BatchDependencies } from '../settings/batches.ts';

/** What lies in it stays there; switched on again, it is read on from where it was left. */
export async function switchOff({ store, engine }: BatchDependencies, mailbox: MailboxDocument): Promise<void> {
  await store.mailboxes.switchOff(mailbox._id);
  await engine.stopWatching(mailbox._id);
}

/** The mailboxes a queue is read by, and answers from. */
export async function mailboxesOf(store: Store, queue: string): Promise<MailboxDocument[]> {
  return (await store.mailboxes.list()).filter(
    (m) => m.queue === queue && m.enabled && !m.outboundOnly && !m.deletedAt,
  );
}
