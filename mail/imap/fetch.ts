/** Lists and downloads the letters of the selected folder: small ones many at a time, large ones in chunks. */
import { buffer } from 'node:stream/consumers';
import type { ImapFlow } from 'imapflow';
import type { MailServerAccess } from '../connection/server.ts';
import { BATCH_BYTES, BATCH_LETTERS, DOWNLOAD_CHUNK_BYTES, SLICE_LETTERS, STREAM_ABOVE_BYTES } from '../limits.ts';
import { type MailLog, withImap } from './imap.ts';

/** A letter as it lies on the server. One above a `limit`, in bytes, brings its header only in `raw`; `size` is the true one. */
export interface FetchedLetter {
  readonly uid: number;
  readonly uidValidity: string;
  readonly size: number;
  readonly internalDate: Date;
  readonly raw: Buffer;
  readonly limit?: number;
}

/** What is known of a letter before it is downloaded. */
export interface LetterListing {
  readonly uid: number;
  readonly size: number;
  readonly internalDate: Date;
}

const LISTED = { uid: true, size: true, internalDate: true } as const;
/** What a row told of a letter. */
interface Listed {
  readonly uid: number;
  readonly size: number | undefined;
  readonly internalDate: Date | string | undefined;
}

/**
 * The letters after a UID, up to another where it is given, in the order of their UIDs. One that comes without its size,
 * in a row that nobody asked for, is asked for again; a server that gives none at all has it taken for an empty one.
 */
export async function listLetters(imap: ImapFlow, afterUid: number, upTo?: number): Promise<LetterListing[]> {
  const known = new Map<number, Listed>();
  async function list(range: string): Promise<void> {
    for (const { uid, size, internalDate } of await imap.fetchAll(range, LISTED, { uid: true })) {
      const before = known.get(uid);
      known.set(uid, { uid, size: size ?? before?.size, internalDate: internalDate ?? before?.internalDate });
    }
  }
  await list(`${afterUid + 1}:${upTo ?? '*'}`);
  const sizeless = [...known.values()].filter(({ size }) => size === undefined);
  if (sizeless.length > 0) await list(uidRange(sizeless.map(({ uid }) => uid)));
  return (
    [...known.values()]
      // `n:*` always brings the last letter (RFC 3501, 6.4.8).
      .filter(({ uid }) => uid > afterUid && uid <= (upTo ?? uid))
      .map(({ uid, size = 0, internalDate }) => ({ uid, size, internalDate: new Date(internalDate ?? Date.now()) }))
      .sort((a, b) => a.uid - b.uid)
  );
}

/** Letters listed at once, and how many are known to lie behind them. */
export interface Slice {
  readonly listed: LetterListing[];
  /** The UID it ends with; null: nothing is left behind it. */
  readonly upTo: number | null;
  readonly behind: number;
}

/**
 * The first letters after a UID, so many that the memory of a listing stays flat however large the folder. Only the UID
 * it ends with is found by sequence numbers, which shift as letters are removed: whatever it is, the next slice begins
 * right behind it, and what comes meanwhile has a greater one (RFC 3501, 2.3.1.1).
 */
export async function listSlice(imap: ImapFlow, afterUid: number, most: number = SLICE_LETTERS): Promise<Slice> {
  const exists = imap.mailbox ? imap.mailbox.exists : 0;
  const isShort = exists <= most || (await uidAt(imap, exists - most + 1)) <= afterUid + 1;
  if (isShort) return { listed: await listLetters(imap, afterUid), upTo: null, behind: 0 };
  let [from, end] = [1, exists - most + 1];
  while (from < end) {
    const middle = Math.floor((from + end) / 2);
    if ((await uidAt(imap, middle)) > afterUid) end = middle;
    else from = middle + 1;
  }
  const last = from + most - 1;
  const upTo = await uidAt(imap, last);
  if (upTo > afterUid && Number.isFinite(upTo))
    return { listed: await listLetters(imap, afterUid, upTo), upTo, behind: exists - last };
  return { listed: await listLetters(imap, afterUid), upTo: null, behind: 0 };
}

/** The UID of a sequence number; infinite where no letter has it any more. */
async function uidAt(imap: ImapFlow, sequence: number): Promise<number> {
  const rows = await imap.fetchAll(String(sequence), { uid: true });
  return rows.find(({ seq }) => seq === sequence)?.uid ?? Number.POSITIVE_INFINITY;
}

/** Cuts a listing into what is downloaded at once: a number of small letters, or one large one. */
export function inBatches(listed: readonly LetterListing[]): LetterListing[][] {
  const batches: LetterListing[][] = [];
  let bytes = 0;
  for (const letter of listed) {
    const last = batches.at(-1);
    const isLarge = letter.size > STREAM_ABOVE_BYTES;
    bytes += letter.size;
    if (last && !isLarge && last.length < BATCH_LETTERS && bytes <= BATCH_BYTES) last.push(letter);
    else {
      batches.push([letter]);
      // Nothing joins a large letter.
      bytes = isLarge ? BATCH_BYTES : letter.size;
    }
  }
  return batches;
}

export interface LoadOptions {
  /** In bytes, above what is downloaded together: of a larger letter, the header alone is downloaded. */
  readonly limit: number;
  readonly log?: MailLog | undefined;
}

/**
 * Downloads one batch. A letter removed from the server meanwhile is left out; one that is still there but did not
 * come makes the batch reject, so that no cursor ever passes over it (peer 1). So does one that came shorter than the
 * server had said, and then of yet another length; some servers only estimate a size, and give the same twice.
 */
export async function loadLetters(
  imap: ImapFlow,
  batch: readonly LetterListing[],
  uidValidity: string,
  { limit, log }: LoadOptions,
): Promise<FetchedLetter[]> {
  const [first] = batch;
  if (first && first.size > limit) return loadHeader(imap, first, uidValidity, limit);
  const download = first && first.size > STREAM_ABOVE_BYTES ? downloadLarge : downloadTogether;
  const sources = await download(imap, batch);
  const short = batch.filter(({ uid, size }) => (sources.get(uid)?.length ?? size) < size);
  if (short.length > 0) {
    const again = await download(imap, short);
    for (const letter of short) sources.set(letter.uid, whole(letter, sources.get(letter.uid), again.get(letter.uid)));
    const uids = short.map(({ uid }) => uid);
    log?.warn({ uids: uidRange(uids) }, 'letters shorter than their server had said, downloaded twice');
  }
  await assertGone(
    imap,
    batch.filter(({ uid }) => !sources.has(uid)),
  );
  return batch.flatMap((letter) => {
    const raw = sources.get(letter.uid);
    return raw ? [{ ...letter, uidValidity, raw }] : [];
  });
}

/** Of a letter that came too short, and came again. Where it was removed in between, the first is all there will be. */
function whole({ uid, size }: LetterListing, first: Buffer = Buffer.alloc(0), second: Buffer = first): Buffer {
  if (second.length >= size || second.length === first.length) return second;
  throw new Error(`The server gives letter ${uid} in ${first.length} bytes, then in ${second.length}, not in ${size}`);
}

async function assertGone(imap: ImapFlow, missing: readonly LetterListing[]): Promise<void> {
  if (missing.length === 0) return;
  const range = uidRange(missing.map(({ uid }) => uid));
  const [there] = await imap.fetchAll(range, { uid: true }, { uid: true });
  if (there) throw new Error(`The server did not give letter ${there.uid}, which it has`);
}

/** By UID, what came. */
async function downloadTogether(imap: ImapFlow, letters: readonly LetterListing[]): Promise<Map<number, Buffer>> {
  const range = uidRange(letters.map(({ uid }) => uid));
  const rows = await imap.fetchAll(range, { uid: true, source: true }, { uid: true });
  return new Map(rows.flatMap(({ uid, source }) => (source ? [[uid, source]] : [])));
}

async function downloadLarge(imap: ImapFlow, letters: readonly LetterListing[]): Promise<Map<number, Buffer>> {
  const sources = new Map<number, Buffer>();
  for (const { uid } of letters) {
    const options = { uid: true, chunkSize: DOWNLOAD_CHUNK_BYTES };
    const { content } = await imap.download(String(uid), undefined, options);
    if (content) sources.set(uid, await buffer(content));
  }
  return sources;
}

/**
 * The letter that has this UID in a folder, as long as the folder has this UIDVALIDITY; undefined when there is none.
 * Rejects when the server cannot be reached.
 */
export async function fetchLetter(
  server: MailServerAccess,
  folder: string,
  { uid, uidValidity }: Pick<FetchedLetter, 'uid' | 'uidValidity'>,
  limit: number,
): Promise<FetchedLetter | undefined> {
  return withImap(server, async (imap) => {
    const opened = await imap.mailboxOpen(folder, { readOnly: true });
    if (String(opened.uidValidity) !== uidValidity) return undefined;
    const listed = await listLetters(imap, uid - 1, uid);
    return (await loadLetters(imap, listed, uidValidity, { limit }))[0];
  });
}

async function loadHeader(
  imap: ImapFlow,
  letter: LetterListing,
  uidValidity: string,
  limit: number,
): Promise<FetchedLetter[]> {
  const row = await imap.fetchOne(String(letter.uid), { uid: true, headers: true }, { uid: true });
  const header = row ? row.headers : undefined;
  if (header) return [{ ...letter, uidValidity, raw: header, limit }];
  await assertGone(imap, [letter]);
  return [];
}

/** UIDs in order as a sequence set, runs written as `a:b`: a list of fifty numbers is a long command line. */
export function uidRange(uids: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const uid of uids) {
    const last = runs.at(-1);
    if (last && uid === last[1] + 1) last[1] = uid;
    else runs.push([uid, uid]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(',');
}
