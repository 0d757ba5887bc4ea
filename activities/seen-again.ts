/** A letter set aside, as it is to be read again. */
import { type FetchedLetter, fetchLetter } from '../mail/fetch.ts';
import { type LedgerEntry, uidValidityIn } from '../store/ledger.ts';
import type { MailboxDocument } from '../store/mailboxes.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { imapServer } from './mail-servers.ts';

type SeenAgainDependencies = Pick<ActivityDependencies, 'store' | 'secrets' | 'log'>;

/** From the bytes that were kept; one left on its server as too large, from there, by today's limit. */
export function createSeenAgain({ store, secrets, log }: SeenAgainDependencies) {
  return async function seenAgain(mailbox: MailboxDocument, row: LedgerEntry): Promise<FetchedLetter> {
    const { uid, uidValidity, size, at } = row;
    const kept = { uid, uidValidity, size, raw: await store.blobs.get(row.raw ?? ''), internalDate: at };
    if (row.reason.code !== 'too-large') return kept;
    const { maxReceivedBytes: limit } = await store.settings.email();
    return (await onServer(mailbox, row, limit)) ?? { ...kept, limit };
  };

  /** Undefined where it is no more, or the server does not answer: its header is what there is. */
  async function onServer(mailbox: MailboxDocument, { uid, uidValidity }: LedgerEntry, limit: number) {
    const server = imapServer({ store, secrets }, mailbox);
    const there = await fetchLetter(server, mailbox.folder, uid, limit).catch((error: unknown) => {
      log.warn({ err: error, mailbox: mailbox._id, uid }, 'letter not fetched again');
    });
    const isSame = there && uidValidityIn(mailbox.place?.generation ?? 0, there.uidValidity) === uidValidity;
    return isSame ? { ...there, uidValidity } : undefined;
  }
}
