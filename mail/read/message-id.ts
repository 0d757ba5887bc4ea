/** Message-IDs: ours, the same for the same seed, and those that letters name. */
import { createHash } from 'node:crypto';
import libmime from 'libmime';
import { MAX_MESSAGE_ID_LENGTH } from '../limits.ts';

/**
 * The Message-ID, with its angle brackets, of the letter a seed stands for (RFC 5322, 3.6.4). `domain` is the part
 * after the `@`; anything that could not stand there is dropped.
 */
export function newMessageId(seed: string, domain: string): string {
  const left = createHash('sha256').update(seed).digest('hex').slice(0, 40);
  const right = domain.toLowerCase().replace(/[^a-z0-9.-]/g, '') || 'localhost';
  return `<${left}@${right}>`;
}

/** An id in its brackets, which a fold may have cut; or with one of them only, the other being forgotten. */
const BRACKETED = /<([^<>]+)>|<([^\s<>,;]{1,500}@[^\s<>,;]{1,500})|(?<![^\s<>,;])([^\s<>,;]{1,500}@[^\s<>,;]{1,500})>/g;
/** An id, or a comment (RFC 5322, 3.2.2): an id may have parentheses of its own. */
const ID_OR_COMMENT = /(<[^<>]*>)|\([^()]*\)/g;
const BARE = /^[^\s<>@,;()]+@[^\s<>@,;()]+$/;

/**
 * The message ids in a header's unfolded value, each once, in order, with angle brackets. Relays encode long ones as
 * words (RFC 2047) and fold them within their brackets; old programs write words, comments or quotes around them, or
 * forget the brackets: a value made of nothing but words with an `@` is ids.
 */
export function messageIds(value: string): string[] {
  const decoded = libmime.decodeWords(value).replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  const text = decoded.replace(ID_OR_COMMENT, (_, id?: string) => id ?? ' ');
  const bracketed = [...text.matchAll(BRACKETED)].map(([, whole, opened, closed]) => whole ?? opened ?? closed ?? '');
  const words = text.split(/[\s,;]+/).map((word) => word.replace(/^["']+|["']+$/g, ''));
  const bare = words.filter((word) => word !== '');
  const areIds = bare.every((word) => BARE.test(word));
  const found = bracketed.length > 0 ? bracketed : areIds ? bare : [];
  const ids = found.map((id) => `<${id.replace(/\s+/g, '')}>`);
  return [...new Set(ids)].filter((id) => id.length > '<>'.length && id.length <= MAX_MESSAGE_ID_LENGTH);
}
