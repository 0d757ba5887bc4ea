/** What a watcher tells of its mailbox, and how it hears that the settings have changed. */
import type { Logger } from 'pino';
import type { WatchState } from '../../mail/imap/watch.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { Store } from '../../store/store.ts';

const SEEN_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 3_000;

export interface WatchSigns {
  readonly onState: (state: WatchState) => void;
  /** Aborts when the mailbox has other settings than those it is watched by, or is switched off. */
  readonly outdated: AbortSignal;
  readonly stop: () => void;
}

/** Notes how the mailbox fares (peer 31), and looks for other settings every three seconds. */
export function watchSigns({ mailboxes }: Pick<Store, 'mailboxes'>, mailbox: MailboxDocument, log: Logger): WatchSigns {
  const { _id, revision } = mailbox;
  const outdated = new AbortController();
  let isConnected = false;
  // A store in trouble is told of elsewhere: a sign that is lost comes again.
  const quietly = (work: Promise<unknown>) =>
    void work.catch((error: unknown) => log.warn({ err: error, mailbox: _id }, 'mailbox sign'));
  const look = async () => {
    if ((await mailboxes.watchedRevision(_id)) !== revision) outdated.abort();
  };
  const looking = setInterval(() => quietly(look()), LOOK_EVERY_MS);
  const seeing = setInterval(() => isConnected && quietly(mailboxes.noteConnected(_id)), SEEN_EVERY_MS);
  return {
    outdated: outdated.signal,
    onState(state) {
      isConnected = state.state === 'connected';
      if (state.state === 'connected') return quietly(mailboxes.noteConnected(_id));
      const { reason, signInRefused } = state;
      quietly(mailboxes.noteFailing(_id, { reason, signInRefused }));
    },
    stop() {
      clearInterval(looking);
      clearInterval(seeing);
    },
  };
}
