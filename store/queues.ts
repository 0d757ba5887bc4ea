/** The queues: whose letters they hold, how they are routed, which definition their dossiers follow. */
import { type Connection, Schema } from 'mongoose';

export interface QueueDocument {
  readonly _id: string;
  readonly name: string;
  readonly routing: 'pull' | 'offer' | 'assign';
  /** The mailbox it writes from. */
  readonly mailbox: string;
  /** The definition new dossiers are opened with. */
  readonly definition: { readonly id: string; readonly version: number };
}

const schema = new Schema<QueueDocument>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    routing: { type: String, required: true },
    mailbox: { type: String, required: true },
    definition: { _id: false, id: String, version: Number },
  },
  { collection: 'queues', versionKey: false },
);

export type Queues = ReturnType<typeof createQueues>;

export function createQueues(connection: Connection) {
  const model = connection.model('Queue', schema);

  return {
    async get(id: string): Promise<QueueDocument | null> {
      return model.findById(id).lean<QueueDocument>();
    },
    async list(): Promise<QueueDocument[]> {
      return model.find().sort({ name: 1 }).lean<QueueDocument[]>();
    },
    async upsert({ _id, ...fields }: QueueDocument): Promise<void> {
      await model.updateOne({ _id }, { $set: fields }, { upsert: true });
    },
  };
}
