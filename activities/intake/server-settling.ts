/** Does on the server what is to be done with letters that are safe here; what fails there is done again later (peer 8). */
import type { ImapFlow } from 'imapflow';
import { settleLetters } from '../../mail/imap/afterwards.ts';
import { type FetchedLetter, uidRange } from '../../mail/imap/fetch.ts';
import { moveToSent } from '../../mail/imap/sent.ts';
import type { WatchCursor } from '../../mail/imap/watch.ts';
import { type LedgerEntry, ledgerId, uidValidityIn } from '../../store/letters/ledger.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** Done again at once: a command line that every server takes. */
const AGAIN_AT_ONCE = 500;

/** `own`: copies of our own letters, which belong in Sent. */
interface Uids {
  readonly own: readonly number[];
  readonly others: readonly number[];
}

export function serverSettling({ store, log }: Pick<ActivityDependencies, 'store' | 'log'>, mailbox: MailboxDocument) {
  const { _id, place, afterwards } = mailbox;
  const validityOf = ({ uidValidity }: WatchCursor) => uidValidityIn(place?.generation ?? 0, uidValidity);

  /** The UIDs with which it could not be done. */
  async function attempt(imap: ImapFlow, { own, others }: Uids): Promise<readonly number[]> {
    const failed = (uids: readonly number[]) => (error: unknown) => {
      log.warn({ err: error, mailbox: _id, letters: uids.length }, 'letters left as they were on the server');
      return uids;
    };
    const copies = await moveToSent(imap, own).then(() => [], failed(own));
    return [...copies, ...(await settleLetters(imap, others, afterwards).then(() => [], failed(others)))];
  }

  return {
    /** With letters just taken in. One that is not held whole stays on the server as it is. */
    async settle(imap: ImapFlow, cursor: WatchCursor, letters: readonly FetchedLetter[], own: readonly number[]) {
      const held = letters.filter(({ limit }) => limit === undefined).map(({ uid }) => uid);
      const left = await attempt(imap, { own, others: held.filter((uid) => !own.includes(uid)) });
      await store.ledger.markUnsettled(left.map((uid) => ledgerId(_id, validityOf(cursor), uid)));
    },
    /** With the letters of this folder where it failed before; those of a folder left or numbered anew are met again there. */
    async settleAgain(imap: ImapFlow, cursor: WatchCursor): Promise<void> {
      for (let after = 0; ; ) {
        const rows = await store.ledger.unsettled(_id, validityOf(cursor), after, AGAIN_AT_ONCE);
        const there = await stillThere(imap, rows);
        const uids = (isOwn: boolean) => there.filter(({ fate }) => (fate === 'own') === isOwn).map(({ uid }) => uid);
        const left = new Set(await attempt(imap, { own: uids(true), others: uids(false) }));
        await store.ledger.markSettled(rows.filter(({ uid }) => !left.has(uid)).map((row) => row._id));
        // A server that refuses them all is not asked for the rest.
        if (rows.length < AGAIN_AT_ONCE || left.size === rows.length) return;
        after = rows.at(-1)?.uid ?? after;
      }
    },
  };
}

/** Some servers refuse to move what is not there (mox): a letter moved by an answer that was lost would never be done with. */
async function stillThere(imap: ImapFlow, rows: readonly LedgerEntry[]): Promise<readonly LedgerEntry[]> {
  if (rows.length === 0) return rows;
  const range = uidRange(rows.map(({ uid }) => uid));
  const found = await imap.search({ uid: range }, { uid: true }).catch(() => undefined);
  return found ? rows.filter(({ uid }) => found.includes(uid)) : rows;
}
