/** Erases the bytes of what was taken out of a letter: the letter as it travelled, its copies, its attachments (N20). */
import { eraseUnheld } from '../../store/letters/held-bytes.ts';
import type { Store } from '../../store/store.ts';

/**
 * Erased, not sealed: whoever has the keys of a seal can break it, and a backup keeps them side by side. Bytes that
 * somebody else refers to, which are kept once, stay theirs.
 */
export function createEraseRedacted({ store }: { readonly store: Store }) {
  return async function eraseRedacted(messageId: string): Promise<void> {
    const message = await store.messages.get(messageId);
    if (!message?.redacted) return;
    // What was uploaded for this very letter is no use of its own.
    for (const id of message.redacted.files ?? [])
      if (!(await store.drafts.ofAttachment(id))) await store.files.remove(id);
    await store.together(async (session) => {
      const own = await store.messages.takeErased(messageId, session);
      const seen = await store.ledger.takeBytes(messageId, session);
      const sent = await store.outbox.takeBytes(messageId, session);
      await eraseUnheld(store, [...own, ...seen, ...sent], session);
    });
  };
}
