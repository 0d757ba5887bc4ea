/** How long a reply can still be taken back, by the server's clock. Pure. */
import type { DossierDetail } from '../../api/schemas.ts';

export interface Undoable {
  readonly message: string;
  readonly secondsLeft: number;
}

/** The reply of that user that is still held back (O4), if its time is not up. */
export function undoableReply(
  dossier: Pick<DossierDetail, 'outgoing'> | undefined,
  user: string | undefined,
  now: number,
): Undoable | null {
  const held = dossier?.outgoing.find((o) => o.phase === 'held' && o.by === user);
  if (!held) return null;
  const secondsLeft = Math.ceil((Date.parse(held.nextAt) - now) / 1000);
  return secondsLeft > 0 ? { message: held.message, secondsLeft } : null;
}
