/** Tells the copy of a letter of ours that comes back from letters that only look like one. Pure. */
import { isOwnAddress, sameAddress } from '../../domain/post/recipients.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { OutboxRow } from '../../store/letters/outbox.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { ReadLetter } from './prepare-letter.ts';

/** What we sent, by the ids a letter may name it with: Message-IDs, ours and the relay's, and the message's own. */
export interface SentLetters {
  readonly byId: ReadonlyMap<string, OutboxRow>;
  readonly messages: ReadonlyMap<string, Pick<MessageDocument, 'text'>>;
}

/** What a relay may add to a letter: a footer, a warning. In characters that are letters or digits. */
const MAX_ADDED = 1_500;

/**
 * The letter of ours that this is; null: it is somebody's. Whoever had our letter knows its ids and its words: what an
 * addressee sends back, or another writes in our name, is theirs. A copy is word for word ours; or the first to come,
 * where a relay added to it.
 */
export function ownCopy(letter: ReadLetter, sent: SentLetters, mailbox: MailboxDocument): OutboxRow | null {
  const { parsed, named, bodyHash, contentHash } = letter;
  const ids = [named ?? '', parsed.messageId ?? '', ...parsed.references.toReversed()];
  const rows = [...new Set(ids.flatMap((id) => sent.byId.get(id) ?? []))];
  const possible = rows.filter((row) => !isSentBack(letter, row, mailbox) && !isToAnother(row, mailbox));
  const same = possible.find((row) => row.bodyHash === bodyHash || row.copyHash === contentHash);
  return same ?? possible.find((row) => isAltered(letter, row, sent, mailbox)) ?? null;
}

/** By somebody we wrote to, or by whoever says so (RFC 5322, 3.6.6). */
function isSentBack({ parsed }: ReadLetter, { recipients }: OutboxRow, { address: own }: MailboxDocument): boolean {
  const { from, resentFrom, headers } = parsed;
  if (resentFrom && !isOwnAddress(resentFrom.email, [own])) return true;
  const people = recipients.map((r) => r.address).filter((address) => !isOwnAddress(address, [own]));
  return [from.email, headers.returnPath ?? ''].some((who) => people.some((one) => sameAddress(one, who)));
}

/** One mailbox of ours wrote to another: there, it is a letter. */
function isToAnother(row: OutboxRow, { _id, address }: MailboxDocument): boolean {
  return row.mailbox !== _id && row.recipients.some((r) => sameAddress(r.address, address));
}

function isAltered(letter: ReadLetter, row: OutboxRow, sent: SentLetters, { address }: MailboxDocument): boolean {
  const { parsed, named } = letter;
  const { messageId = '', references, inReplyTo, from } = parsed;
  const isNamed = named === row._id || sent.byId.get(messageId) === row;
  // Its own id among its references; who answers it names it in In-Reply-To.
  const isReferred = references.at(-1) === row.messageId && !inReplyTo.includes(row.messageId);
  const text = sent.messages.get(row._id)?.text;
  if (row.copyHash || text === undefined || !(isNamed || isReferred) || !isOwnAddress(from.email, [address]))
    return false;
  const [ours, theirs] = [wordsOf(text), wordsOf(parsed.text)];
  return theirs.includes(ours) && theirs.length <= ours.length + MAX_ADDED;
}

/** Letters and digits alone: relays break lines anew and count who follows a link. */
function wordsOf(text: string): string {
  return text.replace(/https?:\S+/gi, '').replace(/[^\p{L}\p{N}]+/gu, '');
}
