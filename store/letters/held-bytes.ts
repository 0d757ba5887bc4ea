/** Bytes are kept once, for all who refer to them: they go when nobody does any more. */
import type { ClientSession } from 'mongoose';
import type { Store } from '../store.ts';

/**
 * Erases those of these bytes that nobody refers to, by their hashes; within a transaction, so that whoever begins to
 * refer to them in the same moment comes before or after.
 */
export async function eraseUnheld(store: Store, hashes: Iterable<string>, session: ClientSession): Promise<void> {
  for (const hash of new Set(hashes)) if (!(await isHeld(store, hash, session))) await store.blobs.erase(hash, session);
}

/** Erases bytes that nobody has referred to for a day; at most so many are looked at. */
export async function sweepBytes(store: Store, now: Date, limit: number): Promise<void> {
  for (const hash of await store.blobs.toSweep(now, limit)) {
    const isKept = await store.together(async (session) => {
      const held = await isHeld(store, hash, session);
      if (!held) await store.blobs.erase(hash, session);
      return held;
    });
    if (isKept) await store.blobs.postponeSweep(hash, now);
  }
}

/** By a letter, ours or not, whatever has become of it, or set aside; a draft, an upload or an automatic reply. */
async function isHeld(store: Store, hash: string, session: ClientSession): Promise<boolean> {
  const { messages, ledger, outbox, drafts, files, automaticReplies } = store;
  for (const holder of [messages, ledger, outbox, drafts, files, automaticReplies])
    if (await holder.holds(hash, session)) return true;
  return false;
}
