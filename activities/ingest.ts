/** Takes in a batch of fetched letters: bytes, ledger rows, threads and messages together, then the dossiers are told. */
import type { ClientSession } from 'mongoose';
import type { Logger } from 'pino';
import type { Opening } from '../domain/commands.ts';
import type { Definition } from '../domain/definition.ts';
import type { FetchedLetter } from '../mail/watch.ts';
import { newId } from '../store/ids.ts';
import { type LedgerEntry, ledgerId } from '../store/ledger.ts';
import type { MailboxDocument } from '../store/mailboxes.ts';
import type { MessageDocument } from '../store/messages.ts';
import type { OutboxRow } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import type { ThreadKey } from '../store/threads.ts';
import type { DossierSignals } from './dossier-signals.ts';
import { ThreadIndex } from './place.ts';
import { type PreparedLetter, prepareLetter, receivedMessage } from './prepare-letter.ts';
import { redirect } from './redirect-letter.ts';

export interface IngestDependencies {
  readonly store: Store;
  readonly signals: DossierSignals;
  readonly log: Logger;
}

/** What became of a batch. */
export interface Ingested {
  /** The UIDs of copies of our own letters: they belong in Sent. */
  readonly own: readonly number[];
}

export type Ingest = ReturnType<typeof createIngest>;

interface Placed {
  readonly entries: readonly LedgerEntry[];
  readonly messages: readonly MessageDocument[];
  readonly claims: readonly ThreadKey[];
  readonly openings: readonly Opened[];
}

interface Opened {
  readonly entry: LedgerEntry;
  readonly message: MessageDocument;
  readonly opening: Opening;
}

export function createIngest({ store, signals, log }: IngestDependencies) {
  /** The order of the steps is what makes a crash harmless: bytes, then one transaction, then signals that a sweep repeats. */
  async function ingest(mailbox: MailboxDocument, letters: readonly FetchedLetter[]): Promise<Ingested> {
    const prepared = await Promise.all(letters.map(prepareLetter));
    const raws = await store.blobs.putAll(letters.map((l) => l.raw));
    await store.blobs.putAll(prepared.flatMap((l) => l.parsed?.attachments.map((a) => a.content) ?? []));
    const firstNumber = await store.numbers.take(letters.length);
    const placed = await store.together((session) => place(mailbox, prepared, raws, firstNumber, session));
    await acceptEchoes(placed.entries);
    await tellAll(mailbox, placed.openings);
    log.info({ mailbox: mailbox._id, letters: letters.length, kept: placed.messages.length }, 'letters taken in');
    return { own: placed.entries.filter((e) => e.fate === 'own').map((e) => e.uid) };
  }

  async function place(
    mailbox: MailboxDocument,
    letters: readonly PreparedLetter[],
    raws: readonly string[],
    firstNumber: number,
    session: ClientSession,
  ): Promise<Placed> {
    const rows = letters.map((letter, i) => ({ letter, raw: raws[i] ?? '', id: rowId(mailbox, letter) }));
    const known = await store.ledger.known(
      rows.map((r) => r.id),
      session,
    );
    const fresh = rows.filter((r) => !known.has(r.id));
    const lookup = await lookUp(
      fresh.map((r) => r.letter),
      session,
    );
    const batch = new BatchPlacement(mailbox, lookup, firstNumber);
    for (const { letter, raw, id } of fresh) batch.add(letter, raw, id);
    await store.messages.insertAll(batch.messages, session);
    await store.threads.claim(batch.index.claimed, session);
    await store.ledger.insertAll(batch.entries, session);
    return { entries: batch.entries, messages: batch.messages, claims: batch.index.claimed, openings: batch.openings };
  }

  async function lookUp(letters: readonly PreparedLetter[], session: ClientSession): Promise<Lookup> {
    const ids = letters.flatMap((l) => [
      ...l.placeable.referenced,
      ...(l.placeable.messageId ? [l.placeable.messageId] : []),
    ]);
    const contents = await store.messages.byContent(
      letters.map((l) => l.contentHash),
      session,
    );
    const threads = await store.threads.find(ids, session);
    const outbox = await store.outbox.byMessageIds(letters.flatMap((l) => l.placeable.messageId ?? []));
    const dossiers = await store.dossiers.getAll([...new Set(threads.map((t) => t.dossierId))]);
    return {
      contents: new Map(contents.map((c) => [c.contentHash, c])),
      outbox: new Map(outbox.map((o) => [o.messageId, o])),
      index: new ThreadIndex(threads),
      archived: new Set(dossiers.filter((d) => d.desk === null).map((d) => d._id)),
    };
  }

  /** Our own letter came back: the proof that the server accepted it, whatever the connection told us. */
  async function acceptEchoes(entries: readonly LedgerEntry[]): Promise<void> {
    for (const { message, fate } of entries)
      if (fate === 'own' && message) await store.outbox.settle(message, { state: 'accepted', acceptedAt: new Date() });
  }

  async function tellAll(mailbox: MailboxDocument, openings: readonly Opened[]): Promise<void> {
    if (openings.length === 0) return;
    const definition = await definitionOf(store, mailbox.queue);
    await Promise.all(openings.map((opened) => tell(definition, opened)));
    await store.ledger.markSignalled(openings.map((o) => o.entry._id));
  }

  async function tell(definition: Definition, { entry, message, opening }: Opened): Promise<void> {
    const letter = { message: message._id, automatic: message.automatic !== null };
    const signal = { letter, opening, ledger: entry._id };
    const answer = await signals.tell(message.dossierId, definition, signal);
    if (answer === 'archived') await redirect({ store, signals }, { dossierId: message.dossierId, stray: signal });
  }

  /** Tells the dossiers of letters whose telling a crash cut short. */
  async function finishTelling(mailbox: MailboxDocument, before: Date): Promise<number> {
    const entries = await store.ledger.unsignalled(before, 500);
    const messages = await store.messages.getAll(entries.flatMap((e) => e.message ?? []));
    const byId = new Map(messages.map((m) => [m._id, m]));
    const firstNumber = entries.length ? await store.numbers.take(entries.length) : 0;
    const openings = entries.flatMap((entry, i): Opened[] => {
      const message = byId.get(entry.message ?? '');
      return message ? [{ entry, message, opening: openingOf(mailbox, message, firstNumber + i, null) }] : [];
    });
    await tellAll(mailbox, openings);
    return openings.length;
  }

  return { ingest, finishTelling };
}

interface Lookup {
  readonly contents: ReadonlyMap<string, { readonly _id: string; readonly dossierId: string }>;
  readonly outbox: ReadonlyMap<string, OutboxRow>;
  readonly index: ThreadIndex;
  readonly archived: ReadonlySet<string>;
}

/** Gives each letter of a batch its fate, in the order of arrival; what one decides, the next ones see. */
class BatchPlacement {
  readonly entries: LedgerEntry[] = [];
  readonly messages: MessageDocument[] = [];
  readonly openings: Opened[] = [];
  readonly index: ThreadIndex;
  readonly #mailbox: MailboxDocument;
  readonly #lookup: Lookup;
  readonly #contents: Map<string, { readonly _id: string; readonly dossierId: string }>;
  #number: number;

  constructor(mailbox: MailboxDocument, lookup: Lookup, firstNumber: number) {
    this.#mailbox = mailbox;
    this.#lookup = lookup;
    this.#contents = new Map(lookup.contents);
    this.#number = firstNumber;
    this.index = lookup.index;
  }

  add(letter: PreparedLetter, raw: string, id: string): void {
    const sent = this.#lookup.outbox.get(letter.placeable.messageId ?? '');
    if (!letter.parsed) return this.#enter(letter, raw, id, { fate: 'quarantined', reason: letter.problem ?? '' });
    // Only the same body is our own letter come back; another letter that borrows its id is a letter.
    if (sent?.bodyHash === letter.bodyHash)
      return this.#enter(letter, raw, id, { fate: 'own', message: sent._id, reason: `copy of our ${sent.messageId}` });
    const same = this.#contents.get(letter.contentHash);
    if (same) {
      const copy = { fate: 'duplicate', dossier: same.dossierId, message: same._id } as const;
      return this.#enter(letter, raw, id, { ...copy, reason: 'same content as a letter received before' });
    }
    const { dossierId, evidence } = this.index.place(letter.placeable);
    const continues = dossierId !== null && this.#lookup.archived.has(dossierId) ? dossierId : null;
    const home = dossierId === null || continues ? newId() : dossierId;
    this.index.claim(home, letter.placeable);
    const message = receivedMessage(letter, letter.parsed, home, raw);
    this.#contents.set(letter.contentHash, message);
    this.messages.push(message);
    const reason = evidence
      ? `${evidence.kind} ${evidence.messageId}${continues ? ' (archived: new dossier)' : ''}`
      : 'new';
    this.#enter(letter, raw, id, { fate: 'dossier', dossier: home, message: message._id, reason, signalled: false });
    const entry = this.entries.at(-1);
    if (entry)
      this.openings.push({ entry, message, opening: openingOf(this.#mailbox, message, this.#number++, continues) });
  }

  #enter(
    letter: PreparedLetter,
    raw: string,
    id: string,
    fate: Pick<LedgerEntry, 'fate' | 'reason'> & Partial<LedgerEntry>,
  ): void {
    const { uidValidity, uid, size } = letter.fetched;
    const { messageId } = letter.placeable;
    const none = { dossier: null, message: null, signalled: true };
    const seen = { _id: id, mailbox: this.#mailbox._id, uidValidity, uid, messageId, size, raw, at: new Date() };
    this.entries.push({ ...none, ...seen, ...fate });
  }
}

function openingOf(
  mailbox: MailboxDocument,
  message: MessageDocument,
  number: number,
  previous: string | null,
): Opening {
  const contact = message.replyTo[0] ?? message.from;
  return { number, subject: message.subject, contact, queue: mailbox.queue, mailbox: mailbox._id, previous };
}

function rowId(mailbox: MailboxDocument, { fetched }: PreparedLetter): string {
  return ledgerId(mailbox._id, fetched.uidValidity, fetched.uid);
}

/** @throws Error when the queue or its definition is missing: the letter stays on the ledger, untold, until it is there. */
export async function definitionOf(store: Store, queueId: string): Promise<Definition> {
  const queue = await store.queues.get(queueId);
  const definition = queue && (await store.definitions.get(queue.definition));
  if (!definition) throw new Error(`Queue ${queueId} has no definition`);
  return definition;
}
