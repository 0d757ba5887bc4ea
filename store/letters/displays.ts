/** The letters as they are shown: made safe once, kept beside them with the version of what made them so. */
import { type ClientSession, type Connection, Schema } from 'mongoose';

/** Of a message: its HTML made safe; empty where its text is shown. */
export interface DisplayDocument {
  /** The message. */
  readonly _id: string;
  /** Of what made it safe: another makes it anew. */
  readonly version: number;
  /** Pictures of the letter are `cid:` and their content id. */
  readonly html: string;
  readonly remoteImages: number;
  /** Why its HTML is not shown; null: it is, or there was none. */
  readonly notice: 'too-long' | 'too-complex' | null;
}

const schema = new Schema<DisplayDocument>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    html: String,
    remoteImages: { type: Number, required: true },
    notice: String,
  },
  { collection: 'displays', versionKey: false },
);

export type Displays = ReturnType<typeof createDisplays>;

export function createDisplays(connection: Connection) {
  const model = connection.model('Display', schema);

  return {
    async insertAll(displays: readonly DisplayDocument[], session: ClientSession): Promise<void> {
      if (displays.length) await model.collection.insertMany(displays as never, { session });
    },
    /** Of these messages, what that version made of them. */
    async ofMessages(ids: readonly string[], version: number): Promise<DisplayDocument[]> {
      return model.find({ _id: { $in: [...ids] }, version }).lean<DisplayDocument[]>();
    },
    async put({ _id, ...display }: DisplayDocument): Promise<void> {
      await model.updateOne({ _id }, { $set: display }, { upsert: true });
    },
    async remove(message: string): Promise<void> {
      await model.deleteOne({ _id: message });
    },
  };
}
