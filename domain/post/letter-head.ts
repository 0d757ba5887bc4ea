/** The head of a letter that could not be read: its first header lines, and whom it says it is from. Trusts nothing. */
import { normaliseAddress, parseRecipients } from './recipients.ts';

/** What of a letter's bytes is looked at: real heads are a tenth of it. */
export const HEAD_BYTES = 64 * 1024;
const LINES = 60;
const LINE_LENGTH = 500;

/** The first header lines as they came (RFC 5322, 2.2), cut at the empty line that ends them; never a line of the body. */
export function headLines(bytes: Uint8Array): string[] {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES));
  const lines = text.split(/\r\n|\r|\n/);
  const end = lines.indexOf('');
  const head = lines.slice(0, end === -1 ? LINES : Math.min(end, LINES));
  // What has no colon and continues no line is no header: the letter began with its body.
  const stray = head.findIndex((line) => !/^[\x21-\x39\x3b-\x7e]+[ \t]*:/.test(line) && !/^[ \t]/.test(line));
  return (stray === -1 ? head : head.slice(0, stray)).map((line) => line.slice(0, LINE_LENGTH).replaceAll('\0', ''));
}

/** The value of the first header of that name, unfolded; null: there is none. */
export function headerIn(head: readonly string[], name: string): string | null {
  const start = head.findIndex((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  if (start === -1) return null;
  const more = head.slice(start + 1);
  const end = more.findIndex((line) => !/^[ \t]/.test(line));
  const folded = [head[start] ?? '', ...(end === -1 ? more : more.slice(0, end))].join(' ');
  return folded
    .slice(name.length + 1)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The address of its From, lower case; null where it has none that can be told. */
export function senderIn(head: readonly string[]): string | null {
  const [address] = parseRecipients(headerIn(head, 'From') ?? '').addresses;
  return address ? normaliseAddress(address.email) : null;
}
