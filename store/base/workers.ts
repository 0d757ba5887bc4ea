/** Which workers live: each gives a sign every few seconds, dated by the clock of MongoDB, which is the same for all. */
import { type Connection, Schema } from 'mongoose';

interface WorkerDocument {
  /** Of the process. */
  readonly _id: string;
  /** When it last gave a sign. */
  readonly at: Date;
}

const FORGOTTEN_SECONDS = 3600;

const schema = new Schema<WorkerDocument>(
  { _id: { type: String, required: true }, at: Date },
  { collection: 'workers', versionKey: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: FORGOTTEN_SECONDS });

export type Workers = ReturnType<typeof createWorkers>;

export function createWorkers(connection: Connection) {
  const model = connection.model('Worker', schema);

  return {
    /** That worker lives. */
    async beat(id: string): Promise<void> {
      await model.updateOne({ _id: id }, { $currentDate: { at: true } }, { upsert: true });
    },
    /** It has ended, and takes no more. */
    async end(id: string): Promise<void> {
      await model.deleteOne({ _id: id });
    },
    /** Whether one gave a sign within so many milliseconds. */
    async isAnyAlive(withinMs: number): Promise<boolean> {
      const isRecent = { $gt: ['$at', { $subtract: ['$$NOW', withinMs] }] };
      return (await model.exists({ $expr: isRecent })) !== null;
    },
  };
}
