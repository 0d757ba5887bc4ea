/** Files agents upload, before and after they are attached to a draft or a reply. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { Scan } from '../../domain/post/scan.ts';

export interface FileDocument {
  readonly _id: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
  readonly by: string;
  readonly at: Date;
  /** What the antivirus said of it; absent: none was set. */
  readonly scan?: Scan;
  /** From when on it goes, if it is attached to nothing. */
  readonly sweepAt?: Date;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const inDays = (days: number, now = Date.now()): Date => new Date(now + days * DAY_MS);

const schema = new Schema<FileDocument>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    contentType: { type: String, required: true },
    size: { type: Number, required: true },
    sha256: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    scan: Schema.Types.Mixed,
    sweepAt: Date,
  },
  { collection: 'files', versionKey: false },
);

schema.index({ sha256: 1 });
schema.index({ sweepAt: 1 });

export type Files = ReturnType<typeof createFiles>;

export function createFiles(connection: Connection) {
  const model = connection.model('File', schema);

  return {
    async get(id: string): Promise<FileDocument | null> {
      return model.findById(id).lean<FileDocument>();
    },
    /** As `get`, for who may be about to attach it: it stays for another day at least. */
    async reach(id: string): Promise<FileDocument | null> {
      return model.findByIdAndUpdate(id, { $max: { sweepAt: inDays(1) } }).lean<FileDocument>();
    },
    /** Uploads that nobody reached for a day, and that were attached to something a week ago at the latest. */
    async toSweep(now: Date, limit: number): Promise<FileDocument[]> {
      return model
        .find({ sweepAt: { $lt: now } })
        .sort({ sweepAt: 1 })
        .limit(limit)
        .lean<FileDocument[]>();
    },
    /** It is attached: it is looked at again in a week. */
    async postponeSweep(id: string, now: Date): Promise<void> {
      await model.updateOne({ _id: id }, { $max: { sweepAt: inDays(7, now.getTime()) } });
    },
    /** Forgets an upload that is attached to nothing, unless somebody reached it meanwhile. */
    async sweep(id: string, now: Date): Promise<void> {
      await model.deleteOne({ _id: id, sweepAt: { $lt: now } });
    },
    async getAll(ids: readonly string[]): Promise<FileDocument[]> {
      return model.find({ _id: { $in: [...ids] } }).lean<FileDocument[]>();
    },
    /** Whether a file was uploaded with these bytes. */
    async holds(hash: string, session: ClientSession): Promise<boolean> {
      return (await model.exists({ sha256: hash }).session(session)) !== null;
    },
    async remove(id: string): Promise<void> {
      await model.deleteOne({ _id: id });
    },
    async insert(file: FileDocument, session?: ClientSession): Promise<void> {
      await model.create([{ sweepAt: inDays(1), ...file }], session ? { session } : {});
    },
  };
}
