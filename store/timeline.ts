/** The record: every event of every dossier, append-only, chained by hash (O6). Everything else can be rebuilt from it. */
import { randomBytes } from 'node:crypto';
import { type Connection, Schema } from 'mongoose';
import type { DossierEvent } from '../domain/dossier.ts';
import { sha256 } from './blobs.ts';
import { isDuplicateKey } from './mongo-errors.ts';

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
  readonly type: DossierEvent['type'];
  readonly data: DossierEvent['data'];
  readonly salt: string;
  readonly dataHash: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** The `prevHash` of a first event. */
export const GENESIS = '0'.repeat(64);

/** Another history of the same dossier was recorded already: two workflows claim to be it. */
export class TimelineFork extends Error {}

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

export type Timeline = ReturnType<typeof createTimeline>;

export function createTimeline(connection: Connection) {
  const model = connection.model('Timeline', schema);

  async function read(dossierId: string, fromSeq = 1): Promise<TimelineEntry[]> {
    return model
      .find({ dossierId, seq: { $gte: fromSeq } })
      .sort({ seq: 1 })
      .lean<TimelineEntry[]>();
  }

  /**
   * Appends events that follow one another. Idempotent: those that are there already are left as they are.
   * @throws TimelineFork when an entry of that number says something else.
   */
  async function append(events: readonly DossierEvent[]): Promise<void> {
    const first = events[0];
    if (!first) return;
    const there = await read(first.dossierId, first.seq - 1);
    let prevHash = there.at(-1)?.hash ?? GENESIS;
    for (const event of events)
      refuseFork(
        there.find((e) => e.seq === event.seq),
        event,
      );
    const stored = new Set(there.map((e) => e.seq));
    const entries = events
      .filter((event) => !stored.has(event.seq))
      .map((event) => {
        const entry = seal(event, prevHash);
        prevHash = entry.hash;
        return entry;
      });
    if (entries.length === 0) return;
    try {
      await model.collection.insertMany(entries as never, { ordered: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // Somebody appended meanwhile, perhaps something else, perhaps not all of it: look again.
      await append(events);
    }
  }

  /** `read` gives the entries of one dossier from `fromSeq`, in order. */
  return { read, append };
}

function refuseFork(stored: TimelineEntry | undefined, event: DossierEvent): void {
  if (stored && (stored.type !== event.type || stored.dataHash !== hashData(stored.salt, event.data)))
    throw new TimelineFork(`${event.dossierId}:${event.seq} is already ${stored.type}`);
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

function seal(event: DossierEvent, prevHash: string): TimelineEntry {
  const salt = randomBytes(16).toString('hex');
  const entry = {
    ...event,
    _id: `${event.dossierId}:${event.seq}`,
    salt,
    dataHash: hashData(salt, event.data),
    prevHash,
  };
  return { ...entry, hash: hashEntry(entry) };
}

function hashData(salt: string, data: DossierEvent['data']): string {
  return sha256(`${salt}\n${canonical(data)}`);
}

function hashEntry({ dossierId, seq, at, actor, type, dataHash, prevHash }: Omit<TimelineEntry, 'hash'>): string {
  return sha256(canonical({ dossierId, seq, at, actor, type, dataHash, prevHash }));
}

/** JSON with sorted keys (RFC 8785 for the values events hold): the same content gives the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, v) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
