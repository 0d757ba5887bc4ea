/** Why a message that an administrator cancelled never left, as the outbox and the timeline keep it (O5). */

const PREFIX = 'cancelled by ';

/** `by`: the id of the user. */
export const cancellation = (by: string): string => `${PREFIX}${by}`;

/** The user who cancelled it; null: it did not leave for another reason. */
export function cancelledBy(reason: string): string | null {
  return reason.startsWith(PREFIX) ? reason.slice(PREFIX.length) : null;
}
