/** Takes in a letter that was set aside: read again, or attached to the dossier that an administrator chose. */
import { heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { QuarantineRequest } from '../../contract/workflows.ts';
import { isAside } from '../../store/letters/ledger.ts';
import type { Store } from '../../store/store.ts';
import type { Ingest } from './ingest.ts';

const HEARTBEAT_MS = 3_000;

/**
 * What came of it is in the ledger. One that was dealt with meanwhile is left as it is. It beats meanwhile: a large
 * letter takes a while to come.
 */
export function createHandleQuarantined({ store }: { readonly store: Store }, { takeAgain }: Ingest) {
  return async function handleQuarantined({ ledger, dossier, by }: QuarantineRequest): Promise<void> {
    const row = await store.ledger.get(ledger);
    if (!row || !isAside(row)) return;
    const mailbox = await store.mailboxes.get(row.mailbox);
    if (!mailbox) throw ApplicationFailure.nonRetryable('Its mailbox is gone', 'no-mailbox');
    const beating = setInterval(() => heartbeat(), HEARTBEAT_MS);
    try {
      await takeAgain(mailbox, row, dossier === null ? null : { dossierId: dossier, by });
    } finally {
      clearInterval(beating);
    }
  };
}
