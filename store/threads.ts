/** Which dossier each Message-ID belongs to: those of its letters, and those its letters refer to, so that arrival order does not matter. */
import { type ClientSession, type Connection, Schema } from 'mongoose';

export interface ThreadKey {
  /** The Message-ID, with its angle brackets. */
  readonly _id: string;
  readonly dossierId: string;
  /** A letter of that id is there; else it is only referred to. */
  readonly seen: boolean;
}

const schema = new Schema<ThreadKey>(
  {
    _id: { type: String, required: true },
    dossierId: { type: String, required: true },
    seen: { type: Boolean, required: true },
  },
  { collection: 'threads', versionKey: false },
);

export type Threads = ReturnType<typeof createThreads>;

export function createThreads(connection: Connection) {
  const model = connection.model('Thread', schema);

  return {
    async find(messageIds: readonly string[], session?: ClientSession): Promise<ThreadKey[]> {
      return model.find({ _id: { $in: [...messageIds] } }, null, session ? { session } : {}).lean<ThreadKey[]>();
    },
    /** The letter of that id has moved to another dossier. */
    async reassign(messageId: string, dossierId: string): Promise<void> {
      await model.updateOne({ _id: messageId }, { $set: { dossierId } });
    },
    /** Indexes these ids. The first dossier to claim an id keeps it; being seen is never undone. */
    async claim(keys: readonly ThreadKey[], session?: ClientSession): Promise<void> {
      if (keys.length === 0) return;
      const writes = keys.map(({ _id, dossierId, seen }) => ({
        updateOne: {
          filter: { _id },
          update: seen
            ? { $setOnInsert: { dossierId }, $set: { seen: true } }
            : { $setOnInsert: { dossierId, seen: false } },
          upsert: true,
        },
      }));
      await model.bulkWrite(writes, { ordered: false, ...(session ? { session } : {}) });
    },
  };
}
