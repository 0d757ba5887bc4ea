/** Erases the bytes of what was taken out of a letter: the letter as it travelled, its copies, its attachments (N20). */
import type { Store } from '../store/store.ts';

/**
 * Erased, not sealed: whoever has the keys of a seal can break it, and a backup keeps them side by side. Bytes that
 * another letter holds too, which are kept once, stay that letter's.
 */
export function createEraseRedacted({ store }: { readonly store: Store }) {
  return async function eraseRedacted(messageId: string): Promise<void> {
    const message = await store.messages.get(messageId);
    if (!message?.redacted) return;
    const rows = await store.ledger.ofMessage(messageId);
    const sent = await store.outbox.get(messageId);
    const blobs = [...message.redacted.erase, ...rows.map(({ raw }) => raw), sent?.raw ?? null];
    for (const hash of new Set(blobs))
      if (hash !== null && !(await store.messages.holds(hash))) await store.blobs.erase(hash);
    await store.messages.noteErased(messageId);
  };
}
