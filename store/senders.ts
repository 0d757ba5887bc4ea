/** Which mailbox writes in a dossier's name (N3, W5). */
import type { Dossier } from '../domain/dossier.ts';
import { sameAddress } from '../domain/recipients.ts';
import type { MailboxDocument } from './mailboxes.ts';
import type { MessageDocument } from './messages.ts';
import type { Store } from './store.ts';

type Writer = Pick<Dossier, 'mailbox' | 'queue'>;

/** Whether a letter may leave from it. */
export function isWorking({ enabled, deletedAt }: Pick<MailboxDocument, 'enabled' | 'deletedAt'>): boolean {
  return enabled && !deletedAt;
}

/** The dossier's own mailbox; its queue's when that one is deleted or switched off (W5). Null: there never was one. */
export async function usualSender(store: Store, { mailbox, queue }: Writer): Promise<MailboxDocument | null> {
  const own = await store.mailboxes.get(mailbox);
  if (own && isWorking(own)) return own;
  const { mailbox: other = mailbox } = (await store.queues.get(queue)) ?? {};
  const queues = other === mailbox ? null : await store.mailboxes.get(other);
  return queues && isWorking(queues) ? queues : own;
}

/**
 * The mailbox a message names as its sender (N3): the one that has its address, else one that had it; the dossier's usual
 * one where none that works ever had.
 */
export async function namedSender(
  store: Store,
  dossier: Writer,
  { from }: Pick<MessageDocument, 'from'>,
): Promise<MailboxDocument | null> {
  const usual = await usualSender(store, dossier);
  if (usual && sameAddress(usual.address, from.email)) return usual;
  const working = (await store.mailboxes.list()).filter(isWorking);
  return (
    working.find(({ address }) => sameAddress(address, from.email)) ??
    working.find(({ formerAddresses }) => formerAddresses.some((former) => sameAddress(former, from.email))) ??
    usual
  );
}
