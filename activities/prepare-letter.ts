/** Reads one fetched letter: what it says, what identifies it. Whatever it is made of, something comes out. */
import { normaliseAddress } from '../domain/recipients.ts';
import type { FetchedLetter } from '../mail/fetch.ts';
import { bodyHash, contentHash } from '../mail/identity.ts';
import { letterText } from '../mail/letter-html.ts';
import { MAX_KEPT_CHARACTERS } from '../mail/limits.ts';
import { type ParsedLetter, parseLetter } from '../mail/parse.ts';
import { threadingEvidence } from '../mail/thread.ts';
import { newId } from '../store/ids.ts';
import type { Reason } from '../store/ledger.ts';
import type { MessageDocument, StoredAddress, StoredAttachment } from '../store/messages.ts';
import type { Placeable } from './place.ts';

export interface PreparedLetter {
  readonly fetched: FetchedLetter;
  readonly contentHash: string;
  readonly bodyHash: string;
  readonly placeable: Placeable;
  /** null: unreadable, for the reason in `problem`. */
  readonly parsed: ParsedLetter | null;
  readonly problem: Reason | null;
}

/** A letter that could be read. */
export type ReadLetter = PreparedLetter & { readonly parsed: ParsedLetter };

/** Never throws on what a letter holds: an unreadable one is kept as it came, to be quarantined (peer 6). */
export async function prepareLetter(fetched: FetchedLetter): Promise<PreparedLetter> {
  const identity = { fetched, contentHash: contentHash(fetched.raw), bodyHash: bodyHash(fetched.raw) };
  const nothing = { messageId: null, referenced: [] };
  if (fetched.tooLarge)
    return { ...identity, parsed: null, placeable: nothing, problem: { code: 'too-large', detail: '' } };
  try {
    const parsed = await parseLetter(fetched.raw);
    const placeable = {
      messageId: parsed.messageId ?? null,
      referenced: threadingEvidence(parsed).map((e) => e.messageId),
    };
    return { ...identity, parsed, placeable, problem: null };
  } catch (error) {
    const problem = { code: 'unreadable', detail: error instanceof Error ? error.name : '' } as const;
    return { ...identity, parsed: null, placeable: nothing, problem };
  }
}

/** The letter as the store keeps it. `raw` and the attachments' hashes are those of blobs already put. */
export function receivedMessage(letter: ReadLetter, dossierId: string, raw: string): MessageDocument {
  const { parsed } = letter;
  return {
    _id: newId(),
    dossierId,
    direction: 'inbound',
    status: 'received',
    from: stored(parsed.from),
    replyTo: parsed.replyTo.map(stored),
    to: parsed.to.map(stored),
    cc: parsed.cc.map(stored),
    bcc: [],
    subject: parsed.subject,
    date: arrival(letter.fetched),
    messageId: parsed.messageId ?? null,
    inReplyTo: null,
    references: [...parsed.references],
    outlookThread: outlookThread(parsed),
    html: keptHtml(parsed),
    // A letter in HTML alone has words too: for lists, and for whoever reads without HTML.
    text: (parsed.text || letterText(parsed.html ?? '')).slice(0, MAX_KEPT_CHARACTERS),
    attachments: parsed.attachments.map(
      (a): StoredAttachment => ({
        id: newId(),
        name: a.name,
        contentType: a.contentType,
        size: a.size,
        sha256: a.sha256,
        contentId: a.contentId ?? null,
        inline: a.inline,
      }),
    ),
    raw,
    contentHash: letter.contentHash,
    automatic: parsed.automatic ?? null,
    author: null,
  };
}

/** HTML too long to be kept beside its letter is shown as its text; the letter itself is whole, in the blobs. */
function keptHtml({ html }: ParsedLetter): string | null {
  return html !== undefined && html.length <= MAX_KEPT_CHARACTERS ? html : null;
}

/** Mail servers count in whole seconds: the end of that second, unless it is not over. */
function arrival({ internalDate }: FetchedLetter): Date {
  return new Date(Math.min(internalDate.getTime() + 999, Math.max(Date.now(), internalDate.getTime())));
}

function outlookThread({ headers: { threadIndex, threadTopic } }: ParsedLetter): MessageDocument['outlookThread'] {
  if (threadIndex === undefined && threadTopic === undefined) return null;
  return {
    ...(threadIndex === undefined ? {} : { threadIndex }),
    ...(threadTopic === undefined ? {} : { threadTopic }),
  };
}

function stored({ email, name }: { readonly email: string; readonly name?: string }): StoredAddress {
  return { email: normaliseAddress(email), name: name ?? '' };
}
