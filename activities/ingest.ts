/** Takes in a batch of fetched letters: bytes, ledger rows, threads and messages together, then the dossiers are told. */
import type { ClientSession } from 'mongoose';
import type { Logger } from 'pino';
import type { FetchedLetter } from '../mail/fetch.ts';
import { type LedgerEntry, ledgerId } from '../store/ledger.ts';
import type { MailboxDocument } from '../store/mailboxes.ts';
import type { Store } from '../store/store.ts';
import { BatchPlacement, type Lookup, type Opened, openingOf } from './batch-placement.ts';
import type { DossierSignals } from './dossier-signals.ts';
import { ThreadIndex } from './place.ts';
import { type PreparedLetter, prepareLetter } from './prepare-letter.ts';
import { queueStart } from './queue-start.ts';
import { redirect } from './redirect-letter.ts';

export interface IngestDependencies {
  readonly store: Store;
  readonly signals: DossierSignals;
  readonly log: Logger;
}

/** What the queue of a mailbox gives its letters. */
type Start = Awaited<ReturnType<typeof queueStart>>;

/** What became of a batch. */
export interface Ingested {
  /** The UIDs of copies of our own letters: they belong in Sent. */
  readonly own: readonly number[];
}

export type Ingest = ReturnType<typeof createIngest>;

export function createIngest({ store, signals, log }: IngestDependencies) {
  /** The order of the steps is what makes a crash harmless: bytes, then one transaction, then signals that a sweep repeats. */
  async function ingest(mailbox: MailboxDocument, letters: readonly FetchedLetter[]): Promise<Ingested> {
    if (letters.length === 0) return { own: [] };
    const prepared = await Promise.all(letters.map(prepareLetter));
    const raws = await store.blobs.putAll(letters.map((l) => l.raw));
    await store.blobs.putAll(prepared.flatMap((l) => l.parsed?.attachments.map((a) => a.content) ?? []));
    const firstNumber = await store.numbers.take(letters.length);
    const placed = await store.together((session) => place(mailbox, prepared, raws, firstNumber, session));
    await noteEchoes(placed.entries);
    await tellAll(mailbox, placed.openings);
    log.info({ mailbox: mailbox._id, letters: letters.length, kept: placed.messages.length }, 'letters taken in');
    return { own: await store.ledger.ownAmong(letters.map((l) => ledgerId(mailbox._id, l.uidValidity, l.uid))) };
  }

  async function place(
    mailbox: MailboxDocument,
    letters: readonly PreparedLetter[],
    raws: readonly string[],
    firstNumber: number,
    session: ClientSession,
  ): Promise<BatchPlacement> {
    const rowId = ({ fetched }: PreparedLetter) => ledgerId(mailbox._id, fetched.uidValidity, fetched.uid);
    const known = await store.ledger.known(letters.map(rowId), session);
    const fresh = letters
      .map((letter, i) => ({ letter, raw: raws[i] ?? '' }))
      .filter(({ letter }) => !known.has(rowId(letter)));
    const lookup = await lookUp(
      fresh.map((f) => f.letter),
      session,
    );
    const batch = new BatchPlacement(mailbox, lookup, firstNumber);
    for (const { letter, raw } of fresh) batch.add(letter, raw);
    await store.messages.insertAll(batch.messages, session);
    await store.threads.claim(lookup.index.claimed, session);
    await store.ledger.insertAll(batch.entries, session);
    return batch;
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
  async function noteEchoes(entries: readonly LedgerEntry[]): Promise<void> {
    for (const { message, fate } of entries) if (fate === 'own' && message) await store.outbox.noteEcho(message);
  }

  async function tellAll(mailbox: MailboxDocument, openings: readonly Opened[]): Promise<void> {
    if (openings.length === 0) return;
    const start = await queueStart(store, mailbox.queue);
    const byDossier = Map.groupBy(openings, (o) => o.message.dossierId);
    // The first letter of a dossier opens it, so a dossier hears of its letters in order.
    const told = await Promise.allSettled([...byDossier.values()].map((letters) => tellInOrder(start, letters)));
    await store.ledger.markSignalled(told.flatMap((t) => (t.status === 'fulfilled' ? t.value : [])));
    const failed = told.find((t) => t.status === 'rejected');
    if (failed) throw failed.reason;
  }

  async function tellInOrder(start: Start, letters: readonly Opened[]): Promise<string[]> {
    for (const opened of letters) await tell(start, opened);
    return letters.map((o) => o.entry._id);
  }

  async function tell({ definition, start }: Start, { entry, message, opening }: Opened): Promise<void> {
    const letter = { message: message._id, automatic: message.automatic !== null };
    const signal = { letter, opening: { ...opening, ...start }, ledger: entry._id };
    const answer = await signals.tell(message.dossierId, definition, signal);
    if (answer === 'archived') await redirect({ store, signals }, { dossierId: message.dossierId, stray: signal });
  }

  /** Tells the dossiers of letters whose telling a crash cut short. */
  async function finishTelling(mailbox: MailboxDocument, before: Date): Promise<number> {
    const entries = await store.ledger.unsignalled(mailbox._id, before, 500);
    const messages = await store.messages.getAll(entries.flatMap((e) => e.message ?? []));
    const byId = new Map(messages.map((m) => [m._id, m]));
    const firstNumber = entries.length ? await store.numbers.take(entries.length) : 0;
    const openings = entries.flatMap((entry, i): Opened[] => {
      const message = byId.get(entry.message ?? '');
      return message
        ? [{ entry, message, opening: openingOf(mailbox, message, firstNumber + i, entry.continues) }]
        : [];
    });
    await tellAll(mailbox, openings);
    return openings.length;
  }

  return { ingest, finishTelling };
}
