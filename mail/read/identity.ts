/** Recognises letters by their bytes: the same letter seen twice, and the echo of one of our own. */
import { createHash } from 'node:crypto';

// What each delivery puts on top of a letter: it differs between two copies of the same one.
const TRACE_HEADERS = new Set([
  'return-path',
  'delivered-to',
  'x-original-to',
  'x-delivered-to',
  'envelope-to',
  'x-envelope-to',
  'x-envelope-from',
  'delivery-date',
  'received',
  'x-received',
  'received-spf',
  'authentication-results',
  'arc-seal',
  'arc-message-signature',
  'arc-authentication-results',
  'dkim-signature',
  'x-mox-reason',
  'x-spam-status',
  'x-spam-score',
  'x-spam-flag',
]);

const LF = 0x0a;
const CR = 0x0d;

/**
 * SHA-256 (hex) of a raw letter less its leading trace headers: two deliveries of the same letter (a rescan, an
 * alias, a move between folders) give the same hash.
 */
export function contentHash(raw: Buffer): string {
  return createHash('sha256')
    .update(raw.subarray(endOfTrace(raw)))
    .digest('hex');
}

/**
 * SHA-256 (hex) of what follows the header block. Empty lines at the end do not count: relays add and drop them
 * (RFC 6376, 3.4.3).
 */
export function bodyHash(raw: Buffer): string {
  let end = raw.length;
  while (end > 0 && (raw[end - 1] === LF || raw[end - 1] === CR)) end--;
  const start = startOfBody(raw);
  return createHash('sha256')
    .update(raw.subarray(Math.min(start, end), end))
    .digest('hex');
}

/** Where the body of a raw letter begins: after the first empty line, at its end when there is none. */
export function startOfBody(raw: Buffer): number {
  const crlf = raw.indexOf('\r\n\r\n');
  const lf = raw.indexOf('\n\n');
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return crlf + 4;
  return lf >= 0 ? lf + 2 : raw.length;
}

/** Where the first header begins that a delivery did not add. */
function endOfTrace(raw: Buffer): number {
  let at = 0;
  while (at < raw.length) {
    const name = /^[!-9;-~]+(?=[ \t]*:)/.exec(raw.toString('latin1', at, at + 80))?.[0];
    if (!name || !TRACE_HEADERS.has(name.toLowerCase())) break;
    at = endOfHeader(raw, at);
  }
  return at;
}

/** The end of the header that begins at `at`, its folded lines included. */
function endOfHeader(raw: Buffer, at: number): number {
  let next = at;
  do {
    const newline = raw.indexOf(LF, next);
    if (newline < 0) return raw.length;
    next = newline + 1;
  } while (raw[next] === 0x20 || raw[next] === 0x09);
  return next;
}
