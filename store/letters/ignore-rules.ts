/** Whose letters are ignored where they cannot be read. A letter that can be read is never ignored. */
import { type Connection, Schema } from 'mongoose';

export interface IgnoreRule {
  /** The address in From, lower case. */
  readonly _id: string;
  readonly by: string;
  readonly at: Date;
}

const schema = new Schema<IgnoreRule>(
  {
    _id: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'ignore_rules', versionKey: false },
);

export type IgnoreRules = ReturnType<typeof createIgnoreRules>;

export function createIgnoreRules(connection: Connection) {
  const model = connection.model('IgnoreRule', schema);

  return {
    async list(): Promise<IgnoreRule[]> {
      return model.find().sort({ _id: 1 }).lean<IgnoreRule[]>();
    },
    /** Set twice, the first one stands. */
    async set({ _id, by, at }: IgnoreRule): Promise<void> {
      await model.updateOne({ _id }, { $setOnInsert: { by, at } }, { upsert: true });
    },
    /** False: there was none. */
    async remove(sender: string): Promise<boolean> {
      return (await model.deleteOne({ _id: sender })).deletedCount === 1;
    },
  };
}
