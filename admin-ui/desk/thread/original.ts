/** Where the source of a letter is, if it can be had (L4). */
import type { Message } from '../../../api/schemas.ts';

/** Its address; null: it is ours, or what was taken out of it took its source too. */
export function originalOf(dossierId: string, { id, direction, redacted }: Message): string | null {
  if (direction !== 'inbound' || redacted.content || redacted.author) return null;
  return `/api/dossiers/${encodeURIComponent(dossierId)}/messages/${encodeURIComponent(id)}/raw`;
}
