/** Reads one fetched letter: what it says, what identifies it. Whatever it is made of, something comes out. */

import type { Authentication } from '../../domain/post/authentication.ts';
import { writersOf } from '../../domain/post/correspondents.ts';
import { otherThanSaid } from '../../domain/post/file-disguise.ts';
import { HEAD_BYTES } from '../../domain/post/file-types.ts';
import { headerIn, headLines, senderIn } from '../../domain/post/letter-head.ts';
import { isOwnAddress, normaliseAddress, writtenAddress } from '../../domain/post/recipients.ts';
import type { Scan } from '../../domain/post/scan.ts';
import type { AddressToken } from '../../mail/address-token.ts';
import type { ShownLetter } from '../../mail/html/shown-letter.ts';
import type { FetchedLetter } from '../../mail/imap/fetch.ts';
import { MAX_ERROR_LENGTH, MAX_SUBJECT_LENGTH } from '../../mail/limits.ts';
import type { Antivirus } from '../../mail/read/antivirus.ts';
import type { ParsedAttachment } from '../../mail/read/attachments.ts';
import { readAuthentication } from '../../mail/read/authentication-results.ts';
import { bodyHash, contentHash } from '../../mail/read/identity.ts';
import { type ParsedLetter, UnreadableLetter } from '../../mail/read/parse.ts';
import type { Lane, LetterParser } from '../../mail/read/parser.ts';
import { numbersIn, threadingEvidence } from '../../mail/read/thread.ts';
import { newId } from '../../store/base/ids.ts';
import type { Reason, ReasonCode } from '../../store/letters/ledger.ts';
import type { MessageDocument, StoredAddress, StoredAttachment } from '../../store/letters/messages.ts';
import type { Threading } from '../../store/letters/threads.ts';
import type { Placeable } from './place.ts';

interface Seen {
  readonly fetched: FetchedLetter;
  readonly contentHash: string;
  readonly bodyHash: string;
  readonly placeable: Placeable;
  /** What the antivirus said of each attachment, or of a letter that could not be read; none when there is none. */
  readonly scans: readonly Scan[];
}

/** A letter that could be read. */
export type ReadLetter = Seen & {
  readonly parsed: ParsedLetter;
  readonly shown: ShownLetter;
  /** Null: no server’s word on its sender counts. */
  readonly authentication: Authentication | null;
  /** The message of ours whose envelope's sender it came to: where it is a report, it is about that one. */
  readonly returned: string | null;
  /** The message of ours that its header names, signed: it may be that one come back, or what somebody made of it. */
  readonly named: string | null;
};

/** One that could not, and why. */
export type UnreadLetter = Seen & {
  readonly parsed: null;
  readonly problem: { readonly reason: Reason; readonly error: string; readonly isTriedAgain: boolean };
};

export type PreparedLetter = (ReadLetter & { readonly problem?: never }) | UnreadLetter;

/** A letter received, with what placed it. */
export type PlacedMessage = MessageDocument & { readonly threading: Threading };

const NOWHERE: Placeable = {
  messageId: null,
  addressed: null,
  referenced: [],
  subject: '',
  numbers: [],
  sender: '',
  participants: [],
};

/** What a mailbox's letters are read with. */
export interface LetterReading {
  readonly parser: LetterParser;
  /** Patient, where left out. */
  readonly lane?: Lane;
  /** Reads attachments, where one is set. */
  readonly antivirus?: Antivirus | null;
  /** What one of these addresses names, signed by us. */
  readonly tokenIn: (addresses: readonly string[]) => AddressToken | null;
  /** The message of ours that this header names, signed by us. */
  readonly letterIn: (header: string | undefined) => string | null;
  /** Our addresses; left out: none. */
  readonly own?: readonly string[];
  /** The authserv-ids whose Authentication-Results count; left out: none. */
  readonly trusted?: readonly string[];
}

/**
 * An unreadable letter is kept as it came, to be quarantined (peer 6). Rejects only when the parser itself could not
 * run, which is no letter's fault.
 */
export async function prepareLetter(
  fetched: FetchedLetter,
  { parser, lane = 'patient', antivirus, tokenIn, letterIn, own = [], trusted = [] }: LetterReading,
): Promise<PreparedLetter> {
  const seen = { fetched, contentHash: contentHash(fetched.raw), bodyHash: bodyHash(fetched.raw) };
  const scan = async (files: readonly Buffer[]) => (await antivirus?.scan(files)) ?? [];
  const unread = async (code: ReasonCode, error: string, detail = error): Promise<UnreadLetter> => {
    const words = error.slice(0, MAX_ERROR_LENGTH);
    const isTriedAgain = code === 'too-slow' && lane === 'quick';
    const problem = { reason: { code, detail: detail.slice(0, MAX_ERROR_LENGTH) }, error: words, isTriedAgain };
    return { ...seen, placeable: NOWHERE, parsed: null, problem, scans: await scan([fetched.raw]) };
  };
  const { size, limit } = fetched;
  if (limit !== undefined)
    return unread('too-large', `${size} bytes, of ${limit} that are read`, `${megabytes(size)} > ${megabytes(limit)}`);
  try {
    const parsed = sentOn(await parser.parse(fetched.raw, lane), own);
    const [scans, shown] = await Promise.all([
      scan(parsed.attachments.map((a) => a.content)),
      parser.show({ direction: 'inbound', html: parsed.html ?? null, text: parsed.text }),
    ]);
    const { deliveredTo, to, cc } = parsed;
    const token = tokenIn([...deliveredTo, ...[...to, ...cc].map(({ email }) => email)]);
    const placeable = placeableOf(parsed, token?.number ?? null, own);
    const authentication = authenticationOf(parsed, trusted);
    const named = letterIn(parsed.headers.letterToken);
    return { ...seen, parsed, shown, placeable, returned: token?.message ?? null, named, scans, authentication };
  } catch (error) {
    if (!(error instanceof UnreadableLetter)) throw error;
    return unread(error.code, error.message);
  }
}

/** Our own letter, sent back as it was (RFC 5322, 3.6.6), is from whoever did so. */
function sentOn(parsed: ParsedLetter, own: readonly string[]): ParsedLetter {
  const { from, resentFrom } = parsed;
  const isOurs = isOwnAddress(from.email, own);
  return resentFrom && isOurs && !isOwnAddress(resentFrom.email, own)
    ? { ...parsed, from: resentFrom, replyTo: [] }
    : parsed;
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);

function authenticationOf({ headers, from }: ParsedLetter, trusted: readonly string[]): Authentication | null {
  return trusted.length > 0 ? readAuthentication(headers.authenticationResults, trusted, from.email) : null;
}

function placeableOf(parsed: ParsedLetter, addressed: number | null, own: readonly string[]): Placeable {
  const { from, replyTo, to, cc, subject } = parsed;
  // In our name somebody else writes: a form, or a list.
  const sender = isOwnAddress(from.email, own) ? (writersOf(parsed, own)[0] ?? from) : from;
  return {
    messageId: parsed.messageId ?? null,
    addressed,
    referenced: threadingEvidence(parsed),
    subject,
    numbers: numbersIn(subject),
    sender: normaliseAddress(sender.email),
    participants: [from, ...replyTo, ...to, ...cc].map(({ email }) => normaliseAddress(email)),
  };
}

/** The letter as the store keeps it. `raw` and the attachments' hashes are those of blobs already put. */
export function receivedMessage(
  letter: ReadLetter,
  dossierId: string,
  raw: string | null,
  threading: Threading,
): PlacedMessage {
  const { parsed } = letter;
  return {
    _id: newId(),
    dossierId,
    direction: 'inbound',
    status: 'received',
    from: stored(parsed.from),
    replyTo: parsed.replyTo.map(stored),
    to: parsed.to.map(stored),
    cc: parsed.cc.map(stored),
    bcc: [],
    subject: parsed.subject,
    date: arrival(letter.fetched),
    messageId: parsed.messageId ?? null,
    inReplyTo: null,
    references: [...parsed.references],
    outlookThread: outlookThread(parsed),
    html: parsed.html ?? null,
    text: parsed.text,
    attachments: [
      ...parsed.attachments.map(
        (a, i): StoredAttachment => ({
          id: newId(),
          name: a.name,
          contentType: a.contentType,
          size: a.size,
          sha256: a.sha256,
          contentId: a.contentId ?? null,
          inline: a.inline,
          ...disguise(a),
          ...scanned(letter.scans[i]),
        }),
      ),
      ...(parsed.isWhole || raw === null ? [] : [original(letter, raw)]),
    ],
    ...(parsed.isWhole ? {} : { isShortened: true as const }),
    raw,
    contentHash: letter.contentHash,
    automatic: parsed.automatic ?? null,
    unanswerable: parsed.unanswerable ?? null,
    author: null,
    authentication: letter.authentication,
    threading,
  };
}

/** A letter nobody could read, as far as its head goes; the rest is the letter itself, attached as it came. */
export function unreadMessage(
  { fetched, contentHash, scans }: UnreadLetter,
  dossierId: string,
  raw: string,
  threading: Threading,
): PlacedMessage {
  const head = headLines(fetched.raw);
  const nobody = { replyTo: [], to: [], cc: [], bcc: [], references: [] };
  const nothing = { messageId: null, inReplyTo: null, outlookThread: null, html: null, author: null };
  return {
    ...nobody,
    ...nothing,
    _id: newId(),
    dossierId,
    direction: 'inbound',
    status: 'received',
    from: { email: senderIn(head) ?? '', name: '' },
    subject: (headerIn(head, 'Subject') ?? '').slice(0, MAX_SUBJECT_LENGTH),
    date: arrival(fetched),
    text: '',
    attachments: [{ ...original({ fetched }, raw), ...scanned(scans[0]) }],
    raw,
    contentHash,
    automatic: null,
    // Nobody knows what it is.
    unanswerable: 'unread',
    threading,
  };
}

/** The letter itself, as it came, attached to what could be read of it. */
function original({ fetched }: Pick<Seen, 'fetched'>, sha256: string): StoredAttachment {
  const kind = { name: 'message.eml', contentType: 'message/rfc822', contentId: null, inline: false };
  return { ...kind, id: newId(), size: fetched.raw.length, sha256 };
}

function scanned(scan: Scan | undefined): Pick<StoredAttachment, 'scan'> {
  return scan ? { scan } : {};
}

function disguise({ name, contentType, content }: ParsedAttachment): Pick<StoredAttachment, 'looksLike'> {
  const looksLike = otherThanSaid(name, contentType, content.subarray(0, HEAD_BYTES));
  return looksLike === null ? {} : { looksLike };
}

/** Mail servers count in whole seconds: the end of that second, unless it is not over. */
function arrival({ internalDate }: FetchedLetter): Date {
  return new Date(Math.min(internalDate.getTime() + 999, Math.max(Date.now(), internalDate.getTime())));
}

function outlookThread({ headers: { threadIndex, threadTopic } }: ParsedLetter): MessageDocument['outlookThread'] {
  if (threadIndex === undefined && threadTopic === undefined) return null;
  return {
    ...(threadIndex === undefined ? {} : { threadIndex }),
    ...(threadTopic === undefined ? {} : { threadTopic }),
  };
}

function stored({ email, name }: { readonly email: string; readonly name?: string }): StoredAddress {
  return { email: writtenAddress(email), name: name ?? '' };
}
