/** What is done on the server with letters that are safe here: left, marked as read, or moved away. */
import type { ImapFlow } from 'imapflow';
import { uidRange } from './fetch.ts';
import { accepted } from './imap.ts';

export type Afterwards = 'nothing' | 'seen' | { readonly move: string };

/**
 * Does so with letters of the selected folder, by their UIDs; done again, it changes nothing. A folder that is not
 * there is created. Where the server can move only in a way that risks a letter (neither MOVE, RFC 6851, nor UIDPLUS,
 * RFC 4315), letters are marked as read and stay. Rejects where the server refuses, or cannot be reached.
 */
export async function settleLetters(imap: ImapFlow, uids: readonly number[], afterwards: Afterwards): Promise<void> {
  if (uids.length === 0 || afterwards === 'nothing') return;
  const range = uidRange(uids);
  const isMovable = imap.capabilities.has('MOVE') || imap.capabilities.has('UIDPLUS');
  if (afterwards === 'seen' || !isMovable) {
    accepted(await imap.messageFlagsAdd(range, ['\\Seen'], { uid: true }));
    return;
  }
  const folders = await imap.list();
  if (!folders.some(({ path }) => path === afterwards.move)) await imap.mailboxCreate(afterwards.move);
  accepted(await imap.messageMove(range, afterwards.move, { uid: true }));
}
