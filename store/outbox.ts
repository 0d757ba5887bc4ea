/** The outbox: every message we send has one identity and one row, built once, whoever sends it and however often it is tried (O5). */
import { type Connection, type QueryFilter, Schema } from 'mongoose';
import { isDuplicateKey } from './mongo-errors.ts';

/** `sending` after its lease has ended is ambiguous: it may have been accepted. */
export type OutboxState = 'queued' | 'sending' | 'deferred' | 'accepted' | 'failed';

export interface OutboxRecipient {
  readonly address: string;
  readonly state: 'queued' | 'accepted' | 'failed';
  readonly response: string | null;
}

export interface OutboxRow {
  /** The message. */
  readonly _id: string;
  readonly dossierId: string;
  readonly mailbox: string;
  readonly messageId: string;
  /** The blob of the letter, byte for byte as every attempt sends it. */
  readonly raw: string;
  /** What recognises the copy that comes back to us: proof of its acceptance. */
  readonly bodyHash: string;
  readonly from: string;
  readonly recipients: readonly OutboxRecipient[];
  readonly state: OutboxState;
  readonly attempts: number;
  readonly leaseUntil: Date | null;
  /** Our own copy came back of an attempt that left people out: it proves nothing of the next. */
  readonly isEchoSpent: boolean;
  /** When our own copy came back. */
  readonly echoedAt: Date | null;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly acceptedAt: Date | null;
}

const schema = new Schema<OutboxRow>(
  {
    _id: { type: String, required: true },
    dossierId: { type: String, required: true },
    mailbox: { type: String, required: true },
    messageId: { type: String, required: true },
    raw: { type: String, required: true },
    bodyHash: { type: String, required: true },
    from: String,
    recipients: Schema.Types.Mixed,
    state: { type: String, required: true },
    attempts: { type: Number, default: 0 },
    leaseUntil: Date,
    isEchoSpent: Boolean,
    echoedAt: Date,
    lastError: String,
    createdAt: Date,
    acceptedAt: Date,
  },
  { collection: 'outbox', versionKey: false },
);
schema.index({ messageId: 1 }, { unique: true });
schema.index({ state: 1, createdAt: 1 });

export type Outbox = ReturnType<typeof createOutbox>;

export function createOutbox(connection: Connection) {
  const model = connection.model('Outbox', schema);

  return {
    async get(id: string): Promise<OutboxRow | null> {
      return model.findById(id).lean<OutboxRow>();
    },
    async byMessageIds(messageIds: readonly string[]): Promise<OutboxRow[]> {
      return model.find({ messageId: { $in: [...messageIds] } }).lean<OutboxRow[]>();
    },
    /** Enters a message once; the row that was there first is the one that counts. */
    async enter(row: OutboxRow): Promise<OutboxRow> {
      try {
        await model.collection.insertOne(row as never);
        return row;
      } catch (error) {
        const there = isDuplicateKey(error) ? await model.findById(row._id).lean<OutboxRow>() : null;
        if (there) return there;
        throw error;
      }
    },
    /**
     * Takes the right to send it until then, and gives the row as it was before: `sending` then means that an earlier
     * attempt ended without an answer. Null when another worker has it, or when there is nothing left to send.
     */
    async lease(id: string, now: Date, until: Date): Promise<OutboxRow | null> {
      const free: QueryFilter<OutboxRow> = {
        $or: [{ state: { $in: ['queued', 'deferred'] } }, { state: 'sending', leaseUntil: { $lt: now } }],
      };
      const taken = { $set: { state: 'sending', leaseUntil: until }, $inc: { attempts: 1 } };
      return model.findOneAndUpdate({ _id: id, ...free }, taken, { returnDocument: 'before' }).lean<OutboxRow>();
    },
    /** The copy of an attempt came back. What that proves, the attempt's own answer says; without one, acceptance. */
    async noteEcho(id: string): Promise<void> {
      await model.updateOne({ _id: id }, { $set: { echoedAt: new Date() } });
    },
    async extendLease(id: string, until: Date): Promise<void> {
      await model.updateOne({ _id: id, state: 'sending' }, { $set: { leaseUntil: until } });
    },
    async settle(
      id: string,
      change: Partial<Pick<OutboxRow, 'state' | 'recipients' | 'lastError' | 'acceptedAt' | 'isEchoSpent'>>,
    ): Promise<void> {
      await model.updateOne({ _id: id, state: { $ne: 'accepted' } }, { $set: { ...change, leaseUntil: null } });
    },
  };
}
