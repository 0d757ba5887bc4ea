/** Drafts: one a dossier, seen by every colleague (A6). A writer who did not see the last version is told, and loses nothing. */
import { type Connection, Schema } from 'mongoose';
import type { StoredAttachment } from './messages.ts';
import { isDuplicateKey } from './mongo-errors.ts';

export interface DraftContent {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly attachments: readonly StoredAttachment[];
}

export interface DraftDocument extends DraftContent {
  /** The dossier. */
  readonly _id: string;
  readonly version: number;
  readonly author: string;
  readonly updatedAt: Date;
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
    version: { type: Number, required: true },
    author: String,
    updatedAt: Date,
  },
  { collection: 'drafts', versionKey: false },
);
schema.index({ 'attachments.id': 1 });

export type Drafts = ReturnType<typeof createDrafts>;

export function createDrafts(connection: Connection) {
  const model = connection.model('Draft', schema);
  const get = async (dossierId: string) => model.findById(dossierId).lean<DraftDocument>();

  return {
    get,
    /** Writes over the version it was written on (0: none); null when somebody else wrote since. */
    async save(
      dossierId: string,
      baseVersion: number,
      author: string,
      content: DraftContent,
    ): Promise<DraftDocument | null> {
      const fields = { ...content, author, version: baseVersion + 1, updatedAt: new Date() };
      try {
        return await model
          .findOneAndUpdate(
            { _id: dossierId, ...(baseVersion > 0 ? { version: baseVersion } : { version: { $exists: false } }) },
            { $set: fields },
            { upsert: baseVersion === 0, returnDocument: 'after' },
          )
          .lean<DraftDocument>();
      } catch (error) {
        if (isDuplicateKey(error)) return null;
        throw error;
      }
    },
    /** Gives a text back to its dossier, unless a newer draft is there: nobody's words are overwritten. */
    async restore(dossierId: string, author: string, content: DraftContent): Promise<void> {
      const fields = { ...content, author, version: 1, updatedAt: new Date() };
      await model.updateOne({ _id: dossierId }, { $setOnInsert: fields }, { upsert: true });
    },
    async remove(dossierId: string): Promise<boolean> {
      return (await model.deleteOne({ _id: dossierId })).deletedCount === 1;
    },
    async ofAttachment(id: string): Promise<DraftDocument | null> {
      return model.findOne({ 'attachments.id': id }).lean<DraftDocument>();
    },
  };
}
