/** The outbox: every message we send has one identity and one row, built once, whoever sends it and however often it is tried (O5). */
import { type ClientSession, type Connection, type QueryFilter, Schema } from 'mongoose';
import { normaliseAddress } from '../../domain/post/recipients.ts';
import { namesOf } from '../../domain/post/relay-ids.ts';
import { isDuplicateKey } from '../base/mongo-errors.ts';

/** `accepted`: everyone has an answer, and somebody's was yes. `failed`: nobody's was. */
export type OutboxState = 'queued' | 'sending' | 'deferred' | 'accepted' | 'failed';

/**
 * `sending`: the server said yes to the recipient, and what it said of the letter is not on record: it may have been
 * accepted. `deferred`: to be tried again. The others are final, but that what was accepted may bounce.
 */
export type RecipientState = 'queued' | 'sending' | 'accepted' | 'deferred' | 'failed' | 'bounced';

export interface OutboxRecipient {
  readonly address: string;
  readonly state: RecipientState;
  /** The server's last words about this recipient. */
  readonly response: string | null;
  /** A copy to ourselves has gone without them: its coming back says nothing of them. */
  readonly isLeftOut: boolean;
  /** An attempt for them ended without an answer: whatever was said since, they may have the letter. */
  readonly isInDoubt?: boolean;
}

/** What a bounce says of one recipient (RFC 3464). */
export interface BounceReport {
  /** RFC 3463: `5.1.1`. */
  readonly status: string;
  /** The diagnostic, as the other server worded it. */
  readonly diagnostic: string;
  readonly at: Date;
}

export interface OutboxRow {
  /** The message. */
  readonly _id: string;
  readonly dossierId: string;
  readonly mailbox: string;
  readonly messageId: string;
  /** The blob of the letter, byte for byte as every attempt sends it; empty: redacted since. */
  readonly raw: string;
  /** What recognises the copy that comes back to us: proof of its acceptance. */
  readonly bodyHash: string;
  /** The envelope's sender: empty for the null sender. */
  readonly from: string;
  /** No person wrote it: it is never sent again unless it surely did not leave. */
  readonly automatic: boolean;
  readonly recipients: readonly OutboxRecipient[];
  readonly state: OutboxState;
  /** The last one, and so the one that holds the lease. */
  readonly attempts: number;
  readonly leaseUntil: Date | null;
  /** When our own copy came back. */
  readonly echoedAt: Date | null;
  /** The content of the first copy that came back. */
  readonly copyHash?: string;
  /** What the server said when it accepted the letter, the last time. */
  readonly acceptance?: string;
  /** What servers call it that do not keep our Message-ID, as `domain/post/relay-ids.ts` reads their answers. */
  readonly relayIds?: readonly string[];
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly acceptedAt: Date | null;
}

type Identity = 'dossierId' | 'mailbox' | 'messageId' | 'raw' | 'bodyHash' | 'from' | 'recipients';
/** A message as it enters: queued, unless more is said. */
export type NewOutboxRow = Pick<OutboxRow, '_id' | Identity> & Partial<OutboxRow>;

export interface OutboxQuery {
  readonly state?: OutboxState | 'bounced';
  readonly limit: number;
  readonly after?: { readonly at: Date; readonly id: string };
}

interface Bounce extends BounceReport {
  readonly address: string;
}

type Stored = OutboxRow & { readonly bounces?: readonly Bounce[] };

const schema = new Schema<Stored>(
  {
    _id: { type: String, required: true },
    dossierId: { type: String, required: true },
    mailbox: { type: String, required: true },
    messageId: { type: String, required: true },
    raw: { type: String, required: true },
    bodyHash: { type: String, required: true },
    from: String,
    automatic: Boolean,
    recipients: Schema.Types.Mixed,
    // Beside the recipients, whom an attempt under way writes back whole.
    bounces: { type: Schema.Types.Mixed, default: undefined },
    state: { type: String, required: true },
    attempts: { type: Number, default: 0 },
    leaseUntil: Date,
    echoedAt: Date,
    copyHash: String,
    acceptance: String,
    relayIds: { type: [String], default: undefined },
    lastError: String,
    createdAt: Date,
    acceptedAt: Date,
  },
  { collection: 'outbox', versionKey: false },
);
schema.index({ messageId: 1 }, { unique: true });
schema.index({ raw: 1 });
schema.index({ relayIds: 1 }, { sparse: true });
schema.index({ createdAt: -1, _id: -1 });
schema.index({ state: 1, createdAt: -1, _id: -1 });
schema.index(
  { createdAt: -1, _id: -1, 'bounces.address': 1 },
  { partialFilterExpression: { 'bounces.0': { $exists: true } } },
);

export type Outbox = ReturnType<typeof createOutbox>;

export function createOutbox(connection: Connection) {
  const model = connection.model('Outbox', schema);

  /** False: another attempt began since the row was read. */
  async function giveUp({ _id, attempts, state, recipients }: OutboxRow, reason: string): Promise<boolean> {
    const ended = recipients.map((r) => (isWaiting(r) ? { ...r, state: 'failed', response: r.response ?? reason } : r));
    const change = { recipients: ended, state: 'failed', lastError: reason, leaseUntil: null };
    const { matchedCount } = await model.updateOne({ _id, attempts, state }, { $set: change });
    return matchedCount === 1;
  }

  return {
    async get(id: string): Promise<OutboxRow | null> {
      return whole(await model.findById(id).lean<Stored>());
    },
    async getAll(ids: readonly string[]): Promise<OutboxRow[]> {
      if (ids.length === 0) return [];
      const rows = await model.find({ _id: { $in: [...ids] } }).lean<Stored[]>();
      return rows.map(whole);
    },
    /** The rows of letters that these Message-IDs name, ours or the ones that a server gave them. */
    async byMessageIds(messageIds: readonly string[]): Promise<OutboxRow[]> {
      if (messageIds.length === 0) return [];
      const renamed = { relayIds: { $in: messageIds.flatMap(namesOf) } };
      const [ours, theirs] = await Promise.all([
        model.find({ messageId: { $in: [...messageIds] } }).lean<Stored[]>(),
        model.find(renamed as never).lean<Stored[]>(),
      ]);
      return [...new Map([...ours, ...theirs].map((row) => [row._id, whole(row)])).values()];
    },
    /** Enters a message once; the row that was there first is the one that counts. */
    async enter(entering: NewOutboxRow, session?: ClientSession): Promise<OutboxRow> {
      const row: OutboxRow = { ...FRESH, createdAt: new Date(), ...entering };
      const options = session ? { session } : {};
      const there = await model.findById(row._id, null, options).lean<Stored>();
      if (there) return whole(there);
      try {
        await model.collection.insertOne(row as never, options);
        return row;
      } catch (error) {
        const first = isDuplicateKey(error) ? await model.findById(row._id).lean<Stored>() : null;
        if (first && !session) return whole(first);
        throw error;
      }
    },
    /** Whether a letter of ours has these bytes. */
    async holds(hash: string, session: ClientSession): Promise<boolean> {
      return (await model.exists({ raw: hash }).session(session)) !== null;
    },
    /** The bytes that this message left as: its row has them no more. */
    async takeBytes(id: string, session: ClientSession): Promise<string[]> {
      const row = await model.findOneAndUpdate({ _id: id }, { $set: { raw: '' } }, { session }).lean<Stored>();
      return row?.raw ? [row.raw] : [];
    },
    /**
     * Takes the right to send it until then: gives the row as it was before, but for `attempts`, whose number is the
     * name of this lease. `sending` then means that the attempt before ended without a word. Null when another worker
     * has it, or when there is nothing left to send.
     */
    async lease(id: string, now: Date, until: Date): Promise<OutboxRow | null> {
      const free: QueryFilter<Stored> = {
        $or: [{ state: { $in: ['queued', 'deferred'] } }, { state: 'sending', leaseUntil: { $lt: now } }],
      };
      const taken = { $set: { state: 'sending', leaseUntil: until }, $inc: { attempts: 1 } };
      const before = await model
        .findOneAndUpdate({ _id: id, ...free }, taken, { returnDocument: 'before' })
        .lean<Stored>();
      return whole(before && { ...before, attempts: before.attempts + 1 });
    },
    async extendLease({ _id, attempts }: OutboxRow, until: Date): Promise<void> {
      await model.updateOne({ _id, attempts, state: 'sending' }, { $set: { leaseUntil: until } });
    },
    /**
     * The copy of an attempt came back: of everyone it was not sent without, it proves acceptance. `messageId`: the one it
     * has now.
     */
    async noteEcho(id: string, { content, messageId }: { content: string; messageId: string | null }): Promise<void> {
      const row = await model.findById(id, { messageId: 1, copyHash: 1 }).lean<Stored>();
      const isRenamed = row && messageId !== null && messageId !== row.messageId;
      await model.updateOne({ _id: id }, {
        $set: { echoedAt: new Date(), copyHash: row?.copyHash ?? content },
        ...(isRenamed ? { $addToSet: { relayIds: messageId } } : {}),
      } as never);
    },
    /** What the server said as it accepted the letter, and what it calls it since. */
    async noteAcceptance(id: string, acceptance: string, relayIds: readonly string[]): Promise<void> {
      const named = relayIds.length > 0 ? { $addToSet: { relayIds: { $each: [...relayIds] } } } : {};
      await model.updateOne({ _id: id }, { $set: { acceptance }, ...named } as never);
    },
    /** What the server said of the recipients, written down before the letter leaves. False: the lease is another's. */
    async noteAnswers({ _id, attempts }: OutboxRow, recipients: readonly OutboxRecipient[]): Promise<boolean> {
      const { matchedCount } = await model.updateOne({ _id, attempts, state: 'sending' }, { $set: { recipients } });
      return matchedCount === 1;
    },
    /** Ends an attempt. Of an attempt whose lease another has, only an acceptance counts; nothing undoes one. */
    async settle(
      { _id, attempts }: Pick<OutboxRow, '_id' | 'attempts'>,
      change: Partial<Pick<OutboxRow, 'state' | 'recipients' | 'lastError' | 'acceptedAt'>>,
    ): Promise<void> {
      const mine = change.state === 'accepted' ? {} : { attempts };
      await model.updateOne({ _id, ...mine, state: { $ne: 'accepted' } }, { $set: { ...change, leaseUntil: null } });
    },
    /** Nobody will try it again: whoever has no answer yet has failed. What was accepted stays so. */
    async abandon(id: string, reason: string): Promise<void> {
      const row = await model.findById(id).lean<Stored>();
      if (row && row.state !== 'accepted' && row.state !== 'failed') await giveUp(row, reason);
    },
    /** Gives it up where it is sure that nobody has it. False: somebody may, or an attempt began meanwhile. */
    async cancel(id: string, reason: string): Promise<boolean> {
      const row = whole(await model.findById(id).lean<Stored>());
      return row !== null && isCancellable(row) && (await giveUp(row, reason));
    },
    /**
     * A bounce of the message with this Message-ID (with its angle brackets) for this recipient; told twice, the first
     * counts. Gives the row, or null when we sent no such message to such a recipient.
     */
    async bounced(messageId: string, recipient: string, report: BounceReport): Promise<OutboxRow | null> {
      const row = await model.findOne({ messageId }).lean<Stored>();
      const address = row?.recipients.find((r) => normaliseAddress(r.address) === normaliseAddress(recipient))?.address;
      if (!row || address === undefined) return null;
      const bounce: Bounce = { address, ...report };
      await model.updateOne({ _id: row._id, 'bounces.address': { $ne: address } }, {
        $push: { bounces: bounce },
      } as never);
      return whole(await model.findById(row._id).lean<Stored>());
    },
    /** A page of the outbox, latest first. */
    async list({ state, limit, after }: OutboxQuery): Promise<OutboxRow[]> {
      const among: QueryFilter<Stored> =
        state === 'bounced' ? { 'bounces.0': { $exists: true } } : state ? { state } : {};
      const beyond = after && {
        $or: [{ createdAt: { $lt: after.at } }, { createdAt: after.at, _id: { $lt: after.id } }],
      };
      const rows = await model
        .find({ ...among, ...beyond } as QueryFilter<Stored>)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(whole);
    },
  };
}

const FRESH: Omit<OutboxRow, '_id' | Identity | 'createdAt'> = {
  ...{ automatic: false, state: 'queued', attempts: 0, leaseUntil: null },
  ...{ echoedAt: null, lastError: null, acceptedAt: null },
};

/** Whether a recipient has no final answer yet. */
export function isWaiting({ state }: Pick<OutboxRecipient, 'state'>): boolean {
  return state === 'queued' || state === 'sending' || state === 'deferred';
}

const NOT_THEIRS: readonly RecipientState[] = ['queued', 'deferred', 'failed'];

/** Whether it waits for an attempt, and nobody has it or may have it. */
export function isCancellable({ state, recipients, echoedAt }: OutboxRow): boolean {
  const waits = state === 'queued' || state === 'deferred';
  return waits && echoedAt === null && recipients.every((r) => !r.isInDoubt && NOT_THEIRS.includes(r.state));
}

/** The row with its bounces told where they belong. */
function whole<T extends Stored | null>(stored: T): T extends null ? null : OutboxRow;
function whole(stored: Stored | null): OutboxRow | null {
  if (!stored?.bounces) return stored;
  const { bounces, ...row } = stored;
  const recipients = row.recipients.map((r) => {
    const bounce = bounces.find(({ address }) => address === r.address);
    return bounce ? { ...r, state: 'bounced' as const, response: `${bounce.status} ${bounce.diagnostic}`.trim() } : r;
  });
  return { ...row, recipients };
}
