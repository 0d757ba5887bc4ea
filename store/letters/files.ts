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
}

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
  },
  { collection: 'files', versionKey: false },
);

schema.index({ sha256: 1 });

export type Files = ReturnType<typeof createFiles>;

export function createFiles(connection: Connection) {
  const model = connection.model('File', schema);

  return {
    async get(id: string): Promise<FileDocument | null> {
      return model.findById(id).lean<FileDocument>();
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
      await model.create([file], session ? { session } : {});
    },
  };
}
