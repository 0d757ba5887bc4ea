/** Mends what a parser could not read: headers of old programs, text parts that lie about their charset or name none. */
import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Joiner, type MimeNode, Splitter, type SplitterChunk } from '@zone-eu/mailsplit';
import { startOfBody } from './identity.ts';

// Windows-1252 decodes every byte and contains Latin-1; it is what undeclared Western mail is written in.
const FALLBACK = 'windows-1252';

/** RFC 5322, 4.5: old programs leave a space before the colon, which no parser here expects. */
const SPACED_NAME = /^([!-9;-~]+)[ \t]+:/gm;

/**
 * The letter with the lines of its header that are not UTF-8 read as Windows-1252: RFC 6532 allows 8-bit headers in
 * UTF-8 only, old programs write them in their own charset. Returns the same buffer when there is nothing to mend.
 */
export function mendHeader(raw: Buffer): Buffer {
  const end = startOfBody(raw);
  const header = raw.subarray(0, end);
  const text = header.toString('latin1');
  const spaced = text.search(SPACED_NAME) >= 0;
  if (isUtf8(header) && !spaced) return raw;
  const lines = (spaced ? text.replace(SPACED_NAME, '$1:') : text).split('\n');
  const mended = lines.map((line) => {
    const bytes = Buffer.from(line, 'latin1');
    return isUtf8(bytes) ? bytes.toString() : new TextDecoder(FALLBACK).decode(bytes);
  });
  return Buffer.concat([Buffer.from(mended.join('\n')), raw.subarray(end)]);
}

/**
 * The letter with `charset=windows-1252` on each text part that declares no charset (or ASCII, or UTF-8) and whose
 * bytes are not UTF-8. Any other declared charset is left alone (peer 25). Costs a copy of the letter: call it only
 * when a first reading met undecodable bytes.
 */
export async function declareCharsets(raw: Buffer): Promise<Buffer> {
  const chunks: SplitterChunk[] = [];
  const bodies = new Map<MimeNode, Buffer[]>();
  let current: MimeNode | undefined;
  for await (const chunk of Readable.from([raw]).pipe(new Splitter()) as AsyncIterable<SplitterChunk>) {
    chunks.push(chunk);
    if (chunk.type === 'node') current = chunk;
    else if (chunk.type === 'body' && current && isSuspect(current)) {
      bodies.set(current, [...(bodies.get(current) ?? []), chunk.value]);
    }
  }
  for (const [node, body] of bodies) {
    if (!isUtf8(decodeTransfer(Buffer.concat(body), node.encoding || ''))) node.setCharset(FALLBACK);
  }
  return buffer(Readable.from(chunks).pipe(new Joiner()));
}

function isSuspect(node: MimeNode): boolean {
  if (node.multipart || !/^text\//.test(node.contentType || 'text/plain')) return false;
  return /^(|us-?ascii|ascii|utf-?8)$/i.test(node.charset || '');
}

function decodeTransfer(body: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64');
  if (encoding !== 'quoted-printable') return body;
  const decoded = body
    .toString('latin1')
    .replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, 'latin1');
}
