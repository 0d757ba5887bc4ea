/** Message-IDs: ours, the same for the same seed, and those that letters name. */
import { createHash } from 'node:crypto';
import { MAX_MESSAGE_ID_LENGTH } from './limits.ts';

/**
 * The Message-ID, with its angle brackets, of the letter a seed stands for (RFC 5322, 3.6.4). `domain` is the part
 * after the `@`; anything that could not stand there is dropped.
 */
export function newMessageId(seed: string, domain: string): string {
  const left = createHash('sha256').update(seed).digest('hex').slice(0, 40);
  const right = domain.toLowerCase().replace(/[^a-z0-9.-]/g, '') || 'localhost';
  return `<${left}@${right}>`;
}

/**
 * The message ids in a header's value, each once, in order, with angle brackets. Old programs write words around
 * them, or forget the brackets: a lone word with an `@` counts as an id.
 */
export function messageIds(value: string): string[] {
  const bracketed = value.match(/<[^<>\s]+>/g) ?? [];
  const bare = /^[^<>\s@]+@[^<>\s@]+$/.test(value.trim()) ? [`<${value.trim()}>`] : [];
  const ids = bracketed.length > 0 ? bracketed : bare;
  return [...new Set(ids)].filter((id) => id.length <= MAX_MESSAGE_ID_LENGTH);
}
