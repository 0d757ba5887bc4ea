/** Keeps one mailbox watched, and takes in what arrives; beats while it lives, so that another worker takes over when it dies. */
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { watchMailbox as watch } from '../../mail/imap/watch.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { imapServer } from '../servers/mail-servers.ts';
import type { Ingest } from './ingest.ts';
import { serverSettling } from './server-settling.ts';
import { watchSigns } from './watch-signs.ts';

const HEARTBEAT_MS = 3_000;
/** Letters this old are surely not being told by the batch that brought them. */
const UNTOLD_AFTER_MS = 60_000;
/** The activity's own time limit is longer: it ends by itself, and the workflow starts the next. */
const WATCH_FOR_MS = 60 * 60_000;

export function createWatchMailbox(
  { store, secrets, draining, log }: ActivityDependencies,
  { ingest, finishTelling, readSlow }: Ingest,
) {
  /** True after an hour, when the worker shuts down or the settings have changed: watch again. False when it is gone or switched off. */
  return async function watchMailbox(mailboxId: string): Promise<boolean> {
    const set = await store.mailboxes.get(mailboxId);
    if (!set?.enabled || set.outboundOnly) return false;
    const mailbox = await store.mailboxes.settlePlace(set);
    if (!mailbox) return true;
    const { revision } = mailbox;
    const settling = serverSettling({ store, log }, mailbox);
    const signs = watchSigns(store, mailbox, log);
    const beating = setInterval(() => heartbeat(), HEARTBEAT_MS);
    const finish = (before: Date) =>
      finishTelling(mailbox, before).catch((error) => log.error({ err: error }, 'telling'));
    const telling = setInterval(() => {
      void finish(new Date(Date.now() - UNTOLD_AFTER_MS));
      void readSlow(mailbox);
    }, UNTOLD_AFTER_MS);
    try {
      // Whoever watched before is gone: what it had not told is told now. What cannot be told must not keep the rest out.
      await finish(new Date());
      void readSlow(mailbox);
      await store.mailboxes.noteBegun(mailboxId);
      await watch({
        server: imapServer({ store, secrets }, mailbox),
        folder: mailbox.folder,
        cursor: mailbox.cursor,
        limit: async () => (await store.settings.email()).maxReceivedBytes,
        signal: AbortSignal.any([cancellationSignal(), draining, signs.outdated, AbortSignal.timeout(WATCH_FOR_MS)]),
        log,
        onState: signs.onState,
        onCursor: (cursor) => store.mailboxes.setCursor(mailboxId, cursor, revision),
        onCaughtUp: settling.settleAgain,
        async onBatch(letters, { imap, cursor, remaining }) {
          const { own } = await ingest(mailbox, letters);
          // Only now is anything done with letters on the server (peer 5), and before the cursor moves on: what a crash
          // leaves behind is met again.
          await settling.settle(imap, cursor, letters, own);
          await store.mailboxes.noteLetters(
            mailboxId,
            letters.map((letter) => letter.internalDate),
            remaining,
          );
          await store.mailboxes.setCursor(mailboxId, cursor, revision);
        },
      });
      cancellationSignal().throwIfAborted();
      return true;
    } finally {
      signs.stop();
      clearInterval(beating);
      clearInterval(telling);
    }
  };
}
