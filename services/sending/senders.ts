/** Which mailbox writes in a dossier's name (N3, W5). */
import type { Dossier } from '../../domain/dossier/dossier.ts';
import { sameAddress } from '../../domain/post/recipients.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { Store } from '../../store/store.ts';

type Writer = Pick<Dossier, 'mailbox' | 'queue'>;

/** Whether a letter may leave from it. */
function isWorking({ enabled, deletedAt }: MailboxDocument): boolean {
  return enabled && !deletedAt;
}

/** Whether a person's letter may leave from it: nobody reads what is answered to one that is only written from (C13). */
export function isAnswerable(mailbox: MailboxDocument): boolean {
  return isWorking(mailbox) && !mailbox.outboundOnly;
}

/**
 * The dossier's own mailbox; its queue's when that one is deleted or switched off (W5), or only written from by now (C13).
 * Null: there never was one, or only one whose answers nobody would read.
 */
export async function usualSender(store: Store, { mailbox, queue }: Writer): Promise<MailboxDocument | null> {
  const own = await store.mailboxes.get(mailbox);
  if (own && isAnswerable(own)) return own;
  const { mailbox: other = mailbox } = (await store.queues.get(queue)) ?? {};
  const queues = other === mailbox ? null : await store.mailboxes.get(other);
  if (queues && isAnswerable(queues)) return queues;
  return own?.outboundOnly ? null : own;
}

/**
 * The mailbox a message names as its sender (N3): the one that has its address, else one that had it; the dossier's usual
 * one where none that works ever had, or none that a person may write from.
 */
export async function namedSender(
  store: Store,
  dossier: Writer,
  { from, automatic }: Pick<MessageDocument, 'from' | 'automatic'>,
): Promise<MailboxDocument | null> {
  const usual = await usualSender(store, dossier);
  if (usual && sameAddress(usual.address, from.email)) return usual;
  const working = (await store.mailboxes.list()).filter(automatic ? isWorking : isAnswerable);
  return (
    working.find(({ address }) => sameAddress(address, from.email)) ??
    working.find(({ formerAddresses }) => formerAddresses.some((former) => sameAddress(former, from.email))) ??
    usual
  );
}
