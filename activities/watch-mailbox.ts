/** Keeps one mailbox watched, and takes in what arrives; beats while it lives, so that another worker takes over when it dies. */
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { moveToSent } from '../mail/sent.ts';
import { watchMailbox as watch } from '../mail/watch.ts';
import type { ActivityDependencies } from './dependencies.ts';
import type { Ingest } from './ingest.ts';
import { imapServer } from './mail-servers.ts';

const HEARTBEAT_MS = 3_000;
/** Letters this old are surely not being told by the batch that brought them. */
const UNTOLD_AFTER_MS = 60_000;
/** The activity's own time limit is longer: it ends by itself, and the workflow starts the next. */
const WATCH_FOR_MS = 60 * 60_000;

export function createWatchMailbox(
  { store, secrets, draining, log }: ActivityDependencies,
  { ingest, finishTelling }: Ingest,
) {
  /** True after an hour, or when the worker shuts down: watch again. False when the mailbox is gone or switched off. */
  return async function watchMailbox(mailboxId: string): Promise<boolean> {
    const mailbox = await store.mailboxes.get(mailboxId);
    if (!mailbox?.enabled) return false;
    const beating = setInterval(() => heartbeat(), HEARTBEAT_MS);
    const finish = (before: Date) =>
      finishTelling(mailbox, before).catch((error) => log.error({ err: error }, 'telling'));
    const telling = setInterval(() => finish(new Date(Date.now() - UNTOLD_AFTER_MS)), UNTOLD_AFTER_MS);
    try {
      // Whoever watched before is gone: what it had not told is told now. What cannot be told must not keep the rest out.
      await finish(new Date());
      await watch({
        server: imapServer(mailbox, secrets),
        folder: mailbox.folder,
        cursor: mailbox.cursor,
        signal: AbortSignal.any([cancellationSignal(), draining, AbortSignal.timeout(WATCH_FOR_MS)]),
        log,
        onCursor: (cursor) => store.mailboxes.setCursor(mailboxId, cursor),
        async onBatch(letters, { imap, cursor }) {
          const { own } = await ingest(mailbox, letters);
          // Before the cursor moves on: a copy left behind by a crash is met again, and moved.
          await moveToSent(imap, own).catch((error: unknown) => log.warn({ err: error }, 'copy not moved to Sent'));
          await store.mailboxes.setCursor(mailboxId, cursor);
        },
      });
      cancellationSignal().throwIfAborted();
      return true;
    } finally {
      clearInterval(beating);
      clearInterval(telling);
    }
  };
}
