/** What was begun and left: uploads attached to nothing, messages that no dossier took, bytes that nobody refers to. */
import { sweepBytes } from '../../store/letters/held-bytes.ts';
import type { Store } from '../../store/store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Of each kind, in one pass. */
const AT_MOST = 200;

/** Sweeps what is older than a day. In this order, the bytes of the first two may go with a later pass. */
export async function sweepLeftovers(store: Store, now: Date): Promise<void> {
  await sweepUploads(store, now);
  await sweepStaged(store, now);
  await sweepBytes(store, now, AT_MOST);
}

async function sweepUploads({ files, messages, drafts }: Store, now: Date): Promise<void> {
  for (const file of await files.toSweep(now, AT_MOST)) {
    const isAttached = (await messages.attachment(file._id)) ?? (await drafts.ofAttachment(file._id));
    if (isAttached) await files.postponeSweep(file._id, now);
    else await files.sweep(file._id, now);
  }
}

/** Not what is in the outbox, or in its dossier's record: it was taken, and its status is about to say so. */
async function sweepStaged({ messages, outbox, dossiers }: Store, now: Date): Promise<void> {
  const before = new Date(now.getTime() - DAY_MS);
  const left = await messages.leftStaged(before, AT_MOST);
  const leaving = new Set((await outbox.getAll(left.map(({ _id }) => _id))).map(({ _id }) => _id));
  for (const message of left.filter(({ _id }) => !leaving.has(_id))) {
    const dossier = await dossiers.get(message.dossierId);
    const taken = [...(dossier?.outgoing ?? []).map((o) => o.message), dossier?.validation?.message];
    if (!taken.includes(message._id)) await messages.sweepStaged(message._id, before);
  }
}
