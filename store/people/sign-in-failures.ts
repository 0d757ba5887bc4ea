/** Failed sign-ins, counted per source and address, forgotten by themselves. */
import { type Connection, Schema } from 'mongoose';

const WINDOW_SECONDS = 15 * 60;

const schema = new Schema<{ _id: string; count: number; since: Date }>(
  { _id: { type: String, required: true }, count: Number, since: { type: Date, expires: WINDOW_SECONDS } },
  { collection: 'signInFailures', versionKey: false },
);

export type SignInFailures = ReturnType<typeof createSignInFailures>;

export function createSignInFailures(connection: Connection) {
  const model = connection.model('SignInFailure', schema);

  return {
    async count(key: string): Promise<number> {
      const since = new Date(Date.now() - WINDOW_SECONDS * 1000);
      return (await model.findOne({ _id: key, since: { $gte: since } }).lean())?.count ?? 0;
    },
    async add(key: string): Promise<void> {
      await model.updateOne(
        { _id: key },
        { $inc: { count: 1 }, $setOnInsert: { since: new Date() } },
        { upsert: true },
      );
    },
  };
}
