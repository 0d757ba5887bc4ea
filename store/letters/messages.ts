/** The letters of the dossiers, received and sent, as parsed; their bytes are blobs. Never changed by how they are shown. */
import { type ClientSession, type Connection, type QueryFilter, Schema } from 'mongoose';
import type { Authentication } from '../../domain/post/authentication.ts';
import { isOfCorrespondent } from '../../domain/post/correspondents.ts';
import type { Scan } from '../../domain/post/scan.ts';
import type { MessageStatus } from './message-status.ts';
import { along, backTo, type Threading, type Way } from './threads.ts';

export interface StoredAddress {
  readonly email: string;
  readonly name: string;
}

export interface StoredAttachment {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
  readonly contentId: string | null;
  readonly inline: boolean;
  /** What its bytes are, when its name or its declared type says otherwise. */
  readonly looksLike?: string;
  /** What the antivirus said of it; absent: none is set, or none was when it came. */
  readonly scan?: Scan;
}

/** What the thread does not show: never taken by the dossier, or superseded. */
const UNSHOWN: readonly MessageStatus[] = ['staged', 'refused', 'replaced'];

export interface MessageDocument {
  readonly _id: string;
  readonly dossierId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly status: MessageStatus;
  readonly from: StoredAddress;
  readonly replyTo: readonly StoredAddress[];
  readonly to: readonly StoredAddress[];
  readonly cc: readonly StoredAddress[];
  readonly bcc: readonly StoredAddress[];
  readonly subject: string;
  /** When it reached the mail server, or was sent. */
  readonly date: Date;
  readonly messageId: string | null;
  /** For ours: the message answered (our id). */
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** Outlook's own threading headers, given back in the answer. */
  readonly outlookThread: { readonly threadIndex?: string; readonly threadTopic?: string } | null;
  readonly html: string | null;
  readonly text: string;
  readonly attachments: readonly StoredAttachment[];
  /** Too long to be kept as it is, or with all its words: the original is attached; absent: it is whole. */
  readonly isShortened?: true;
  /** The blob of the letter as it travelled; null until it is built. */
  readonly raw: string | null;
  /** What makes it the same letter when it is seen twice; null for ours. */
  readonly contentHash: string | null;
  /** Written by a machine, and what says so (RFC 3834). */
  readonly automatic: string | null;
  /** Why a machine may not answer it; absent, or null: it may. */
  readonly unanswerable?: string | null;
  /** What our boundary's server found of its sender (RFC 8601); absent, or null: no server was trusted when it came. */
  readonly authentication?: Authentication | null;
  /** The letter received of which it is an exact copy (N9); absent, or null: none. */
  readonly forwards?: string | null;
  /** The templates it was begun from (O3); absent: none. */
  readonly begunFrom?: readonly string[];
  /** The user who wrote it; null for received ones. */
  readonly author: string | null;
  /** What decided its dossier (O7); absent: ours. */
  readonly threading?: Threading;
  /** The dossiers it was in before, the latest last. */
  readonly path?: readonly string[];
  /** What was taken out of it, for good (N20); absent: nothing. */
  readonly redacted?: Redacted;
  /** The users who have seen it; absent: nobody. */
  readonly readers?: readonly string[];
  /** Ours: when it was last staged. */
  readonly stagedAt?: Date;
}

/** `erase`: the blobs of what was taken out, `files`: the ids of its attachments, until they are gone. */
export interface Redacted {
  readonly content: boolean;
  readonly author: boolean;
  readonly erase: readonly string[];
  readonly files?: readonly string[];
}

const Mixed = Schema.Types.Mixed;
const schema = new Schema<MessageDocument>(
  {
    _id: { type: String, required: true },
    dossierId: { type: String, required: true },
    direction: { type: String, required: true },
    status: { type: String, required: true },
    from: Mixed,
    replyTo: Mixed,
    to: Mixed,
    cc: Mixed,
    bcc: Mixed,
    subject: String,
    date: Date,
    messageId: String,
    inReplyTo: String,
    references: [String],
    outlookThread: Mixed,
    html: String,
    text: String,
    attachments: Mixed,
    isShortened: Boolean,
    raw: String,
    contentHash: String,
    automatic: String,
    unanswerable: String,
    authentication: Mixed,
    forwards: String,
    author: String,
    begunFrom: { type: [String], default: undefined },
    threading: Mixed,
    path: { type: [String], default: undefined },
    redacted: Mixed,
    readers: { type: [String], default: undefined },
    stagedAt: Date,
  },
  { collection: 'messages', versionKey: false },
);
schema.index({ dossierId: 1, date: 1 });
schema.index({ contentHash: 1 }, { unique: true, partialFilterExpression: { contentHash: { $gt: '' } } });
schema.index({ stagedAt: 1 }, { partialFilterExpression: { status: 'staged' } });
schema.index({ 'attachments.id': 1 });
schema.index({ 'attachments.sha256': 1 });
schema.index({ path: 1 }, { partialFilterExpression: { path: { $gt: '' } } });
schema.index({ raw: 1 }, { partialFilterExpression: { raw: { $gt: '' } } });

export type Messages = ReturnType<typeof createMessages>;

export function createMessages(connection: Connection) {
  const model = connection.model('Message', schema);

  /** Whom our letters of the dossier that left went to. */
  async function writtenTo(dossierId: string): Promise<string[]> {
    const sent = await model
      .find({ dossierId, direction: 'outbound', status: 'sent' }, { to: 1, cc: 1, bcc: 1 })
      .lean<Pick<MessageDocument, 'to' | 'cc' | 'bcc'>[]>();
    return sent.flatMap(({ to, cc, bcc }) => [...to, ...cc, ...bcc]).map(({ email }) => email);
  }

  return {
    async insertAll(messages: readonly MessageDocument[], session?: ClientSession): Promise<void> {
      if (messages.length) await model.collection.insertMany(messages as never, session ? { session } : {});
    },
    async get(id: string): Promise<MessageDocument | null> {
      return model.findById(id).lean<MessageDocument>();
    },
    async getAll(ids: readonly string[]): Promise<MessageDocument[]> {
      return model.find({ _id: { $in: [...ids] } }).lean<MessageDocument[]>();
    },
    /** Of these letters received: that person has seen them. True when none of the dossier's is left to see. */
    async markRead(dossierId: string, letters: readonly string[], user: string): Promise<boolean> {
      const received = { dossierId, direction: 'inbound' } as const;
      await model.updateMany({ ...received, _id: { $in: [...letters] } }, { $addToSet: { readers: user } });
      return (await model.exists({ ...received, readers: { $ne: user } })) === null;
    },
    /** The thread, oldest first. */
    async ofDossier(dossierId: string): Promise<MessageDocument[]> {
      return model
        .find({ dossierId, status: { $nin: [...UNSHOWN] } })
        .sort({ date: 1, _id: 1 })
        .lean<MessageDocument[]>();
    },
    /** Of these contents, the ones already received, with the message that holds them. */
    async byContent(
      hashes: readonly string[],
      session?: ClientSession,
    ): Promise<{ _id: string; contentHash: string; dossierId: string }[]> {
      return model
        .find({ contentHash: { $in: [...hashes] } }, { contentHash: 1, dossierId: 1 }, session ? { session } : {})
        .lean<{ _id: string; contentHash: string; dossierId: string }[]>();
    },
    /** Of these contents, the ones whose words or author were taken out (N20). */
    async redactedAmong(hashes: readonly string[]): Promise<Set<string>> {
      const found = await model
        .find({ contentHash: { $in: [...hashes] }, redacted: { $exists: true } }, { contentHash: 1 })
        .lean<{ contentHash: string }[]>();
      return new Set(found.map((m) => m.contentHash));
    },
    /**
     * The letter that an answer answers unless another is chosen: the latest of a correspondent (peer 12). Null: none
     * of the dossier's letters is one.
     */
    async latestToAnswer(dossierId: string): Promise<MessageDocument | null> {
      const received = await model
        .find({ dossierId, direction: 'inbound' }, { from: 1, replyTo: 1, automatic: 1, threading: 1 })
        .sort({ date: -1 })
        .lean<Pick<MessageDocument, '_id' | 'from' | 'replyTo' | 'automatic' | 'threading'>[]>();
      const strangers = received.some(({ threading }) => threading?.isStranger);
      const known = strangers ? await writtenTo(dossierId) : [];
      const found = received.find(({ threading, ...letter }) =>
        isOfCorrespondent({ ...letter, isStranger: threading?.isStranger ?? false }, known),
      );
      return found ? model.findById(found._id).lean<MessageDocument>() : null;
    },
    async latestReceived(dossierId: string): Promise<MessageDocument | null> {
      return model.findOne({ dossierId, direction: 'inbound' }).sort({ date: -1 }).lean<MessageDocument>();
    },
    /** Keeps a reply before the dossier is asked to take it. The same reply staged again changes nothing. */
    async stage(message: MessageDocument): Promise<void> {
      const { _id, stagedAt: _, ...fields } = message;
      await model.updateOne({ _id }, { $setOnInsert: fields, $set: { stagedAt: new Date() } }, { upsert: true });
    },
    /** Forgets a reply that the dossier refused. */
    async unstage(id: string): Promise<void> {
      await model.deleteOne({ _id: id, status: 'staged' });
    },
    /** Messages that no dossier has taken since they were last staged, before that moment; the oldest first. */
    async leftStaged(before: Date, limit: number): Promise<MessageDocument[]> {
      return model
        .find({ status: 'staged', stagedAt: { $lt: before } })
        .sort({ stagedAt: 1 })
        .limit(limit)
        .lean<MessageDocument[]>();
    },
    /** Forgets one of them, unless it was taken or staged again meanwhile. */
    async sweepStaged(id: string, before: Date): Promise<void> {
      await model.deleteOne({ _id: id, status: 'staged', stagedAt: { $lt: before } });
    },
    async setStatus(
      id: string,
      status: MessageStatus,
      more: Partial<Pick<MessageDocument, 'messageId' | 'raw' | 'date'>> = {},
    ): Promise<void> {
      await model.updateOne({ _id: id }, { $set: { status, ...more } });
    },
    /** Moves a message out of a dossier, the first time it is asked; gives the dossier it is in afterwards. */
    async moveOnce(id: string, from: string, to: string): Promise<string> {
      await model.updateOne({ _id: id, dossierId: from }, { $set: { dossierId: to } });
      const message = await model.findById(id, { dossierId: 1 }).lean<MessageDocument>();
      return message?.dossierId ?? to;
    },
    /** These letters of a dossier go to another, once. */
    async move(ids: readonly string[], from: string, to: string, way: Way): Promise<void> {
      await model.updateMany({ _id: { $in: [...ids] }, dossierId: from }, along(way, from, to));
    },
    /** Every letter of a dossier, the unshown ones too. */
    async everyOne(dossierId: string): Promise<MessageDocument[]> {
      return model.find({ dossierId }).lean<MessageDocument[]>();
    },
    /** What a merge took from that dossier, wherever it is now; nothing that came since. */
    async takenFrom(origin: string): Promise<MessageDocument[]> {
      return model.find({ path: origin }).lean<MessageDocument[]>();
    },
    async moveBack(ids: readonly string[], to: string): Promise<void> {
      await model.updateMany({ _id: { $in: [...ids] }, path: to }, backTo(to), { updatePipeline: true });
    },
    /** Takes out its words or its author, for good; what they were is known to nobody but its bytes, until they are erased. */
    async redact(id: string, what: 'content' | 'author'): Promise<void> {
      const held = { $concatArrays: [['$raw'], '$attachments.sha256'] };
      const before = { $ifNull: ['$redacted.erase', []] };
      const nobody = { email: '', name: '' };
      const gone =
        what === 'content'
          ? { subject: '', html: null, text: '', attachments: [] }
          : { from: nobody, replyTo: [], author: null, authentication: null };
      // The raw letter says both.
      const erase = what === 'content' ? held : ['$raw'];
      const filesBefore = { $ifNull: ['$redacted.files', []] };
      const redacted = {
        content: what === 'content' ? true : { $ifNull: ['$redacted.content', false] },
        author: what === 'author' ? true : { $ifNull: ['$redacted.author', false] },
        files: what === 'content' ? { $concatArrays: [filesBefore, '$attachments.id'] } : filesBefore,
        erase: { $filter: { input: { $concatArrays: [before, erase] }, cond: { $ne: ['$$this', null] } } },
      };
      await model.updateOne({ _id: id }, [{ $set: { ...gone, redacted, raw: null } }], { updatePipeline: true });
    },
    /** Whether a letter holds these bytes. */
    async holds(hash: string, session: ClientSession): Promise<boolean> {
      const among = { $or: [{ raw: hash }, { 'attachments.sha256': hash }] };
      return (await model.exists(among).session(session)) !== null;
    },
    /** Of a letter redacted: what is still to be erased, which is forgotten. */
    async takeErased(id: string, session: ClientSession): Promise<readonly string[]> {
      const done = { $set: { 'redacted.erase': [], 'redacted.files': [] } };
      const before = await model.findOneAndUpdate({ _id: id }, done, { session }).lean<MessageDocument>();
      return before?.redacted?.erase ?? [];
    },
    /** Where there are letters of which bytes are still to be erased, or automatic answers that have not left. */
    async dossiersWithUnfinished(): Promise<Set<string>> {
      const isUnfinished: QueryFilter<MessageDocument> = {
        $or: [
          { 'redacted.erase.0': { $exists: true } },
          { 'redacted.files.0': { $exists: true } },
          { direction: 'outbound', automatic: { $gt: '' }, status: { $in: ['staged', 'sending'] } },
        ],
      };
      const found = await model.find(isUnfinished, { dossierId: 1, path: 1 }).lean<MessageDocument[]>();
      return new Set(found.flatMap(({ dossierId, path = [] }) => [dossierId, ...path]));
    },
    /** The attachment of that id, with the dossier it belongs to. */
    async attachment(id: string): Promise<{ dossierId: string; attachment: StoredAttachment } | null> {
      const message = await model
        .findOne({ 'attachments.id': id }, { dossierId: 1, attachments: 1 })
        .lean<MessageDocument>();
      const attachment = message?.attachments.find((a) => a.id === id);
      return message && attachment ? { dossierId: message.dossierId, attachment } : null;
    },
  };
}
