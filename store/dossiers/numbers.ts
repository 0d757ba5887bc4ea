/** The numbers people quote: one sequence for all dossiers. A number may be skipped, never given twice. */
import { type Connection, Schema } from 'mongoose';

const schema = new Schema<{ _id: string; last: number }>(
  { _id: { type: String, required: true }, last: { type: Number, required: true } },
  { collection: 'counters', versionKey: false },
);

export type Numbers = ReturnType<typeof createNumbers>;

export function createNumbers(connection: Connection) {
  const model = connection.model('Counter', schema);

  return {
    /** Takes `count` numbers at once; gives the first. */
    async take(count: number): Promise<number> {
      const counter = await model
        .findOneAndUpdate({ _id: 'dossier' }, { $inc: { last: count } }, { upsert: true, returnDocument: 'after' })
        .lean<{ last: number }>();
      return (counter?.last ?? count) - count + 1;
    },
  };
}
