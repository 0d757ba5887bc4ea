/** Drafts: one a dossier, seen by every colleague (A6). A writer who did not see the last version is told, and loses nothing. */
import { type ClientSession, type Connection, type mongo, Schema } from 'mongoose';
import { isDuplicateKey } from '../base/mongo-errors.ts';
import type { StoredAttachment } from '../letters/messages.ts';

export interface DraftContent {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly attachments: readonly StoredAttachment[];
  /** The letter answered (our id); null, or absent: the latest. */
  readonly inReplyTo?: string | null;
  /** Written from another mailbox than the dossier's own (N3). */
  readonly mailbox?: string | null;
  /** The template it was written from (O3). */
  readonly template?: string | null;
}

/** A text that did not leave. */
export interface TakenBack extends DraftContent {
  readonly begunFrom: readonly string[];
}

export interface DraftDocument extends DraftContent {
  /** Every template it was written from since it was begun, whatever it says now (O3). */
  readonly begunFrom?: readonly string[];
  /** The dossier. */
  readonly _id: string;
  readonly version: number;
  readonly author: string;
  readonly updatedAt: Date;
  /** Kept empty, so that its version only ever grows: a number somebody still holds never means another draft. */
  readonly removed: boolean;
  /** The dossier that a merge took it from (O7); absent, or null: it was written here. */
  readonly cameFrom?: string | null;
}

const Mixed = Schema.Types.Mixed;
const schema = new Schema<DraftDocument>(
  {
    _id: { type: String, required: true },
    to: [String],
    cc: [String],
    bcc: [String],
    subject: String,
    html: String,
    attachments: Mixed,
    inReplyTo: String,
    mailbox: String,
    template: String,
    begunFrom: { type: [String], default: undefined },
    version: { type: Number, required: true },
    author: String,
    updatedAt: Date,
    removed: Boolean,
    cameFrom: String,
  },
  { collection: 'drafts', versionKey: false },
);
schema.index({ 'attachments.id': 1 });
schema.index({ 'attachments.sha256': 1 });

export type Drafts = ReturnType<typeof createDrafts>;

const NO_CHOICES = { inReplyTo: null, mailbox: null, template: null };
const EMPTY: Partial<DraftDocument> = {
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  html: '',
  attachments: [],
  begunFrom: [],
  ...NO_CHOICES,
  cameFrom: null,
};

export function createDrafts(connection: Connection) {
  const model = connection.model('Draft', schema);
  const there = { removed: { $ne: true } };

  /** Writes the next version where the filter finds one to follow; null where it does not. */
  async function write(
    filter: mongo.Filter<DraftDocument>,
    author: string,
    { begunFrom = [], ...content }: DraftContent & Partial<TakenBack> & Pick<DraftDocument, 'cameFrom'>,
    upsert: boolean,
  ): Promise<DraftDocument | null> {
    const fields = Object.entries({ ...NO_CHOICES, ...content, author, updatedAt: new Date(), removed: false });
    const templates = [...begunFrom, ...(content.template ? [content.template] : [])];
    // Literally: a text that starts with a dollar is not a path.
    const literal = Object.fromEntries(fields.map(([key, value]) => [key, { $literal: value }]));
    const everyTemplate = { $setUnion: [{ $ifNull: ['$begunFrom', []] }, { $literal: templates }] };
    const next = [
      { $set: { ...literal, begunFrom: everyTemplate, version: { $add: [{ $ifNull: ['$version', 0] }, 1] } } },
    ];
    try {
      const options = { upsert, returnDocument: 'after' } as const;
      return (await model.collection.findOneAndUpdate(filter as never, next, options)) as DraftDocument | null;
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  const first = (dossierId: string) => ({ _id: dossierId, removed: true });

  return {
    async get(dossierId: string): Promise<DraftDocument | null> {
      return model.findOne({ _id: dossierId, ...there }).lean<DraftDocument>();
    },
    /** Writes over the version it was written on (0: none); null when somebody else wrote since. */
    async save(dossierId: string, baseVersion: number, author: string, content: DraftContent) {
      return baseVersion > 0
        ? write({ _id: dossierId, version: baseVersion, ...there }, author, content, false)
        : write(first(dossierId), author, content, true);
    },
    /** Gives a text back to its dossier, unless a newer draft is there: nobody's words are overwritten. */
    async restore(dossierId: string, author: string, content: TakenBack): Promise<void> {
      await write(first(dossierId), author, content, true);
    },
    /**
     * Writes another dossier's draft where none is; null where one is. Brought again, unchanged, it is there already.
     * `cameFrom`: see the document.
     */
    async bring(
      dossierId: string,
      author: string,
      draft: DraftContent & Partial<TakenBack>,
      cameFrom: string | null,
    ): Promise<DraftDocument | null> {
      const written = await write(first(dossierId), author, { ...draft, cameFrom }, true);
      if (written) return written;
      const same = { _id: dossierId, ...there, cameFrom, html: draft.html, subject: draft.subject };
      return model.findOne(same).lean<DraftDocument>();
    },
    /** True when there was one; of that version, where one is given. */
    async remove(dossierId: string, version?: number): Promise<boolean> {
      const gone = { $set: { ...EMPTY, removed: true }, $inc: { version: 1 } };
      const filter = { _id: dossierId, ...there, ...(version === undefined ? {} : { version }) };
      return (await model.updateOne(filter, gone)).modifiedCount === 1;
    },
    /** Whether a draft holds these bytes. */
    async holds(hash: string, session: ClientSession): Promise<boolean> {
      return (await model.exists({ 'attachments.sha256': hash }).session(session)) !== null;
    },
    async ofAttachment(id: string): Promise<DraftDocument | null> {
      return model.findOne({ 'attachments.id': id, ...there }).lean<DraftDocument>();
    },
  };
}
