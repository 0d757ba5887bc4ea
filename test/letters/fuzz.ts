/** Breaks letters at random, the same way for the same seed, and looks at what comes of them. */
import { mongo } from 'mongoose';
import { BatchPlacement } from '../../activities/intake/batch-placement.ts';
import { ThreadIndex } from '../../activities/intake/place.ts';
import { prepareLetter } from '../../activities/intake/prepare-letter.ts';
import { createLetterParser } from '../../mail/read/parser.ts';
import { markQuotes } from '../../mail/html/quotes.ts';
import { sanitiseReceived, textToHtml } from '../../mail/html/sanitise.ts';
import { newMailbox } from '../../store/mailboxes/mailboxes.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import { CORPUS } from './corpus.ts';
import { dangersIn } from './dangers.ts';

export interface FuzzResult {
  readonly fates: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  /** What was wrong, and the number of the letter: the same seed gives it again. */
  readonly failures: readonly string[];
}

/** How long a letter may take, on a machine at rest. */
const MAX_MS = 2_000;
const MAX_MEMORY_MB = 256;
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
// The largest would take all the time there is.
const SEEDS = CORPUS.map(({ raw }) => raw).filter((raw) => raw.length < 20_000);

const MAILBOX = newMailbox(
  {
    ...{ _id: 'm', address: 'support@pli.example', name: 'Support', queue: 'q', folder: 'INBOX', enabled: true },
    ...{ imap: server(), smtp: server(), cursor: null },
  },
  0,
);

const TOKENS = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\0',
    '--b\r\n',
    '--b--\r\n',
    '\r\n\r\n',
    '=',
    '=?utf-8?Q?',
    '?=',
    '"',
    '<',
    '>',
    ';',
    ':',
    ' ',
  ],
  ...[
    'Content-Type: multipart/mixed; boundary=b\r\n',
    'Content-Type: message/rfc822\r\n',
    'Content-Type: text/html\r\n',
  ],
  ...['Content-Transfer-Encoding: base64\r\n', 'Content-Transfer-Encoding: quoted-printable\r\n', 'References: <'],
  ...[
    '; charset=utf-16',
    "; filename*0*=utf-8''%",
    'Content-Type: message/delivery-status\r\n',
    'X-Failed-Recipients: a@b\r\n',
  ],
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    ' style="background:url(//t.example)"',
    '<!--',
    ']]>',
    '<svg>',
  ],
  ...['\xff\xfe', '\xc3', '\xe2\x80\xae', 'A'.repeat(3000)],
].map((token) => Buffer.from(token, 'latin1'));

/**
 * Breaks that many letters and reads each; nothing may throw, linger, swell or escape. `judge`: what a page made of one
 * does, beside what can be read in it.
 */
export async function fuzz(
  letters: number,
  seed: number,
  {
    judge = async () => [],
    maxMs = MAX_MS,
  }: { readonly judge?: (html: string) => Promise<readonly string[]>; readonly maxMs?: number },
): Promise<FuzzResult> {
  const parser = createLetterParser({ timeMs: maxMs, memoryMb: MAX_MEMORY_MB });
  // Its start counts for no letter.
  await parser.parse(Buffer.from('\r\n'));
  const fates: Record<string, number> = {};
  const failures: string[] = [];
  let slowestMs = 0;
  for (let number = 0; number < letters; number++) {
    const raw = brokenLetter(seed, number);
    const began = performance.now();
    let shown: readonly string[] = [];
    try {
      const prepared = await prepareLetter(fetched(raw, number), { parser, tokenIn: () => null, letterIn: () => null });
      const batch = new BatchPlacement({ mailbox: MAILBOX, own: [MAILBOX.address] }, nothingKnown(), 1);
      batch.add(prepared, 'raw');
      const [entry] = batch.entries;
      const fate = entry?.fate ?? 'none';
      fates[fate] = (fates[fate] ?? 0) + 1;
      shown = batch.messages.map(shownOf);
      failures.push(...problems(batch, shown).map((problem) => `letter ${number}: ${problem}`));
    } catch (error) {
      failures.push(`letter ${number}: ${String(error)}`);
    }
    const took = performance.now() - began;
    for (const html of shown) for (const deed of await judge(html)) failures.push(`letter ${number}: ${deed}`);
    slowestMs = Math.max(slowestMs, took);
    if (took > maxMs) failures.push(`letter ${number}: ${Math.round(took)} ms`);
  }
  parser.close();
  return { fates, slowestMs, failures };
}

/** The letter of that number: one of these, broken a few times over. */
export function brokenLetter(seed: number, number: number, letters: readonly Buffer[] = SEEDS): Buffer {
  const random = randomness(seed * 1_000_003 + number);
  let raw = pick(letters, random);
  for (let times = 1 + below(6, random); times > 0; times--) raw = broken(raw, random);
  return raw;
}

function broken(raw: Buffer, random: () => number): Buffer {
  const [from, to] = [below(raw.length + 1, random), below(raw.length + 1, random)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  const piece = raw.subarray(from, Math.min(to, from + 2_000));
  const [before, after] = [raw.subarray(0, from), raw.subarray(from)];
  switch (below(7, random)) {
    case 0:
      return Buffer.concat([before, pick(TOKENS, random), after]);
    case 1:
      return Buffer.concat([before, raw.subarray(from + piece.length)]);
    case 2:
      return Buffer.concat([before, piece, piece, after]);
    case 3:
      return Buffer.concat([before, Buffer.from([below(256, random)]), raw.subarray(from + 1)]);
    case 4:
      return before;
    case 5:
      return Buffer.concat([before, ...Array<Buffer>(1 + below(50, random)).fill(piece.subarray(0, 200)), after]);
    default: {
      const other = pick(SEEDS, random);
      return Buffer.concat([before, other.subarray(below(other.length + 1, random))]);
    }
  }
}

/** As the thread shows it. */
function shownOf({ html, text }: MessageDocument): string {
  return markQuotes(html === null ? textToHtml(text) : sanitiseReceived(html, { cidUrl: () => undefined }).html);
}

function problems({ entries, messages }: BatchPlacement, shown: readonly string[]): string[] {
  const found: string[] = [];
  const [entry] = entries;
  if (!entry || entries.length !== 1) found.push('no fate');
  if (entry?.reason.code === 'too-slow' || entry?.reason.code === 'too-heavy') found.push(entry.reason.code);
  for (const document of [...entries, ...messages])
    if (mongo.BSON.calculateObjectSize(document) > MAX_DOCUMENT_BYTES) found.push('too large a document');
  return [...found, ...shown.flatMap(dangersIn)];
}

function nothingKnown() {
  const index = new ThreadIndex({ keys: [], conversations: [], numbers: new Map() });
  return { contents: new Map(), sent: { byId: new Map(), messages: new Map() }, tests: new Set<string>(), archived: new Set<string>(), ignored: new Set<string>(), index };
}

function fetched(raw: Buffer, uid: number) {
  return { uid, uidValidity: '1', size: raw.length, internalDate: new Date(0), raw };
}

function server() {
  return { host: 'localhost', port: 1, secure: false, plain: true, user: '', password: '' };
}

/** mulberry32: small, and the same everywhere. */
function randomness(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function below(limit: number, random: () => number): number {
  return Math.floor(random() * limit);
}

function pick(from: readonly Buffer[], random: () => number): Buffer {
  return from[below(from.length, random)] ?? Buffer.alloc(0);
}
