/** Gives each letter of a batch its fate, in the order of arrival; what one decides, the next ones see. No I/O. */
import type { Opening } from '../domain/commands.ts';
import { sameAddress } from '../domain/recipients.ts';
import { newId } from '../store/ids.ts';
import { type LedgerEntry, ledgerId, type Reason } from '../store/ledger.ts';
import type { MailboxDocument } from '../store/mailboxes.ts';
import type { MessageDocument } from '../store/messages.ts';
import type { OutboxRow } from '../store/outbox.ts';
import type { Placement, ThreadIndex } from './place.ts';
import { type PreparedLetter, type ReadLetter, receivedMessage } from './prepare-letter.ts';
import type { QueueStart } from './queue-start.ts';

/** What the store knows of a batch's letters. */
export interface Lookup {
  readonly contents: ReadonlyMap<string, { readonly _id: string; readonly dossierId: string }>;
  readonly outbox: ReadonlyMap<string, OutboxRow>;
  readonly index: ThreadIndex;
  readonly archived: ReadonlySet<string>;
}

/** A letter that a dossier must be told of. */
export interface Opened {
  readonly entry: LedgerEntry;
  readonly message: MessageDocument;
  readonly opening: LetterOpening;
}

const UNREADABLE: Reason = { code: 'unreadable', detail: '' };

type Fate = Pick<LedgerEntry, 'fate' | 'reason'> & Partial<LedgerEntry>;

export class BatchPlacement {
  readonly entries: LedgerEntry[] = [];
  readonly messages: MessageDocument[] = [];
  readonly openings: Opened[] = [];
  readonly #mailbox: MailboxDocument;
  readonly #lookup: Lookup;
  readonly #contents: Map<string, { readonly _id: string; readonly dossierId: string }>;
  #number: number;

  /** `firstNumber`: the first of as many dossier numbers as there are letters. */
  constructor(mailbox: MailboxDocument, lookup: Lookup, firstNumber: number) {
    this.#mailbox = mailbox;
    this.#lookup = lookup;
    this.#contents = new Map(lookup.contents);
    this.#number = firstNumber;
  }

  /** `raw`: the blob of its bytes. */
  add(letter: PreparedLetter, raw: string): void {
    const { parsed, problem } = letter;
    const settled = parsed
      ? (this.#own(letter) ?? this.#duplicate(letter))
      : ({ fate: 'quarantined', reason: problem ?? UNREADABLE } as const);
    if (settled) this.#enter(letter, raw, settled);
    else if (parsed) this.#place({ ...letter, parsed }, raw);
  }

  /**
   * Our own letter come back: the same body, or, where a server adds a footer, our own address. Another letter that
   * borrows the id is a letter.
   */
  #own({ placeable, bodyHash, parsed }: PreparedLetter): Fate | null {
    const sent = this.#lookup.outbox.get(placeable.messageId ?? '');
    const isOurs = sent?.bodyHash === bodyHash || sameAddress(parsed?.from.email ?? '', this.#mailbox.address);
    if (!sent || !isOurs) return null;
    return { fate: 'own', message: sent._id, reason: { code: 'own-copy', detail: sent.messageId } };
  }

  #duplicate({ contentHash }: PreparedLetter): Fate | null {
    const same = this.#contents.get(contentHash);
    if (!same) return null;
    const reason = { code: 'same-content', detail: '' } as const;
    return { fate: 'duplicate', dossier: same.dossierId, message: same._id, reason };
  }

  #place(letter: ReadLetter, raw: string): void {
    const { index, archived } = this.#lookup;
    const { dossierId, evidence } = index.place(letter.placeable);
    const previous = dossierId !== null && archived.has(dossierId) ? dossierId : null;
    const home = dossierId === null || previous ? newId() : dossierId;
    const message = receivedMessage(letter, home, raw);
    index.claim(home, letter.placeable);
    this.#contents.set(letter.contentHash, message);
    this.messages.push(message);
    const reason = reasonOf(evidence, previous);
    const entry = this.#enter(letter, raw, {
      fate: 'dossier',
      dossier: home,
      message: message._id,
      continues: previous,
      reason,
      signalled: false,
    });
    this.openings.push({ entry, message, opening: openingOf(this.#mailbox, message, this.#number++, previous) });
  }

  #enter({ fetched, placeable }: PreparedLetter, raw: string, fate: Fate): LedgerEntry {
    const { uidValidity, uid, size } = fetched;
    const _id = ledgerId(this.#mailbox._id, uidValidity, uid);
    const seen = {
      _id,
      mailbox: this.#mailbox._id,
      uidValidity,
      uid,
      messageId: placeable.messageId,
      size,
      raw,
      at: new Date(),
    };
    const entry = { dossier: null, message: null, continues: null, signalled: true, ...seen, ...fate };
    this.entries.push(entry);
    return entry;
  }
}

function reasonOf(evidence: Placement['evidence'], previous: string | null): Reason {
  if (previous !== null) return { code: 'continues-archived', detail: previous };
  return evidence ? { code: evidence.kind, detail: evidence.messageId } : { code: 'new-dossier', detail: '' };
}

export type LetterOpening = Omit<Opening, keyof QueueStart>;

/** What a letter opens a dossier with, if it is the first: the contact is who answers are for. The queue says the rest. */
export function openingOf(
  mailbox: MailboxDocument,
  message: MessageDocument,
  number: number,
  previous: string | null,
): LetterOpening {
  const contact = message.replyTo[0] ?? message.from;
  return { number, subject: message.subject, contact, queue: mailbox.queue, mailbox: mailbox._id, previous };
}
