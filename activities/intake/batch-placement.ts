/** Gives each letter of a batch its fate, in the order of arrival; what one decides, the next ones see. No I/O. */

import type { Opening } from '../../domain/dossier/commands.ts';
import { replyRecipients } from '../../domain/post/correspondents.ts';
import { headLines, senderIn } from '../../domain/post/letter-head.ts';
import { SHOWN_VERSION } from '../../mail/html/shown-letter.ts';
import { PARSER_VERSION } from '../../mail/read/parser.ts';
import type { QueueStart } from '../../services/engine/queue-start.ts';
import { newId } from '../../store/base/ids.ts';
import type { DisplayDocument } from '../../store/letters/displays.ts';
import { type LedgerEntry, ledgerId, type Reason } from '../../store/letters/ledger.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import { type BounceMatch, matchBounce } from './bounce.ts';
import { ownCopy, type SentLetters } from './own-copy.ts';
import type { Placement, ThreadIndex } from './place.ts';
import {
  type PlacedMessage,
  type PreparedLetter,
  type ReadLetter,
  receivedMessage,
  type UnreadLetter,
  unreadMessage,
} from './prepare-letter.ts';

/** What the store knows of a batch's letters. */
export interface Lookup {
  readonly contents: ReadonlyMap<string, { readonly _id: string; readonly dossierId: string }>;
  readonly sent: SentLetters;
  /** The Message-IDs of letters that a test of the connection sent to ourselves. */
  readonly tests: ReadonlySet<string>;
  readonly index: ThreadIndex;
  readonly archived: ReadonlySet<string>;
  /** Whose letters are ignored where they cannot be read, lower case. */
  readonly ignored: ReadonlySet<string>;
}

/** A letter that a dossier must be told of. */
export interface Opened {
  readonly entry: LedgerEntry;
  readonly message: MessageDocument;
  readonly opening: LetterOpening;
}

/** Of a letter of ours, somebody who will never get it. */
export interface Bounced {
  readonly messageId: string;
  readonly failed: BounceMatch['failed'];
}

/** A copy of a letter of ours, with the Message-ID it came back under. */
export interface OwnCopy {
  readonly message: string;
  readonly content: string;
  readonly messageId: string | null;
}

type Fate = Pick<LedgerEntry, 'fate' | 'reason'> & Partial<LedgerEntry>;

export class BatchPlacement {
  readonly entries: LedgerEntry[] = [];
  readonly messages: PlacedMessage[] = [];
  readonly displays: DisplayDocument[] = [];
  readonly openings: Opened[] = [];
  readonly bounced: Bounced[] = [];
  readonly copies: OwnCopy[] = [];
  readonly #receiver: Receiver;
  readonly #lookup: Lookup;
  readonly #contents: Map<string, { readonly _id: string; readonly dossierId: string }>;
  #number: number;

  /** `firstNumber`: the first of as many dossier numbers as there are letters. */
  constructor(receiver: Receiver, lookup: Lookup, firstNumber: number) {
    this.#receiver = receiver;
    this.#lookup = lookup;
    this.#contents = new Map(lookup.contents);
    this.#number = firstNumber;
  }

  /** `raw`: the blob of its bytes; null: they are not kept again. */
  add(letter: PreparedLetter, raw: string | null): void {
    const { parsed, problem } = letter;
    const settled = parsed && (this.#own(letter) ?? this.#bounce(letter) ?? this.#duplicate(letter));
    if (!parsed) this.#setAside(letter, raw, problem);
    else if (settled) this.#enter(letter, raw, settled);
    else this.#place(letter, raw);
  }

  /** An administrator chose its dossier: it goes there, whatever it says. `by`: their id. */
  attach(letter: PreparedLetter, raw: string | null, home: string, by: string): void {
    const same = this.#duplicate(letter);
    if (same) return void this.#enter(letter, raw, same);
    const threading = { by: 'hand', detail: by, isStranger: false, isSubjectChanged: false, quoted: null } as const;
    const message = letter.parsed
      ? receivedMessage(letter, home, raw, threading)
      : unreadMessage(letter, home, raw ?? '', threading);
    if (letter.parsed) this.#lookup.index.claim(home, letter.placeable, threading);
    this.#keep(letter, raw, message, null, { code: 'attached-by-hand', detail: '' });
  }

  #setAside(letter: UnreadLetter, raw: string | null, problem: UnreadLetter['problem']): void {
    const { reason, error, isTriedAgain } = problem;
    const sender = senderIn(headLines(letter.fetched.raw));
    const isIgnored = !isTriedAgain && sender !== null && this.#lookup.ignored.has(sender);
    if (isIgnored) this.#keepAside(letter, raw, 'ignored', { code: 'ignored-by-rule', detail: sender }, error);
    else this.quarantine(letter, raw, reason, error);
  }

  /** Keeps a letter for an administrator to look at, with what was wrong. */
  quarantine(letter: PreparedLetter, raw: string | null, reason: Reason, error: string): void {
    this.#keepAside(letter, raw, 'quarantined', reason, error);
  }

  #keepAside(
    letter: PreparedLetter,
    raw: string | null,
    fate: LedgerEntry['fate'],
    reason: Reason,
    error: string,
  ): void {
    const { limit, internalDate: arrived } = letter.fetched;
    const isTriedAgain = letter.problem?.isTriedAgain ?? false;
    const kept = { error, parser: PARSER_VERSION, isHeaderOnly: limit !== undefined, arrived, isTriedAgain };
    this.#enter(letter, raw, { fate, reason, quarantine: kept });
  }

  /** Our own letter come back; under the id that a relay gave it, answers to it are known too. */
  #own(letter: ReadLetter): Fate | null {
    const messageId = letter.placeable.messageId ?? '';
    const { tests, sent, index } = this.#lookup;
    if (tests.has(messageId)) return { fate: 'own', reason: { code: 'connection-test', detail: messageId } };
    const row = ownCopy(letter, sent, this.#receiver.mailbox);
    if (!row) return null;
    if (messageId !== '') index.alsoKnown(messageId, row.messageId);
    this.copies.push({ message: row._id, content: letter.contentHash, messageId: letter.placeable.messageId });
    return { fate: 'own', message: row._id, reason: { code: 'own-copy', detail: row.messageId } };
  }

  /**
   * A report of delivery opens no dossier and moves none: it is noted on what we sent (peer 23). One without form, of
   * nothing we sent, is a machine's letter like any other: somebody sees it.
   */
  #bounce({ parsed: { bounce }, returned }: ReadLetter): Fate | null {
    if (!bounce) return null;
    const about = { bounce, returned, ownAddress: this.#receiver.mailbox.address };
    const { sent, failed, reason, evidence } = matchBounce(about, this.#lookup.sent.byId);
    if (bounce.unformed && !sent) return null;
    const isFailure = sent !== null && failed.length > 0;
    if (isFailure) this.bounced.push({ messageId: sent.messageId, failed });
    const ours = { dossier: sent?.dossierId ?? null, message: sent?._id ?? null };
    // A machine's letter is nobody's to send again.
    return { fate: 'bounce', ...ours, reason, bounce: evidence, signalled: !isFailure || sent.automatic };
  }

  #duplicate({ contentHash }: PreparedLetter): Fate | null {
    const same = this.#contents.get(contentHash);
    if (!same) return null;
    const reason = { code: 'same-content', detail: '' } as const;
    return { fate: 'duplicate', dossier: same.dossierId, message: same._id, reason };
  }

  #place(letter: ReadLetter, raw: string | null): void {
    const { index, archived } = this.#lookup;
    const placement = index.place(letter.placeable);
    const { dossierId } = placement;
    const previous = dossierId !== null && archived.has(dossierId) ? dossierId : null;
    const home = dossierId === null || previous ? newId() : dossierId;
    const message = receivedMessage(letter, home, raw, placement.threading);
    index.claim(home, letter.placeable, placement.threading);
    this.#keep(letter, raw, message, previous, reasonOf(placement, previous));
  }

  #keep(
    letter: PreparedLetter,
    raw: string | null,
    message: PlacedMessage,
    previous: string | null,
    reason: Reason,
  ): void {
    this.#contents.set(letter.contentHash, message);
    this.messages.push(message);
    if (letter.parsed) this.displays.push({ _id: message._id, version: SHOWN_VERSION, ...letter.shown });
    const entry = this.#enter(letter, raw, {
      fate: message.unanswerable ? 'automatic' : 'dossier',
      dossier: message.dossierId,
      message: message._id,
      continues: previous,
      reason,
      signalled: false,
    });
    this.openings.push({ entry, message, opening: openingOf(this.#receiver, message, this.#number++, previous) });
  }

  #enter({ fetched, placeable }: PreparedLetter, raw: string | null, fate: Fate): LedgerEntry {
    const { uidValidity, uid, size } = fetched;
    const _id = ledgerId(this.#receiver.mailbox._id, uidValidity, uid);
    const seen = {
      _id,
      mailbox: this.#receiver.mailbox._id,
      uidValidity,
      uid,
      messageId: placeable.messageId,
      size,
      raw,
      at: new Date(),
    };
    const nothing = { dossier: null, message: null, continues: null, bounce: null, quarantine: null };
    const entry = { ...nothing, signalled: true, ...seen, ...fate };
    this.entries.push(entry);
    return entry;
  }
}

function reasonOf({ threading: { by, detail } }: Placement, previous: string | null): Reason {
  if (previous !== null) return { code: 'continues-archived', detail: previous };
  return by === 'none' ? { code: 'new-dossier', detail: '' } : { code: by, detail };
}

export type LetterOpening = Omit<Opening, keyof QueueStart>;

/** Whose letters they are: the mailbox they came to, and all our addresses. */
export interface Receiver {
  readonly mailbox: MailboxDocument;
  readonly own: readonly string[];
}

/** What a letter opens a dossier with, if it is the first: the contact is who answers are for. The queue says the rest. */
export function openingOf(
  { mailbox, own }: Receiver,
  message: MessageDocument,
  number: number,
  previous: string | null,
): LetterOpening {
  const [first] = replyRecipients({ message, own, mode: 'reply' }).to;
  const { email, name = '' } = first ?? message.from;
  const { _id, queue } = mailbox;
  return { number, subject: message.subject, contact: { email, name }, queue, mailbox: _id, previous };
}
