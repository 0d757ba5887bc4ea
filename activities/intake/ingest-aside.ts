/** What nobody can read, and a server numbers anew, is not to be looked at twice. */
import type { ClientSession } from 'mongoose';
import { isAside, type LedgerEntry } from '../../store/letters/ledger.ts';
import type { Store } from '../../store/store.ts';

/** The message that a letter was made. */
interface Kept {
  readonly _id: string;
  readonly dossierId: string;
}

/** Set aside with all its bytes. */
const isWhole = (entry: LedgerEntry): boolean => isAside(entry) && entry.quarantine?.isHeaderOnly !== true;

/**
 * The entries of one mailbox's batch; a letter of which its ledger has the same bytes set aside, or that was attached
 * by hand, is a duplicate. Not so one of which the header alone is kept: it is on the server under its new number.
 * `attached`: of each entry, the message that has its content already.
 */
export async function asideOnce(
  { ledger }: Pick<Store, 'ledger'>,
  entries: readonly LedgerEntry[],
  attached: readonly (Kept | undefined)[],
  session: ClientSession,
): Promise<readonly LedgerEntry[]> {
  const unread = entries.filter(isWhole);
  const [first] = unread;
  if (!first) return entries;
  const raws = unread.flatMap(({ raw }) => raw ?? []);
  const aside = await ledger.asideWith(first.mailbox, raws, session);
  return entries.map((entry, i) => {
    const same = attached[i];
    if (!isWhole(entry) || !(same || aside.has(entry.raw ?? ''))) return entry;
    const reason = { code: 'same-content', detail: '' } as const;
    return { ...entry, fate: 'duplicate', reason, dossier: same?.dossierId ?? null, message: same?._id ?? null };
  });
}
