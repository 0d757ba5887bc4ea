/** Takes in a batch of fetched letters: bytes, ledger rows, threads and messages together, then the dossiers are told. */
import type { ClientSession } from 'mongoose';
import type { Logger } from 'pino';
import { namesOf } from '../../domain/post/relay-ids.ts';
import { tokenInAddresses } from '../../mail/address-token.ts';
import type { FetchedLetter } from '../../mail/imap/fetch.ts';
import { letterIn } from '../../mail/letter-token.ts';
import { MAX_ERROR_LENGTH } from '../../mail/limits.ts';
import type { Antivirus } from '../../mail/read/antivirus.ts';
import { createLetterParser, type Lane, type LetterParser } from '../../mail/read/parser.ts';
import type { DossierSignals } from '../../services/engine/dossier-signals.ts';
import { queueStart } from '../../services/engine/queue-start.ts';
import type { Secrets } from '../../store/base/secrets.ts';
import { type LedgerEntry, ledgerId, uidValidityIn } from '../../store/letters/ledger.ts';
import type { OutboxRow } from '../../store/letters/outbox.ts';
import type { ThreadKey } from '../../store/letters/threads.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { Store } from '../../store/store.ts';
import { redirect } from '../exchange/redirect-letter.ts';
import { tellBounce } from '../exchange/tell-bounce.ts';
import { BatchPlacement, type Lookup, type Opened, openingOf } from './batch-placement.ts';
import { asideOnce } from './ingest-aside.ts';
import type { SentLetters } from './own-copy.ts';
import { ThreadIndex } from './place.ts';
import { type LetterReading, type PreparedLetter, prepareLetter } from './prepare-letter.ts';
import { createSeenAgain } from './seen-again.ts';

export interface IngestDependencies {
  readonly store: Store;
  readonly signals: DossierSignals;
  readonly secrets: Secrets;
  readonly log: Logger;
  /** Processes of its own when none are given. */
  readonly parser?: LetterParser;
  /** Reads attachments, where one is set. */
  readonly antivirus?: Antivirus | null;
}

/** A letter read, and whether its bytes are kept with it. */
interface Kept {
  readonly letter: PreparedLetter;
  readonly isErased: boolean;
}

/** The blob of a letter's bytes; null: they are not kept. */
type RawOf = (one: Kept) => string | null;

/** The dossier that somebody chose for a letter. */
export interface Attached {
  readonly dossierId: string;
  readonly by: string;
}

/** What the queue of a mailbox gives its letters. */
type Start = Awaited<ReturnType<typeof queueStart>>;

/** What became of a batch. */
export interface Ingested {
  /** The UIDs of copies of our own letters: they belong in Sent. */
  readonly own: readonly number[];
}

export type Ingest = ReturnType<typeof createIngest>;

export function createIngest({
  store,
  signals,
  secrets,
  log,
  parser = createLetterParser(),
  antivirus = null,
}: IngestDependencies) {
  let slowReading = Promise.resolve();
  const seenAgain = createSeenAgain({ store, secrets, log });
  const readingOf = async ({ address }: MailboxDocument, lane: Lane): Promise<LetterReading> => ({
    ...{ parser, lane, antivirus, trusted: (await store.settings.email()).authenticationServers },
    own: await store.mailboxes.ownAddresses(),
    tokenIn: (addresses) => tokenInAddresses(addresses, address, secrets.sign),
    letterIn: (header) => letterIn(header, secrets.sign),
  });

  /** The order of the steps is what makes a crash harmless: bytes, then one transaction, then signals that a sweep repeats. */
  async function ingest(mailbox: MailboxDocument, fetched: readonly FetchedLetter[]): Promise<Ingested> {
    if (fetched.length === 0) return { own: [] };
    const generation = mailbox.place?.generation ?? 0;
    const letters = fetched.map((l) => ({ ...l, uidValidity: uidValidityIn(generation, l.uidValidity) }));
    const reading = await readingOf(mailbox, 'quick');
    const prepared = await Promise.all(letters.map((letter) => prepareLetter(letter, reading)));
    logUnscanned(mailbox, prepared);
    const batches = await keep(mailbox, await withErased(prepared));
    await tellAll(
      mailbox,
      batches.flatMap((b) => b.openings),
    );
    await tellBounces(batches.flatMap((b) => b.entries));
    const kept = batches.reduce((sum, b) => sum + b.messages.length, 0);
    log.info({ mailbox: mailbox._id, letters: letters.length, kept }, 'letters taken in');
    if (prepared.some(({ problem }) => problem?.isTriedAgain)) void readSlow(mailbox);
    return { own: await store.ledger.ownAmong(letters.map((l) => ledgerId(mailbox._id, l.uidValidity, l.uid))) };
  }

  /** The bytes of what was redacted (N20) are not kept again, whenever its letter is met again. */
  async function withErased(prepared: readonly PreparedLetter[]): Promise<Kept[]> {
    const erased = await store.messages.redactedAmong(prepared.map((l) => l.contentHash));
    return prepared.map((letter) => ({ letter, isErased: erased.has(letter.contentHash) }));
  }

  /** The letters' bytes, and in the same transaction what refers to them. */
  async function keepBytes<T>(
    letters: readonly Kept[],
    writes: (session: ClientSession, rawOf: RawOf) => Promise<T>,
  ): Promise<T> {
    const kept = letters.filter(({ isErased }) => !isErased).map(({ letter }) => letter);
    const raws = kept.map((l) => l.fetched.raw);
    const files = kept.flatMap((l) => l.parsed?.attachments.map((a) => a.content) ?? []);
    return store.keeping([...raws, ...files], (session, hashes) => {
      const rawOf = new Map(kept.map((letter, i) => [letter, hashes[i] ?? null]));
      return writes(session, ({ letter }) => rawOf.get(letter) ?? null);
    });
  }

  function logUnscanned(mailbox: MailboxDocument, letters: readonly PreparedLetter[]): void {
    const reasons = letters.flatMap((l) => l.scans.flatMap((s) => (s.state === 'unscanned' ? s.reason : [])));
    if (reasons.length === 0) return;
    log.warn({ mailbox: mailbox._id, files: reasons.length, reason: reasons[0] }, 'attachments not scanned');
  }

  /** All together; where the store refuses them, one by one, so that the letter at fault harms no other (peer 6). */
  async function keep(mailbox: MailboxDocument, letters: readonly Kept[]): Promise<BatchPlacement[]> {
    try {
      return [await keepTogether(mailbox, letters)];
    } catch (error) {
      log.warn({ err: error, mailbox: mailbox._id, letters: letters.length }, 'letters refused by the store');
      if (letters.length === 1) return [await keepAlone(mailbox, letters)];
      const batches: BatchPlacement[] = [];
      for (const letter of letters) batches.push(...(await keep(mailbox, [letter])));
      return batches;
    }
  }

  /** Tried once more, since a store in trouble refuses everything; then set aside, which a store in trouble refuses too. */
  async function keepAlone(mailbox: MailboxDocument, letters: readonly Kept[]): Promise<BatchPlacement> {
    await store.ping();
    return keepTogether(mailbox, letters).catch((error: unknown) => {
      const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return keepTogether(mailbox, letters, words.slice(0, MAX_ERROR_LENGTH));
    });
  }

  /** `refused`: why the store does not take the letters, which are quarantined. */
  async function keepTogether(
    mailbox: MailboxDocument,
    letters: readonly Kept[],
    refused?: string,
  ): Promise<BatchPlacement> {
    const [firstNumber, own] = await Promise.all([store.numbers.take(letters.length), store.mailboxes.ownAddresses()]);
    return keepBytes(letters, async (session, rawOf) => {
      const rowId = ({ letter: { fetched } }: Kept) => ledgerId(mailbox._id, fetched.uidValidity, fetched.uid);
      const known = await store.ledger.known(letters.map(rowId), session);
      const fresh = letters.filter((one) => !known.has(rowId(one)));
      const lookup = await lookUp(
        fresh.map((f) => f.letter),
        session,
      );
      const batch = new BatchPlacement({ mailbox, own }, lookup, firstNumber);
      for (const one of fresh) {
        const [letter, raw] = [one.letter, rawOf(one)];
        if (refused === undefined) batch.add(letter, raw);
        else batch.quarantine(letter, raw, { code: 'refused-by-store', detail: refused }, refused);
      }
      // Before the rows say that it was done: a crash between the two has it done again, which changes nothing.
      await noteProofs(batch);
      await store.messages.insertAll(batch.messages, session);
      await store.displays.insertAll(batch.displays, session);
      await store.threads.claim(lookup.index.claimed, session);
      const same = fresh.map(({ letter }) => lookup.contents.get(letter.contentHash));
      await store.ledger.insertAll(await asideOnce(store, batch.entries, same, session), session);
      return batch;
    });
  }

  /**
   * Takes in a letter set aside, with today's parser; into the dossier given, where somebody chose one. Done twice, or
   * by two at once, it is taken in once.
   */
  async function takeAgain(mailbox: MailboxDocument, row: LedgerEntry, into: Attached | null): Promise<void> {
    const seen = await seenAgain(mailbox, row);
    const letter = await prepareLetter(seen, await readingOf(mailbox, 'patient'));
    const [kept = { letter, isErased: false }] = await withErased([letter]);
    // Held whole now: what is done on the server with such letters is still to be done with this one.
    const isFetched = row.quarantine?.isHeaderOnly === true && seen.limit === undefined;
    const [firstNumber, own] = await Promise.all([store.numbers.take(1), store.mailboxes.ownAddresses()]);
    const batch = await keepBytes([kept], async (session, rawOf) => {
      const raw = rawOf(kept);
      const lookup = await lookUp([letter], session);
      const again = new BatchPlacement({ mailbox, own }, lookup, firstNumber);
      if (into) again.attach(letter, raw, into.dossierId, into.by);
      else again.add(letter, raw);
      for (const entry of again.entries) {
        const settled = isFetched ? { ...entry, unsettled: true as const } : entry;
        if (!(await store.ledger.settle(settled, session))) return null;
      }
      await noteProofs(again);
      await store.messages.insertAll(again.messages, session);
      await store.displays.insertAll(again.displays, session);
      await store.threads.claim(lookup.index.claimed, session);
      return again;
    });
    if (!batch) return;
    await tellAll(mailbox, batch.openings);
    await tellBounces(batch.entries);
  }

  async function lookUp(letters: readonly PreparedLetter[], session: ClientSession): Promise<Lookup> {
    const sent = await sentAmong(letters);
    const ids = letters.flatMap(({ placeable: { referenced, messageId } }) => [
      ...referenced.map((key) => key.messageId),
      ...(messageId ? [messageId] : []),
    ]);
    const renamed = [...sent.byId].filter(([id, row]) => id !== row.messageId && id !== row._id);
    const contents = await store.messages.byContent(
      letters.map((l) => l.contentHash),
      session,
    );
    const known = await store.threads.find([...ids, ...[...sent.byId.values()].map((r) => r.messageId)], session);
    const keys = [...known, ...aliases(renamed, known)];
    const tests = await store.connectionTests.lettersAmong(letters.flatMap((l) => l.placeable.messageId ?? []));
    const numbers = await dossiersNumbered(
      letters.flatMap(({ placeable: { addressed, numbers } }) => [
        ...numbers,
        ...(addressed === null ? [] : [addressed]),
      ]),
    );
    const candidates = [...new Set([...keys.map((t) => t.dossierId), ...numbers.values()])];
    const dossiers = await store.dossiers.getAll(candidates);
    return {
      contents: new Map(contents.map((c) => [c.contentHash, c])),
      sent,
      tests,
      index: new ThreadIndex({ keys, numbers, conversations: await store.threads.conversations(candidates, session) }),
      archived: new Set(dossiers.filter((d) => d.desk === null).map((d) => d._id)),
      ignored: new Set(letters.every((l) => l.parsed) ? [] : (await store.ignoreRules.list()).map((r) => r._id)),
    };
  }

  /** The letters of ours that these name, by each name that they use. */
  async function sentAmong(letters: readonly PreparedLetter[]): Promise<SentLetters> {
    const ids = letters.flatMap(({ parsed, placeable: { messageId, referenced } }) => [
      messageId ?? [],
      referenced.slice(0, REFERENCES_LOOKED_UP).map((key) => key.messageId),
      parsed?.bounce?.messageIds ?? [],
    ]);
    const named = letters.flatMap((l) =>
      l.parsed ? [l.named ?? [], (l.parsed.bounce && l.returned) ?? []].flat() : [],
    );
    const asked = [...new Set(ids.flat())];
    const rows = [...(await store.outbox.byMessageIds(asked)), ...(await store.outbox.getAll(named))];
    const messages = await store.messages.getAll([...new Set(rows.map((row) => row._id))]);
    return { byId: new Map(namedBy(rows, asked)), messages: new Map(messages.map((m) => [m._id, m])) };
  }

  async function dossiersNumbered(numbers: readonly number[]): Promise<ReadonlyMap<number, string>> {
    if (numbers.length === 0) return new Map();
    const dossiers = await store.dossiers.model
      .find({ number: { $in: [...numbers] } }, { number: 1, mergedInto: 1 })
      .lean();
    // Where the letters of each are: it may have been merged, and the other one after it.
    const homes = dossiers.map(async ({ _id, number, mergedInto }): Promise<[number, string]> => {
      const home = mergedInto ? await store.dossiers.home(mergedInto.id) : null;
      return [number, home?._id ?? _id];
    });
    return new Map(await Promise.all(homes));
  }

  /**
   * Our own letter came back: the proof that the server accepted it, whatever the connection told us. A report came
   * back: the proof that somebody did not get it.
   */
  async function noteProofs({ copies, bounced }: BatchPlacement): Promise<void> {
    for (const { message, ...copy } of copies) await store.outbox.noteEcho(message, copy);
    for (const { messageId, failed } of bounced)
      for (const { address, status, diagnostic } of failed)
        await store.outbox.bounced(messageId, address, { status, diagnostic, at: new Date() });
  }

  async function tellAll(mailbox: MailboxDocument, openings: readonly Opened[]): Promise<void> {
    if (openings.length === 0) return;
    const start = await queueStart(store, mailbox.queue);
    const byDossier = Map.groupBy(openings, (o) => o.message.dossierId);
    // The first letter of a dossier opens it, so a dossier hears of its letters in order.
    const told = await Promise.allSettled([...byDossier.values()].map((letters) => tellInOrder(start, letters)));
    await store.ledger.markSignalled(told.flatMap((t) => (t.status === 'fulfilled' ? t.value : [])));
    const failed = told.filter((t) => t.status === 'rejected');
    if (failed.length === 0) return;
    // A dossier that cannot be told holds back no other: the sweep tells it later. When none can, Temporal is away.
    if (failed.length === told.length) throw failed[0]?.reason;
    log.error({ err: failed[0]?.reason, mailbox: mailbox._id, dossiers: failed.length }, 'dossiers not told');
  }

  async function tellInOrder(start: Start, letters: readonly Opened[]): Promise<string[]> {
    for (const opened of letters) await tell(start, opened);
    return letters.map((o) => o.entry._id);
  }

  async function tell({ definition, start }: Start, { entry, message, opening }: Opened): Promise<void> {
    const { _id, automatic, unanswerable, date } = message;
    const kind = { automatic: automatic !== null, isAnswerable: !unanswerable };
    const letter = { message: _id, ...kind, receivedAt: date.getTime() };
    const signal = { letter, opening: { ...opening, ...start }, ledger: entry._id };
    const answer = await signals.tell(message.dossierId, definition, signal);
    if (answer === 'archived') await redirect({ store, signals }, { dossierId: message.dossierId, stray: signal });
  }

  /** Tells the dossiers of the letters that came back; of each recipient, however often: a dossier hears it once. */
  async function tellBounces(entries: readonly LedgerEntry[]): Promise<void> {
    for (const { _id, message, fate, signalled } of entries) {
      if (fate !== 'bounce' || signalled || message === null) continue;
      const row = await store.outbox.get(message);
      for (const { address, state, response } of row?.recipients ?? [])
        if (row && state === 'bounced')
          await tellBounce(
            { store, signals },
            { dossierId: row.dossierId, bounce: { message, recipient: address, reason: response ?? '' } },
          );
      await store.ledger.markSignalled([_id]);
    }
  }

  /** Tells the dossiers of letters whose telling a crash cut short. */
  async function finishTelling(mailbox: MailboxDocument, before: Date): Promise<number> {
    const untold = await store.ledger.unsignalled(mailbox._id, before, 500);
    await tellBounces(untold);
    const entries = untold.filter(({ fate }) => fate !== 'bounce');
    const messages = await store.messages.getAll(entries.flatMap((e) => e.message ?? []));
    const byId = new Map(messages.map((m) => [m._id, m]));
    const firstNumber = entries.length ? await store.numbers.take(entries.length) : 0;
    const receiver = { mailbox, own: await store.mailboxes.ownAddresses() };
    const openings = entries.flatMap((entry, i): Opened[] => {
      const message = byId.get(entry.message ?? '');
      return message
        ? [{ entry, message, opening: openingOf(receiver, message, firstNumber + i, entry.continues) }]
        : [];
    });
    await tellAll(mailbox, openings);
    return openings.length + untold.length - entries.length;
  }

  /**
   * Reads the letters for which the short budget was not enough, one after the other, beside those that go on arriving.
   * What fails for want of an engine is met again by the next call.
   */
  function readSlow(mailbox: MailboxDocument): Promise<void> {
    const readAll = async () => {
      for (const row of await store.ledger.toReadAgain(mailbox._id, 100)) await takeAgain(mailbox, row, null);
    };
    slowReading = slowReading
      .then(readAll)
      .catch((error: unknown) => log.error({ err: error, mailbox: mailbox._id }, 'slow letters not read'));
    return slowReading;
  }

  return { ingest, finishTelling, readSlow, takeAgain };
}

/** A letter names the last ones of its conversation last: those further back are threaded by keys of their own. */
const REFERENCES_LOOKED_UP = 6;

/** Each row by our Message-ID, by its own id, and by those of the ids asked that a server gave it. */
function namedBy(rows: readonly OutboxRow[], asked: readonly string[]): [string, OutboxRow][] {
  return rows.flatMap((row): [string, OutboxRow][] => {
    const given = asked.filter((id) => row.relayIds?.some((one) => namesOf(id).includes(one)));
    return [row.messageId, row._id, ...given].map((id) => [id, row]);
  });
}

/** The threads of letters under the ids that a server gave them, where they are in those of ours. */
function aliases(renamed: readonly [string, OutboxRow][], known: readonly ThreadKey[]): ThreadKey[] {
  return renamed.flatMap(([id, row]) => {
    const key = known.find(({ _id }) => _id === row.messageId);
    return key && !known.some(({ _id }) => _id === id) ? [{ ...key, _id: id }] : [];
  });
}
