/** Which dossier each Message-ID belongs to: those of its letters, and those its letters refer to, so that arrival order does not matter. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import { normaliseAddress } from '../../domain/post/recipients.ts';
import type { MessageStatus } from './message-status.ts';

export interface ThreadKey {
  /** The Message-ID, with its angle brackets. */
  readonly _id: string;
  readonly dossierId: string;
  /** A letter of that id is there; else it is only referred to. */
  readonly seen: boolean;
  /** The dossiers it was in before, by merges; the latest last. */
  readonly path?: readonly string[];
}

/** What decided which dossier a letter belongs to, kept with the letter (O7). */
export interface Threading {
  readonly by:
    | 'address-token'
    | 'in-reply-to'
    | 'references'
    | 'referred-to-earlier'
    | 'subject-number'
    | 'hand'
    | 'none';
  /** The number or the Message-ID that decided, the user for `hand`; empty for `none`. */
  readonly detail: string;
  /** Its sender was not known in the dossier when it came: its placing is to be looked at (peer 12). */
  readonly isStranger: boolean;
  /** The subject is none that the dossier had: it may be another matter (peer 14). */
  readonly isSubjectChanged: boolean;
  /** The dossier whose number the subject of a stranger's letter quotes: proposed, never joined (peer 12). */
  readonly quoted: string | null;
}

/** Who is known in a dossier, lower case, and under which subjects its letters are. */
export interface Conversation {
  readonly dossierId: string;
  readonly participants: readonly string[];
  readonly subjects: readonly string[];
}

const schema = new Schema<ThreadKey>(
  {
    _id: { type: String, required: true },
    dossierId: { type: String, required: true },
    seen: { type: Boolean, required: true },
    path: { type: [String], default: undefined },
  },
  { collection: 'threads', versionKey: false },
);

/** A merge may be undone, so it is remembered; what a split parts stays parted. */
export type Way = 'split' | 'merge';

/** From one dossier to another. */
export function along(way: Way, from: string, to: string) {
  return way === 'merge' ? { $set: { dossierId: to }, $push: { path: from } } : { $set: { dossierId: to, path: [] } };
}

/** Goes back there, as it was before it left, however often it moved on since. */
export function backTo(dossier: string) {
  const moves = { $indexOfArray: ['$path', dossier] };
  const before = { $slice: ['$path', moves] };
  return [{ $set: { dossierId: dossier, path: { $cond: [{ $gt: [moves, 0] }, before, []] } } }];
}

/** What of a letter says who is known. */
export interface Naming {
  /** Everyone it names, its writer too; lower case. */
  readonly named: readonly string[];
  readonly status: MessageStatus;
  readonly isStranger: boolean;
}

/** Letters received; and ours, unless nobody wrote them after all: not sent yet, or taken back before they were. */
const WRITTEN: readonly MessageStatus[] = ['received', 'sending', 'sent', 'failed'];

/**
 * Whom a letter makes known in its dossier (peer 12): those we write to, and everybody on a letter received of somebody
 * known there; the letter that opens a dossier is one. A stranger's letter makes nobody known, themselves included,
 * however many they write: one of ours has to answer them.
 */
export function madeKnown({ named, status, isStranger }: Naming): readonly string[] {
  return isStranger || !WRITTEN.includes(status) ? [] : named.filter((address) => address !== '').map(normaliseAddress);
}

interface StoredNaming extends Readonly<Record<'replyTo' | 'to' | 'cc' | 'bcc', readonly string[]>> {
  readonly dossierId: string;
  readonly subject: string;
  readonly from: string;
  readonly status: MessageStatus;
  /** Absent: ours. */
  readonly isStranger?: boolean;
}

interface DossierContact {
  readonly _id: string;
  readonly contact: { readonly email: string };
}

function knownByStored({ from, replyTo, to, cc, bcc, status, isStranger = false }: StoredNaming): readonly string[] {
  return madeKnown({ named: [from, ...replyTo, ...to, ...cc, ...bcc], status, isStranger });
}

export type Threads = ReturnType<typeof createThreads>;

export function createThreads(connection: Connection) {
  const model = connection.model('Thread', schema);

  return {
    async find(messageIds: readonly string[], session?: ClientSession): Promise<ThreadKey[]> {
      return model.find({ _id: { $in: [...messageIds] } }, null, session ? { session } : {}).lean<ThreadKey[]>();
    },
    /** The conversations of these dossiers, as their letters and their contact make them; one without a letter is not among them. */
    async conversations(dossierIds: readonly string[], session?: ClientSession): Promise<Conversation[]> {
      if (dossierIds.length === 0) return [];
      const inSession = session ? { session } : {};
      const addresses = ['from', 'replyTo', 'to', 'cc', 'bcc'].map((field) => [field, `$${field}.email`] as const);
      const fields = { dossierId: 1, subject: 1, status: 1, isStranger: '$threading.isStranger' };
      const letters = await connection
        .collection('messages')
        .find<StoredNaming>(
          { dossierId: { $in: [...dossierIds] } },
          { projection: { _id: 0, ...fields, ...Object.fromEntries(addresses) }, ...inSession },
        )
        .toArray();
      const contacts = await connection
        .collection<DossierContact>('dossiers')
        .find({ _id: { $in: [...dossierIds] } }, { projection: { 'contact.email': 1 }, ...inSession })
        .toArray();
      const contactOf = new Map(contacts.map(({ _id, contact }) => [_id, normaliseAddress(contact.email)]));
      return [...Map.groupBy(letters, (letter) => letter.dossierId)].map(([dossierId, own]) => ({
        dossierId,
        participants: [...new Set([contactOf.get(dossierId) ?? [], own.flatMap(knownByStored)].flat())],
        subjects: [...new Set(own.map((l) => l.subject))],
      }));
    },
    /** The letter of that id has moved to another dossier. */
    async reassign(messageId: string, dossierId: string): Promise<void> {
      await model.updateOne({ _id: messageId }, { $set: { dossierId } });
    },
    /** These ids, as far as they are that dossier's, follow their letters. */
    async move(messageIds: readonly string[], from: string, to: string, way: Way): Promise<void> {
      await model.updateMany({ _id: { $in: [...messageIds] }, dossierId: from }, along(way, from, to));
    },
    /** Those of them that a merge took from that dossier go back, wherever they are. */
    async moveBack(messageIds: readonly string[], to: string): Promise<void> {
      await model.updateMany({ _id: { $in: [...messageIds] }, path: to }, backTo(to), { updatePipeline: true });
    },
    /** Indexes these ids. The first dossier to claim an id keeps it; being seen is never undone. */
    async claim(keys: readonly ThreadKey[], session?: ClientSession): Promise<void> {
      if (keys.length === 0) return;
      const writes = keys.map(({ _id, dossierId, seen }) => ({
        updateOne: {
          filter: { _id },
          update: seen
            ? { $setOnInsert: { dossierId }, $set: { seen: true } }
            : { $setOnInsert: { dossierId, seen: false } },
          upsert: true,
        },
      }));
      await model.bulkWrite(writes, { ordered: false, ...(session ? { session } : {}) });
    },
  };
}
