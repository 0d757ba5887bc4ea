/** Lists and downloads the letters of the selected folder: small ones many at a time, large ones in chunks. */
import { buffer } from 'node:stream/consumers';
import type { ImapFlow } from 'imapflow';
import { BATCH_BYTES, BATCH_LETTERS, DOWNLOAD_CHUNK_BYTES, MAX_LETTER_BYTES, STREAM_ABOVE_BYTES } from './limits.ts';

/** A letter as it lies on the server. A `tooLarge` one brings its header only in `raw`; `size` is the true one. */
export interface FetchedLetter {
  readonly uid: number;
  readonly uidValidity: string;
  readonly size: number;
  readonly internalDate: Date;
  readonly raw: Buffer;
  readonly tooLarge?: true;
}

/** What is known of a letter before it is downloaded. */
export interface LetterListing {
  readonly uid: number;
  readonly size: number;
  readonly internalDate: Date;
}

/** The letters after a UID, in the order of their UIDs. */
export async function listLetters(imap: ImapFlow, afterUid: number): Promise<LetterListing[]> {
  const rows = await imap.fetchAll(`${afterUid + 1}:*`, { uid: true, size: true, internalDate: true }, { uid: true });
  return (
    rows
      // `n:*` always brings the last letter (RFC 3501, 6.4.8), and a server may send rows nobody asked for.
      .filter((row) => row.uid > afterUid && row.size !== undefined)
      .map(({ uid, size = 0, internalDate }) => ({ uid, size, internalDate: new Date(internalDate ?? Date.now()) }))
      .sort((a, b) => a.uid - b.uid)
  );
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

/**
 * Downloads one batch. A letter removed from the server meanwhile is left out; one that is still there but did not
 * come makes the batch reject, so that no cursor ever passes over it (peer 1).
 */
export async function loadLetters(
  imap: ImapFlow,
  batch: readonly LetterListing[],
  uidValidity: string,
): Promise<FetchedLetter[]> {
  const [first] = batch;
  if (first && first.size > MAX_LETTER_BYTES) return loadHeader(imap, first, uidValidity);
  if (first && first.size > STREAM_ABOVE_BYTES) return loadLarge(imap, first, uidValidity);
  const range = uidRange(batch.map(({ uid }) => uid));
  const rows = await imap.fetchAll(range, { uid: true, source: true }, { uid: true });
  const sources = new Map(rows.filter((row) => row.source).map((row) => [row.uid, row.source]));
  const loaded = batch.flatMap((letter) => {
    const raw = sources.get(letter.uid);
    return raw ? [{ ...letter, uidValidity, raw }] : [];
  });
  await assertGone(
    imap,
    batch.filter(({ uid }) => !sources.get(uid)),
  );
  return loaded;
}

async function assertGone(imap: ImapFlow, missing: readonly LetterListing[]): Promise<void> {
  if (missing.length === 0) return;
  const range = uidRange(missing.map(({ uid }) => uid));
  const [there] = await imap.fetchAll(range, { uid: true }, { uid: true });
  if (there) throw new Error(`The server did not give letter ${there.uid}, which it has`);
}

async function loadLarge(imap: ImapFlow, letter: LetterListing, uidValidity: string): Promise<FetchedLetter[]> {
  const options = { uid: true, chunkSize: DOWNLOAD_CHUNK_BYTES };
  const { content } = await imap.download(String(letter.uid), undefined, options);
  if (content) return [{ ...letter, uidValidity, raw: await buffer(content) }];
  await assertGone(imap, [letter]);
  return [];
}

async function loadHeader(imap: ImapFlow, letter: LetterListing, uidValidity: string): Promise<FetchedLetter[]> {
  const row = await imap.fetchOne(String(letter.uid), { uid: true, headers: true }, { uid: true });
  const header = row ? row.headers : undefined;
  if (header) return [{ ...letter, uidValidity, raw: header, tooLarge: true }];
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
