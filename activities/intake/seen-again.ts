/** A letter set aside, as it is to be read again. */
import { ApplicationFailure } from '@temporalio/common';
import { MAILBOX_AWAY } from '../../contract/workflows.ts';
import { type FetchedLetter, fetchLetter } from '../../mail/imap/fetch.ts';
import { type LedgerEntry, uidValidityGiven } from '../../store/letters/ledger.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { imapServer } from '../servers/mail-servers.ts';

type SeenAgainDependencies = Pick<ActivityDependencies, 'store' | 'secrets' | 'log'>;

/**
 * From the bytes that were kept; one left on its server as too large, from there, by today's limit. Rejects when that
 * server cannot be reached: half a letter is no letter.
 */
export function createSeenAgain({ store, secrets, log }: SeenAgainDependencies) {
  return async function seenAgain(mailbox: MailboxDocument, row: LedgerEntry): Promise<FetchedLetter> {
    const { uid, uidValidity, size, at, quarantine } = row;
    const kept = {
      uid,
      uidValidity,
      size,
      raw: await store.blobs.get(row.raw ?? ''),
      internalDate: quarantine?.arrived ?? at,
    };
    if (!quarantine?.isHeaderOnly) return kept;
    const { maxReceivedBytes: limit } = await store.settings.email();
    return (await onServer(mailbox, kept, limit)) ?? { ...kept, limit };
  };

  /** Undefined where it is there no more: its header is what there is. */
  async function onServer(mailbox: MailboxDocument, kept: FetchedLetter, limit: number) {
    const { uid, uidValidity } = kept;
    const given = uidValidityGiven(mailbox.place?.generation ?? 0, uidValidity);
    if (given === null) return undefined;
    const server = imapServer({ store, secrets }, mailbox);
    const letter = { uid, uidValidity: given };
    const there = await fetchLetter(server, mailbox.folder, letter, limit).catch((error: unknown) => {
      log.warn({ err: error, mailbox: mailbox._id, uid }, 'letter not fetched again');
      throw ApplicationFailure.nonRetryable('The mail server did not give the letter', MAILBOX_AWAY);
    });
    // Another place may have another letter under these numbers.
    const isSame = there?.raw.subarray(0, kept.raw.length).equals(kept.raw);
    return there && isSame ? { ...there, uidValidity } : undefined;
  }
}
