/** Our Message-IDs: the same for the same seed, so that a letter built again keeps its identity. */
import { createHash } from 'node:crypto';

/**
 * The Message-ID, with its angle brackets, of the letter a seed stands for (RFC 5322, 3.6.4). `domain` is the part
 * after the `@`; anything that could not stand there is dropped.
 */
export function newMessageId(seed: string, domain: string): string {
  const left = createHash('sha256').update(seed).digest('hex').slice(0, 40);
  const right = domain.toLowerCase().replace(/[^a-z0-9.-]/g, '') || 'localhost';
  return `<${left}@${right}>`;
}
