/** Mends what a parser could not read: headers of old programs, text parts that lie about their charset or name none. */
import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Joiner, type MimeNode, Splitter, type SplitterChunk } from '@zone-eu/mailsplit';
import libmime from 'libmime';
import { startOfBody } from './identity.ts';

// Windows-1252 decodes every byte and contains Latin-1; it is what undeclared Western mail is written in.
const FALLBACK = 'windows-1252';

/** RFC 5322, 4.5: old programs leave a space before the colon, which no parser here expects. */
const SPACED_NAME = /^([!-9;-~]+)[ \t]+:/gm;

/** How ISO-2022-JP leaves ASCII (RFC 1468): no text of another charset has it. */
const ESC = '\u001b';
const JAPANESE = new RegExp(`${ESC}(?:\\$[@B]|\\([JI])`);

/**
 * The letter with the lines of its header that are not UTF-8 read as its body's charset, or as Windows-1252: RFC 6532
 * allows 8-bit headers in UTF-8 only, old programs write them in their own charset. Returns the same buffer when there
 * is nothing to mend.
 */
export function mendHeader(raw: Buffer): Buffer {
  const end = startOfBody(raw);
  const header = raw.subarray(0, end);
  const text = header.toString('latin1');
  const spaced = text.search(SPACED_NAME) >= 0;
  if (isUtf8(header) && !spaced && !JAPANESE.test(text)) return raw;
  const charset = firstCharset(raw);
  const lines = (spaced ? text.replace(SPACED_NAME, '$1:') : text).split('\n');
  const mended = lines.map((line) => {
    const bytes = Buffer.from(line, 'latin1');
    if (JAPANESE.test(line)) return new TextDecoder('iso-2022-jp').decode(bytes);
    return isUtf8(bytes) ? bytes.toString() : (decoded(bytes, charset) ?? new TextDecoder(FALLBACK).decode(bytes));
  });
  return Buffer.concat([Buffer.from(mended.join('\n')), raw.subarray(end)]);
}

/** The first charset that the letter names for a text, in a header or in its HTML. */
function firstCharset(raw: Buffer): string {
  const beginning = raw.subarray(0, HEAD_BYTES).toString('latin1');
  return /charset\s*=\s*["']?([\w.:-]+)/i.exec(beginning)?.[1] ?? FALLBACK;
}

function decoded(bytes: Buffer, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const HEAD_BYTES = 64 * 1024;
const UTF7 = /^(?:(?:cs)?unicode-?1-?1-?)?utf-?7$/i;
const PLAIN = /^(?:|us-?ascii|ascii|utf-?8)$/i;
const WESTERN = /^(?:windows-?125\d|cp-?125\d|iso-?8859-?\d+|latin-?\d)$/i;

/** Whether a text was read otherwise than its bytes or its own HTML say, so that `declareCharsets` has work. */
export function isMisread(raw: Buffer, { text, html }: { readonly text: string; readonly html: string }): boolean {
  const said = text + html;
  const meta = metaCharset(html.slice(0, HEAD_BYTES));
  return said.includes('\uFFFD') || JAPANESE.test(said) || !PLAIN.test(meta) || /utf-?7\b/i.test(firstCharsets(raw));
}

function firstCharsets(raw: Buffer): string {
  return (
    raw
      .subarray(0, HEAD_BYTES)
      .toString('latin1')
      .match(/charset\s*=\s*["']?[\w.:-]+/gi) ?? []
  ).join(' ');
}

/**
 * The letter with its true charset on each text part that names none (or ASCII, UTF-8, one that nobody knows): what its
 * bytes prove, else what its HTML says, else Windows-1252. Any other declared charset is left alone (peer 25). UTF-7,
 * which no parser reads, becomes UTF-8. Costs a copy of the letter: call it only where `isMisread`.
 */
export async function declareCharsets(raw: Buffer): Promise<Buffer> {
  const chunks: SplitterChunk[] = [];
  const bodies = new Map<MimeNode, SplitterChunk[]>();
  let current: MimeNode | undefined;
  for await (const chunk of Readable.from([raw]).pipe(new Splitter()) as AsyncIterable<SplitterChunk>) {
    chunks.push(chunk);
    if (chunk.type === 'node') current = chunk;
    else if (chunk.type === 'body' && current && isSuspect(current))
      bodies.set(current, [...(bodies.get(current) ?? []), chunk]);
  }
  for (const [node, parts] of bodies) {
    const written = Buffer.concat(parts.map((part) => (part.type === 'body' ? part.value : Buffer.alloc(0))));
    const body = decodeTransfer(written, node.encoding || '');
    if (UTF7.test(node.charset || '')) rewrite(node, parts, fromUtf7(body.toString('latin1')));
    else {
      const charset = charsetOf(node, body);
      if (charset) node.setCharset(charset);
    }
  }
  return buffer(Readable.from(chunks).pipe(new Joiner()));
}

function isSuspect(node: MimeNode): boolean {
  if (node.multipart || !/^text\//.test(node.contentType || 'text/plain')) return false;
  const charset = node.charset || '';
  return PLAIN.test(charset) || UTF7.test(charset) || !libmime.createDecodeStream(charset).supported;
}

/** Null: it is what it says. */
function charsetOf(node: MimeNode, body: Buffer): string | null {
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  const beginning = body.subarray(0, HEAD_BYTES).toString('latin1');
  if (JAPANESE.test(body.toString('latin1'))) return 'iso-2022-jp';
  const meta = metaCharset(beginning);
  const isNamed = !PLAIN.test(meta) && libmime.createDecodeStream(meta).supported;
  if (!isUtf8(body)) return isNamed ? meta : FALLBACK;
  // Relays that turn a text into UTF-8 leave what its HTML says of itself.
  return isNamed && !node.charset && !WESTERN.test(meta) ? meta : null;
}

function metaCharset(html: string): string {
  return /<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(html)?.[1] ?? '';
}

/** In base64, in which no line can be taken for a boundary. */
function rewrite(node: MimeNode, [first, ...others]: readonly SplitterChunk[], text: string): void {
  node.setCharset('utf-8');
  if (node.headers) node.headers.update('Content-Transfer-Encoding', 'base64');
  const base64 = Buffer.from(text)
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n');
  if (first?.type === 'body') first.value = Buffer.from(`${base64}\r\n`);
  for (const other of others) if (other.type === 'body') other.value = Buffer.alloc(0);
}

/** RFC 2152. */
function fromUtf7(text: string): string {
  return text.replace(/\+([A-Za-z\d+/]*)-?/g, (_, base64: string) =>
    base64 === ''
      ? '+'
      : Buffer.from(base64, 'base64')
          .subarray(0, Math.floor((base64.length * 6) / 16) * 2)
          .swap16()
          .toString('utf16le'),
  );
}

function decodeTransfer(body: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64');
  if (encoding !== 'quoted-printable') return body;
  const decoded = body
    .toString('latin1')
    .replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, 'latin1');
}
