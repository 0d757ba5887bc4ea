/** The ledger: every UID seen on a mail server has exactly one fate (O5). */
import { type ClientSession, type Connection, type QueryFilter, Schema } from 'mongoose';

/** `automatic`: in a dossier too, but written by a machine or sent through a list, and so never answered by one. */
export type Fate = 'dossier' | 'automatic' | 'bounce' | 'duplicate' | 'own' | 'quarantined' | 'ignored';

export type ReasonCode =
  | 'new-dossier'
  | 'in-reply-to'
  | 'references'
  | 'address-token'
  | 'referred-to-earlier'
  | 'subject-number'
  | 'continues-archived'
  | 'same-content'
  | 'own-copy'
  | 'connection-test'
  // A report of delivery about a letter of ours, or about one that we never sent.
  | 'bounced'
  | 'delayed'
  | 'delivered'
  | 'unknown-bounce'
  | 'unreadable'
  | 'too-large'
  | 'too-slow'
  | 'too-heavy'
  | 'refused-by-store'
  | 'ignored-by-rule'
  | 'ignored-by-hand'
  | 'attached-by-hand';

/** What decided a letter's fate and dossier: no content of the letter; an id or an address at most. */
export interface Reason {
  readonly code: ReasonCode;
  /** The Message-ID, the number, the dossier, the recipient or the error meant; empty where there is none. */
  readonly detail: string;
}

/** What a report of delivery says of one recipient (RFC 3464). */
export interface BouncedRecipient {
  /** Lower case. */
  readonly address: string;
  readonly action: string;
  readonly status: string | null;
  readonly diagnostic: string;
}

/** The evidence of a bounce: how it was recognised, which letters it may be about, whom it names. */
export interface BounceEvidence {
  readonly format: string;
  readonly messageIds: readonly string[];
  readonly recipients: readonly BouncedRecipient[];
}

/** Why a letter could not be taken in, and what tried to read it. */
export interface Quarantine {
  readonly error: string;
  readonly parser: string;
  /** Too large to be read: what is kept is its header, and the letter is on its server. */
  readonly isHeaderOnly: boolean;
  /** When its mail server had it; absent: as the row says. */
  readonly arrived?: Date;
  /** It was only too slow for the short budget that all letters have first: it is read again by itself. */
  readonly isTriedAgain?: boolean;
}

/** What somebody did with a letter set aside. */
export interface Handling {
  readonly what: 'downloaded' | 'reprocessed' | 'attached' | 'ignored';
  readonly by: string;
  readonly at: Date;
}

/** A letter set aside: unread, whole, to be looked at. */
const ASIDE: readonly Fate[] = ['quarantined', 'ignored'];

export interface LedgerEntry {
  /** `mailbox|uidValidity|uid`: the authority on what was seen. */
  readonly _id: string;
  readonly mailbox: string;
  /** As the server gives it, with the generation of the place it counts for: see `uidValidityIn`. */
  readonly uidValidity: string;
  readonly uid: number;
  readonly messageId: string | null;
  readonly size: number;
  readonly fate: Fate;
  readonly dossier: string | null;
  /** The message it became, or is a copy of. */
  readonly message: string | null;
  /** The archived dossier that its new dossier continues. */
  readonly continues: string | null;
  readonly reason: Reason;
  readonly raw: string | null;
  readonly bounce: BounceEvidence | null;
  readonly quarantine: Quarantine | null;
  /** The dossier's workflow has been told; until then a sweep will tell it. */
  readonly signalled: boolean;
  /** What is done with it on the mail server was refused there, or nobody knows: it is to be done again (peer 8). */
  readonly unsettled?: true;
  readonly at: Date;
  /** Who looked at it while it was set aside, and what they did; absent: nobody. */
  readonly handled?: readonly Handling[];
}

export interface LedgerQuery {
  readonly mailbox?: string;
  readonly fate?: Fate;
  readonly limit: number;
  readonly after?: { readonly at: Date; readonly id: string };
}

export const isAside = ({ fate }: LedgerEntry): boolean => ASIDE.includes(fate);

const schema = new Schema<LedgerEntry>(
  {
    _id: { type: String, required: true },
    mailbox: { type: String, required: true },
    uidValidity: { type: String, required: true },
    uid: { type: Number, required: true },
    messageId: String,
    size: Number,
    fate: { type: String, required: true },
    dossier: String,
    message: String,
    continues: String,
    reason: { _id: false, code: String, detail: String },
    raw: String,
    bounce: Schema.Types.Mixed,
    quarantine: Schema.Types.Mixed,
    signalled: { type: Boolean, required: true },
    unsettled: Boolean,
    at: { type: Date, required: true },
    handled: { type: Schema.Types.Mixed, default: undefined },
  },
  { collection: 'ledger', versionKey: false },
);
schema.index({ at: -1, _id: -1 });
schema.index({ mailbox: 1, at: -1, _id: -1 });
schema.index({ fate: 1, at: -1, _id: -1 });
schema.index({ message: 1 }, { partialFilterExpression: { message: { $gt: '' } } });
schema.index({ raw: 1 }, { partialFilterExpression: { raw: { $gt: '' } } });
schema.index({ mailbox: 1, at: 1 }, { partialFilterExpression: { signalled: false } });
schema.index({ mailbox: 1, uidValidity: 1, uid: 1 }, { partialFilterExpression: { unsettled: true } });
schema.index({ mailbox: 1, fate: 1, at: 1 }, { partialFilterExpression: { 'quarantine.isTriedAgain': true } });

export const ledgerId = (mailbox: string, uidValidity: string, uid: number): string =>
  `${mailbox}|${uidValidity}|${uid}`;

/**
 * A UIDVALIDITY as the ledger knows it. Two servers, accounts or folders may have the same one: after the mailbox's
 * first place, it carries how many there were before, as in `7.1` (RFC 3501, 2.3.1.1 promises it for one folder only).
 */
export const uidValidityIn = (generation: number, uidValidity: string): string =>
  generation === 0 ? uidValidity : `${uidValidity}.${generation}`;

/** What the server of that generation had given; null: it was another's. */
export function uidValidityGiven(generation: number, kept: string): string | null {
  const [given = ''] = kept.split('.');
  return uidValidityIn(generation, given) === kept ? given : null;
}

export type Ledger = ReturnType<typeof createLedger>;

export function createLedger(connection: Connection) {
  const model = connection.model('Ledger', schema);

  return {
    /** Of these rows, the ones there already. */
    async known(ids: readonly string[], session: ClientSession): Promise<Set<string>> {
      const rows = await model.find({ _id: { $in: [...ids] } }, { _id: 1 }, { session }).lean<{ _id: string }[]>();
      return new Set(rows.map((r) => r._id));
    },
    async insertAll(entries: readonly LedgerEntry[], session: ClientSession): Promise<void> {
      if (entries.length) await model.collection.insertMany(entries as never, { session });
    },
    /** Of a mailbox, the rows set aside that have these bytes, by their blob. */
    async asideWith(mailbox: string, raws: readonly string[], session: ClientSession): Promise<Set<string>> {
      const same = { fate: { $in: [...ASIDE] }, mailbox, raw: { $in: [...raws] } };
      const rows = await model.find(same, { raw: 1 }, { session }).lean<{ raw: string }[]>();
      return new Set(rows.map((r) => r.raw));
    },
    async get(id: string): Promise<LedgerEntry | null> {
      return model.findById(id).lean<LedgerEntry>();
    },
    /** What somebody did with it, kept for good. */
    async note(id: string, handling: Handling): Promise<void> {
      await model.updateOne({ _id: id }, { $push: { handled: handling } });
    },
    /** Gives a letter set aside its new fate. False: it is set aside no more, and nothing changes. */
    async settle({ _id, at: _, handled: __, ...fate }: LedgerEntry, session?: ClientSession): Promise<boolean> {
      const filter = { _id, fate: { $in: [...ASIDE] } };
      return (await model.updateOne(filter, { $set: fate }, session ? { session } : {})).matchedCount === 1;
    },
    /** Of these rows, the UIDs of the copies of our own letters. */
    async ownAmong(ids: readonly string[]): Promise<number[]> {
      const rows = await model.find({ _id: { $in: [...ids] }, fate: 'own' }, { uid: 1 }).lean<{ uid: number }[]>();
      return rows.map((r) => r.uid);
    },
    async markSignalled(ids: readonly string[]): Promise<void> {
      await model.updateMany({ _id: { $in: [...ids] } }, { $set: { signalled: true } });
    },
    /** The letters whose dossier has been told, in pages. */
    async *told(page: number): AsyncGenerator<LedgerEntry[]> {
      const told: QueryFilter<LedgerEntry> = {
        fate: { $in: ['dossier', 'automatic'] },
        signalled: true,
        message: { $gt: '' },
      };
      const rows: LedgerEntry[] = [];
      for await (const row of model.find(told).lean<LedgerEntry[]>().cursor()) {
        rows.push(row as LedgerEntry);
        if (rows.length === page) yield rows.splice(0);
      }
      if (rows.length > 0) yield rows;
    },
    /** They are told again by the sweep that ends what a crash cut short. */
    async markUnsignalled(ids: readonly string[]): Promise<void> {
      if (ids.length) await model.updateMany({ _id: { $in: [...ids] } }, { $set: { signalled: false } });
    },
    /** The letters of a mailbox that are still to be read with all the time they may take. */
    async toReadAgain(mailbox: string, limit: number): Promise<LedgerEntry[]> {
      return model
        .find({ mailbox, fate: 'quarantined', 'quarantine.isTriedAgain': true })
        .sort({ at: 1 })
        .limit(limit)
        .lean<LedgerEntry[]>();
    },
    /** Letters of a mailbox whose dossier has not been told, oldest first. */
    async unsignalled(mailbox: string, before: Date, limit: number): Promise<LedgerEntry[]> {
      return model
        .find({ mailbox, signalled: false, at: { $lt: before } })
        .sort({ at: 1 })
        .limit(limit)
        .lean<LedgerEntry[]>();
    },
    async markUnsettled(ids: readonly string[]): Promise<void> {
      if (ids.length) await model.updateMany({ _id: { $in: [...ids] } }, { $set: { unsettled: true } });
    },
    async markSettled(ids: readonly string[]): Promise<void> {
      if (ids.length) await model.updateMany({ _id: { $in: [...ids] } }, { $unset: { unsettled: 1 } });
    },
    /** Letters of a folder, by its UIDVALIDITY, with which something is still to be done there; by their UIDs. */
    async unsettled(mailbox: string, uidValidity: string, afterUid: number, limit: number): Promise<LedgerEntry[]> {
      return model
        .find({ mailbox, uidValidity, uid: { $gt: afterUid }, unsettled: true })
        .sort({ uid: 1 })
        .limit(limit)
        .lean<LedgerEntry[]>();
    },
    async moveTo(id: string, dossier: string, reason: Reason): Promise<void> {
      await model.updateOne({ _id: id }, { $set: { dossier, reason } });
    },
    /** These messages have gone from one dossier to another. */
    async moveMessages(messages: readonly string[], from: string, to: string): Promise<void> {
      await model.updateMany({ message: { $in: [...messages] }, dossier: from }, { $set: { dossier: to } });
    },
    /** These messages are in that dossier again, wherever they had gone. */
    async moveBack(messages: readonly string[], dossier: string): Promise<void> {
      await model.updateMany({ message: { $in: [...messages] } }, { $set: { dossier } });
    },
    /** Whether a letter seen, in a dossier or set aside, has these bytes. */
    async holds(hash: string, session: ClientSession): Promise<boolean> {
      return (await model.exists({ raw: hash }).session(session)) !== null;
    },
    /** The bytes of the letters seen with what that message says, itself and its copies: no row has them any more. */
    async takeBytes(message: string, session: ClientSession): Promise<string[]> {
      const rows = await model.find({ message, raw: { $gt: '' } }, { raw: 1 }, { session }).lean<{ raw: string }[]>();
      await model.updateMany({ message }, { $set: { raw: null } }, { session });
      return rows.map(({ raw }) => raw);
    },
    /** How many letters wait, set aside. */
    async quarantined(): Promise<number> {
      return model.countDocuments({ fate: 'quarantined' });
    },
    /** A page of the ledger, latest first. */
    async list({ mailbox, fate, limit, after }: LedgerQuery): Promise<LedgerEntry[]> {
      const beyond = after && { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after.id } }] };
      return model
        .find({ ...(mailbox ? { mailbox } : {}), ...(fate ? { fate } : {}), ...beyond })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .lean<LedgerEntry[]>();
    },
  };
}
