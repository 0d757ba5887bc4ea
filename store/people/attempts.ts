/** Attempts counted for all processes together, each count atomic, forgotten by itself when its time is over. */
import { type Connection, Schema } from 'mongoose';
import { RateLimiterMongo } from 'rate-limiter-flexible';

const COLLECTION = 'attempts';

const schema = new Schema(
  { key: { type: String, required: true }, points: Number, expire: Date },
  { collection: COLLECTION, versionKey: false },
);
schema.index({ key: 1 }, { unique: true });
schema.index({ expire: 1 }, { expireAfterSeconds: 0 });

export type Attempts = ReturnType<typeof createAttempts>;

export function createAttempts(connection: Connection) {
  connection.model('Attempt', schema);

  return {
    /** A count of its own, by key: up to `points` within `seconds` of the first. */
    counter(name: string, { points, seconds }: { readonly points: number; readonly seconds: number }) {
      return new RateLimiterMongo({
        ...{ storeClient: connection.db, tableName: COLLECTION, disableIndexesCreation: true },
        ...{ keyPrefix: name, points, duration: seconds },
      });
    },
  };
}
