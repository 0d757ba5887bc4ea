/** Erases the bytes of what was taken out of a letter: the letter as it travelled, its copies, its attachments (N20). */
import type { Store } from '../../store/store.ts';

/**
 * Erased, not sealed: whoever has the keys of a seal can break it, and a backup keeps them side by side. Bytes that
 * another letter, a draft, an upload or an automatic reply holds too, which are kept once, stay theirs.
 */
export function createEraseRedacted({ store }: { readonly store: Store }) {
  return async function eraseRedacted(messageId: string): Promise<void> {
    const message = await store.messages.get(messageId);
    if (!message?.redacted) return;
    const rows = await store.ledger.ofMessage(messageId);
    const sent = await store.outbox.get(messageId);
    // What was uploaded for this very letter is no use of its own.
    for (const id of message.redacted.files ?? [])
      if (!(await store.drafts.ofAttachment(id))) await store.files.remove(id);
    const blobs = [...message.redacted.erase, ...rows.map(({ raw }) => raw), sent?.raw ?? null];
    for (const hash of new Set(blobs)) if (hash !== null && !(await isHeld(store, hash))) await store.blobs.erase(hash);
    await store.messages.noteErased(messageId);
  };
}

/** Whether these bytes are somebody else's too. */
async function isHeld({ messages, drafts, files, automaticReplies }: Store, hash: string): Promise<boolean> {
  for (const holder of [messages, drafts, files, automaticReplies]) if (await holder.holds(hash)) return true;
  return false;
}
