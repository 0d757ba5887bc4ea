/** The record: every event of every dossier, append-only, chained by hash (O6). Everything else can be rebuilt from it. */
import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { DossierEvent } from '../../domain/dossier/events.ts';
import { sha256 } from '../base/blobs.ts';
import { isDuplicateKey } from '../base/mongo-errors.ts';

/**
 * An event as it is kept. `hash` covers everything but the data itself, of which it covers a salted hash:
 * personal data can be erased while the chain stays provable.
 */
export interface TimelineEntry {
  readonly _id: string;
  readonly dossierId: string;
  readonly seq: number;
  readonly at: number;
  readonly actor: DossierEvent['actor'];
  readonly cause: string;
  readonly type: DossierEvent['type'];
  readonly data: DossierEvent['data'];
  readonly salt: string;
  readonly dataHash: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** The `prevHash` of a first event. */
export const GENESIS = '0'.repeat(64);

export type Verdict =
  | { readonly ok: true; readonly events: number }
  | {
      readonly ok: false;
      readonly seq: number;
      readonly problem: 'gap' | 'broken-link' | 'altered-entry' | 'altered-data';
    };

const schema = new Schema<TimelineEntry>(
  {
    _id: { type: String, required: true },
    dossierId: { type: String, required: true },
    seq: { type: Number, required: true },
    at: { type: Number, required: true },
    actor: { type: Schema.Types.Mixed, required: true },
    cause: { type: String, required: true },
    type: { type: String, required: true },
    data: { type: Schema.Types.Mixed, required: true },
    salt: { type: String, required: true },
    dataHash: { type: String, required: true },
    prevHash: { type: String, required: true },
    hash: { type: String, required: true },
  },
  { collection: 'timeline', versionKey: false },
);
schema.index({ dossierId: 1, seq: 1 }, { unique: true });
schema.index({ 'data.key': 1 }, { partialFilterExpression: { 'data.key': { $gt: '' } } });

/** What else is written in a transaction. It may run more than once. */
type Alongside = (session: ClientSession) => Promise<void>;

const nothing: Alongside = async () => {};

/** About 200 bytes each. */
const HEADS_REMEMBERED = 20_000;

class Taken extends Error {}

export type Timeline = ReturnType<typeof createTimeline>;

export function createTimeline(connection: Connection) {
  const model = connection.model('Timeline', schema);
  /** The hashes of the latest entries written here, by `_id`. An entry never changes, so they are never stale. */
  const heads = new LRUCache<string, string>({ max: HEADS_REMEMBERED });

  async function read(dossierId: string, fromSeq = 1): Promise<TimelineEntry[]> {
    return model
      .find({ dossierId, seq: { $gte: fromSeq } })
      .sort({ seq: 1 })
      .lean<TimelineEntry[]>();
  }

  /**
   * Appends events that follow one another, all or none. Null when they are on record, now or since an earlier try;
   * else the events that are there in their place: what was recorded first is what happened.
   * @param alongside written with them in one transaction, or not at all.
   * @throws Error when an event before them is missing.
   */
  async function append(events: readonly DossierEvent[], alongside = nothing): Promise<DossierEvent[] | null> {
    const first = events[0];
    if (!first) return null;
    const prevHash = first.seq === 1 ? GENESIS : heads.get(idOf(first.dossierId, first.seq - 1));
    // Mostly nobody was here before, and the entry they follow is known: nothing need be read.
    if (prevHash !== undefined && (await insert(chain(events, prevHash), alongside))) return null;
    return appendAfterReading(events, first, alongside);
  }

  async function appendAfterReading(
    events: readonly DossierEvent[],
    { dossierId, seq }: DossierEvent,
    alongside: Alongside,
  ): Promise<DossierEvent[] | null> {
    const there = await read(dossierId, seq - 1);
    const before = seq > 1 ? there.shift() : undefined;
    if (seq > 1 && before?.seq !== seq - 1) throw new Error(`${dossierId}: event ${seq - 1} is missing`);
    if (!there.every((entry, i) => isSame(entry, events[i]))) return there.map(toEvent);
    const missing = events.slice(there.length);
    if (missing.length === 0) return null;
    const prevHash = (there.at(-1) ?? before)?.hash ?? GENESIS;
    // Where somebody appended meanwhile, perhaps the same, perhaps something else: look again.
    return (await insert(chain(missing, prevHash), alongside)) ? null : append(events, alongside);
  }

  /** False when one of them is there already; then nothing is written. */
  async function insert(entries: readonly TimelineEntry[], alongside: Alongside): Promise<boolean> {
    try {
      await connection.getClient().withSession((session) =>
        session.withTransaction(async () => {
          await insertEntries(entries, session);
          await alongside(session);
        }),
      );
    } catch (error) {
      if (error instanceof Taken) return false;
      throw error;
    }
    const last = entries.at(-1);
    if (last) heads.set(last._id, last.hash);
    return true;
  }

  /** @throws Taken, which no other duplicate of the transaction is mistaken for. */
  async function insertEntries(entries: readonly TimelineEntry[], session: ClientSession): Promise<void> {
    try {
      await model.collection.insertMany(entries as never, { session });
    } catch (error) {
      throw isDuplicateKey(error) ? new Taken() : error;
    }
  }

  /** The id of every dossier there is a record of. */
  async function* dossiers(): AsyncGenerator<string> {
    for await (const { dossierId } of model.find({ seq: 1 }, { dossierId: 1 }).lean().cursor()) yield dossierId;
  }

  /** Whether a dossier heard of that exchange of letters. */
  async function isExchangeHeard(key: string): Promise<boolean> {
    return (await model.exists({ 'data.key': key })) !== null;
  }

  /** The letters that these dossiers heard of, when they came or with a merge. */
  async function lettersHeard(dossierIds: readonly string[]): Promise<Set<string>> {
    const heard = await model
      .find({ dossierId: { $in: [...dossierIds] }, type: { $in: ['letterReceived', 'lettersCame'] } }, { data: 1 })
      .lean<{ readonly data: { readonly message?: string; readonly letters?: readonly string[] } }[]>();
    return new Set(heard.flatMap(({ data: { message, letters = [] } }) => [...letters, ...(message ? [message] : [])]));
  }

  /** `read` gives the entries of one dossier from `fromSeq`, in order. */
  return { read, append, dossiers, isExchangeHeard, lettersHeard };
}

/** What stands beyond the events asked for came after them: it contradicts nothing. */
function isSame(stored: TimelineEntry, event: DossierEvent | undefined): boolean {
  if (!event) return true;
  return (
    stored.type === event.type &&
    stored.at === event.at &&
    stored.cause === event.cause &&
    stored.dataHash === hashData(stored.salt, event.data)
  );
}

/** The event of an entry, as the rules know it. */
export function toEvent({ dossierId, seq, at, actor, cause, type, data }: TimelineEntry): DossierEvent {
  return { dossierId, seq, at, actor, cause, type, data } as DossierEvent;
}

/** Checks a whole chain: numbers without a gap, each entry linked to the one before, nothing altered. */
export function verifyChain(entries: readonly TimelineEntry[]): Verdict {
  let prevHash = GENESIS;
  for (const [i, entry] of entries.entries()) {
    if (entry.seq !== i + 1) return { ok: false, seq: i + 1, problem: 'gap' };
    if (entry.prevHash !== prevHash) return { ok: false, seq: entry.seq, problem: 'broken-link' };
    if (entry.hash !== hashEntry(entry)) return { ok: false, seq: entry.seq, problem: 'altered-entry' };
    if (entry.dataHash !== hashData(entry.salt, entry.data))
      return { ok: false, seq: entry.seq, problem: 'altered-data' };
    prevHash = entry.hash;
  }
  return { ok: true, events: entries.length };
}

const idOf = (dossierId: string, seq: number): string => `${dossierId}:${seq}`;

/** The entries of events that follow the entry of that hash. */
function chain(events: readonly DossierEvent[], prevHash: string): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (const event of events) entries.push(seal(event, entries.at(-1)?.hash ?? prevHash));
  return entries;
}

function seal(event: DossierEvent, prevHash: string): TimelineEntry {
  const salt = randomBytes(16).toString('hex');
  const entry = {
    ...event,
    _id: idOf(event.dossierId, event.seq),
    salt,
    dataHash: hashData(salt, event.data),
    prevHash,
  };
  return { ...entry, hash: hashEntry(entry) };
}

function hashData(salt: string, data: DossierEvent['data']): string {
  return sha256(`${salt}\n${canonical(data)}`);
}

function hashEntry({
  dossierId,
  seq,
  at,
  actor,
  cause,
  type,
  dataHash,
  prevHash,
}: Omit<TimelineEntry, 'hash'>): string {
  return sha256(canonical({ dossierId, seq, at, actor, cause, type, dataHash, prevHash }));
}

/** JSON with sorted keys (RFC 8785 for the values events hold): the same content gives the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, v) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
