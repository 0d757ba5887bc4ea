/** Keeps one folder watched: catches up with what has come, then waits for the server to tell of more. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { LETTER_BYTES } from '../../domain/post/letter-size.ts';
import type { MailServerAccess } from '../connection/server.ts';
import { MAX_DIAGNOSTIC_LENGTH } from '../limits.ts';
import { type FetchedLetter, inBatches, type LetterListing, listSlice, loadLetters, type Slice } from './fetch.ts';
import { type MailLog, openImap } from './imap.ts';

/** How far a folder has been read. A UID means something only together with its UIDVALIDITY (RFC 3501, 2.3.1.1). */
export interface WatchCursor {
  readonly uidValidity: string;
  readonly lastUid: number;
}

export interface BatchMeta {
  /** The connection, with the folder selected: for moving or flagging letters of this batch once they are safe. */
  readonly imap: ImapFlow;
  /** What to remember once the batch is safe; the next watch starts from it. */
  readonly cursor: WatchCursor;
  /** The server renumbered the folder: letters known already come again. */
  readonly rescan: boolean;
  /** Letters known to wait after this batch. */
  readonly remaining: number;
}

/** The state of the connection, for a mailbox's own screen. */
export type WatchState =
  | { readonly state: 'connected' }
  | {
      readonly state: 'disconnected';
      readonly reason: string;
      readonly signInRefused: boolean;
      readonly retryMs: number;
    };

export interface WatchOptions {
  readonly server: MailServerAccess;
  readonly folder: string;
  /** Asked before each batch: of a letter larger than so many bytes, the header alone comes. Left out: as much as there may be. */
  readonly limit?: () => Promise<number>;
  /** null: from the first letter. */
  readonly cursor: WatchCursor | null;
  /** Called with letters in the order of their UIDs, never twice at a time. When it rejects, so does the watch. */
  readonly onBatch: (letters: readonly FetchedLetter[], meta: BatchMeta) => Promise<void>;
  /** The folder is known by a new UIDVALIDITY, though no letter came with it. */
  readonly onCursor?: (cursor: WatchCursor) => Promise<void>;
  /** All that lay there has been brought: as a connection begins, and after each arrival. The folder is selected. */
  readonly onCaughtUp?: (imap: ImapFlow, cursor: WatchCursor) => Promise<void>;
  readonly onState?: (state: WatchState) => void;
  readonly signal: AbortSignal;
  readonly log?: MailLog;
  /** Called at least every ten seconds while the watch lives. */
  readonly heartbeat?: () => void;
  /** How often the folder is looked at to be still the same: not every server tells that it was deleted and made anew. */
  readonly lookEveryMs?: number;
}

const HEARTBEAT_MS = 10_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
/** Servers lock accounts that knock too often with a wrong password. */
const REFUSED_RETRY_MS = 5 * 60_000;
/** A connection that lasted this long was a good one: the next trouble starts again from the first delay. */
const STABLE_MS = 60_000;
/** A look costs two hundred bytes. */
const LOOK_EVERY_MS = 10 * 60_000;

/**
 * Watches until `signal` aborts, reconnecting with growing, jittered delays, and resolves then. Rejects only with what
 * its callbacks reject with. A folder in which nothing happens costs a sign of life every minute and
 * a half, two hundred bytes of a look every ten minutes (peer 32); a new letter is asked for as soon as the server
 * announces it.
 */
export async function watchMailbox(options: WatchOptions): Promise<void> {
  const { signal, heartbeat, log } = options;
  const beating = setInterval(() => heartbeat?.(), HEARTBEAT_MS);
  const watch: Watch = { options, cursor: options.cursor, callerError: undefined };
  try {
    for (let failures = 0; !signal.aborted; failures++) {
      const began = Date.now();
      const error = await session(watch).then(() => asError('Connection closed'), asError);
      if (watch.callerError) throw watch.callerError.cause;
      if (signal.aborted) return;
      if (Date.now() - began > STABLE_MS) failures = 0;
      const retryMs = retryDelay(error, failures);
      log?.warn({ err: error, retryMs, folder: options.folder }, 'mailbox connection lost');
      options.onState?.({
        state: 'disconnected',
        reason: (error.responseText ?? error.message).slice(0, MAX_DIAGNOSTIC_LENGTH),
        signInRefused: error.authenticationFailed === true,
        retryMs,
      });
      await sleep(retryMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    clearInterval(beating);
  }
}

interface Watch {
  readonly options: WatchOptions;
  cursor: WatchCursor | null;
  /** What the caller's own code rejected with: not a matter of the connection. */
  callerError: { readonly cause: unknown } | undefined;
}

interface ConnectionError extends Error {
  readonly authenticationFailed?: boolean;
  readonly throttleReset?: number;
  /** The server's own words. */
  readonly responseText?: string;
}

function asError(error: unknown): ConnectionError {
  return error instanceof Error ? error : new Error(String(error));
}

function retryDelay(error: ConnectionError, failures: number): number {
  const growing = Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures, 10), LAST_RETRY_MS);
  const least = error.authenticationFailed ? REFUSED_RETRY_MS : growing;
  // After the time a server asks for, as without: mailboxes of one server must not all come back at once.
  return Math.round(least * (0.5 + Math.random() / 2) + (error.throttleReset ?? 0));
}

/** One connection, from sign-in to its end. */
async function session(watch: Watch): Promise<void> {
  const { server, folder, signal, log, onState, lookEveryMs = LOOK_EVERY_MS } = watch.options;
  const imap = await openImap(server, log);
  const close = () => imap.close();
  const looking = setInterval(() => closeIfReplaced(imap), lookEveryMs);
  signal.addEventListener('abort', close, { once: true });
  const news = listen(imap);
  try {
    if (signal.aborted) return;
    const mailbox = await imap.mailboxOpen(folder);
    const rescan = await settleCursor(watch, String(mailbox.uidValidity));
    onState?.({ state: 'connected' });
    const isUnchanged = mailbox.exists === 0 || mailbox.uidNext <= (watch.cursor?.lastUid ?? 0) + 1;
    if (!isUnchanged) await catchUp(watch, imap, rescan);
    await caughtUp(watch, imap);
    while (imap.usable && !signal.aborted) {
      await news.arrival();
      if (!imap.usable || signal.aborted) return;
      await catchUp(watch, imap, rescan);
      await caughtUp(watch, imap);
    }
  } finally {
    clearInterval(looking);
    signal.removeEventListener('abort', close);
    close();
  }
}

/** A folder deleted or numbered anew while it is open: what comes to the new one is not announced to us (mox). */
async function closeIfReplaced(imap: ImapFlow): Promise<void> {
  const open = imap.mailbox;
  if (!open) return;
  const isReplaced = await imap.status(open.path, { uidValidity: true }).then(
    (now) => now !== false && now.uidValidity !== open.uidValidity,
    (error: { code?: string }) => error.code === 'NotFound',
  );
  if (isReplaced) imap.close();
}

/** Tells whether the server renumbered the folder since the cursor was kept, and begins anew if so. */
async function settleCursor(watch: Watch, uidValidity: string): Promise<boolean> {
  const known = watch.cursor;
  if (known?.uidValidity === uidValidity) return false;
  const cursor = { uidValidity, lastUid: 0 };
  await called(watch, watch.options.onCursor?.(cursor));
  watch.cursor = cursor;
  return known !== null;
}

/** Brings everything after the cursor, in order, slice by slice. */
async function catchUp(watch: Watch, imap: ImapFlow, rescan: boolean): Promise<void> {
  for (let from = watch.cursor; from && !watch.options.signal.aborted; ) {
    const slice = await listSlice(imap, from.lastUid);
    await bring(watch, imap, from, slice, rescan);
    from = slice.upTo === null ? null : { ...from, lastUid: slice.upTo };
  }
}

/** The next batch is on its way while the caller keeps this one. */
async function bring(
  watch: Watch,
  imap: ImapFlow,
  from: WatchCursor,
  { listed, behind }: Slice,
  rescan: boolean,
): Promise<void> {
  const { signal, onBatch } = watch.options;
  const batches = inBatches(listed);
  let remaining = listed.length + behind;
  let coming = load(watch, imap, batches[0], from.uidValidity);
  for (const [index, batch] of batches.entries()) {
    const letters = await coming;
    coming = load(watch, imap, batches[index + 1], from.uidValidity);
    if (signal.aborted) return;
    remaining -= batch.length;
    const cursor = { uidValidity: from.uidValidity, lastUid: batch.at(-1)?.uid ?? from.lastUid };
    await called(watch, onBatch(letters, { imap, cursor, rescan, remaining }));
    watch.cursor = cursor;
    watch.options.heartbeat?.();
  }
}

function load(watch: Watch, imap: ImapFlow, batch: readonly LetterListing[] | undefined, uidValidity: string) {
  const coming = batch ? loadWithinLimit(watch, imap, batch, uidValidity) : Promise.resolve([]);
  // Awaited one round later: until then its failure is not an unhandled one.
  coming.catch(() => undefined);
  return coming;
}

async function loadWithinLimit(
  watch: Watch,
  imap: ImapFlow,
  batch: readonly LetterListing[],
  uidValidity: string,
): Promise<FetchedLetter[]> {
  const { limit, log } = watch.options;
  return loadLetters(imap, batch, uidValidity, { limit: (await called(watch, limit?.())) ?? LETTER_BYTES.most, log });
}

async function caughtUp(watch: Watch, imap: ImapFlow): Promise<void> {
  const { cursor, options } = watch;
  if (cursor && !options.signal.aborted) await called(watch, options.onCaughtUp?.(imap, cursor));
}

async function called<T>(watch: Watch, work: Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await work;
  } catch (cause) {
    watch.callerError = { cause };
    throw cause;
  }
}

/** `arrival()` resolves when the folder has grown since it was last asked, or the connection ends; idles meanwhile. */
function listen(imap: ImapFlow): { readonly arrival: () => Promise<void> } {
  let hasGrown = false;
  let wake = () => {};
  imap.on('exists', ({ count, prevCount }: { count: number; prevCount: number }) => {
    if (count > prevCount) hasGrown = true;
    if (hasGrown) wake();
  });
  imap.on('close', () => wake());
  async function arrival(): Promise<void> {
    while (!hasGrown && imap.usable) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const idle = imap.idle().catch(() => undefined);
      // A server that ends every IDLE at once must not be asked in a tight loop.
      await Promise.race([woken, idle.then(() => sleep(500))]);
    }
    hasGrown = false;
  }
  return { arrival };
}
