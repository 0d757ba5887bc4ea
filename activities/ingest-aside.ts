/** What nobody can read, and a server numbers anew, is not to be looked at twice. */
import type { ClientSession } from 'mongoose';
import { isAside, type LedgerEntry } from '../store/ledger.ts';
import type { Store } from '../store/store.ts';

/** The message that a letter was made. */
interface Kept {
  readonly _id: string;
  readonly dossierId: string;
}

/**
 * The entries of one mailbox's batch; a letter of which its ledger has the same bytes set aside, or that was attached
 * by hand, is a duplicate. `attached`: of each entry, the message that has its content already.
 */
export async function asideOnce(
  { ledger }: Pick<Store, 'ledger'>,
  entries: readonly LedgerEntry[],
  attached: readonly (Kept | undefined)[],
  session: ClientSession,
): Promise<readonly LedgerEntry[]> {
  const unread = entries.filter(isAside);
  const [first] = unread;
  if (!first) return entries;
  const raws = unread.flatMap(({ raw }) => raw ?? []);
  const aside = await ledger.asideWith(first.mailbox, raws, session);
  return entries.map((entry, i) => {
    const same = attached[i];
    if (!isAside(entry) || !(same || aside.has(entry.raw ?? ''))) return entry;
    const reason = { code: 'same-content', detail: '' } as const;
    return { ...entry, fate: 'duplicate', reason, dossier: same?.dossierId ?? null, message: same?._id ?? null };
  });
}
