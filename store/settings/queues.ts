/** The queues: whose letters they hold, how they are routed, when they are open, which definition their dossiers follow. */
import { type Connection, Schema } from 'mongoose';
import type { TransferKind } from '../../domain/dossier/commands.ts';
import type { Routing } from '../../domain/dossier/dossier.ts';

/** When a queue is open (C17): by weekday in its own time zone, save on the holidays of its country and its own days off. */
export interface Calendar {
  /** IANA, as `Europe/Paris`. */
  readonly timeZone: string;
  /** By weekday, Monday first: the intervals of the day, as `09:00`–`18:00`. */
  readonly week: readonly (readonly OpenInterval[])[];
  /** As the holidays library names it, `FR` or `CH-GE`; null: no public holidays. */
  readonly holidays: string | null;
  /** Other days off, as `2026-12-24`. */
  readonly daysOff: readonly string[];
}

export interface OpenInterval {
  readonly from: string;
  readonly to: string;
}

export interface QueueDocument {
  readonly _id: string;
  readonly name: string;
  readonly routing: Routing;
  /** The mailbox it writes from. */
  readonly mailbox: string;
  /** Others it may write from (G5). */
  readonly otherMailboxes: readonly string[];
  /** The definition new dossiers are opened with. */
  readonly definition: { readonly id: string; readonly version: number };
  readonly calendar: Calendar;
  /** What its dossiers ask of an agent, and what their outcomes are (N21); null: nothing. */
  readonly skill: string | null;
  /** How long an offer stands (N8). */
  readonly offerSeconds: number;
  /** C9: how many dossiers routing gives one agent a day; null: no limit. */
  readonly dailyLimit: number | null;
  readonly onlyBusinessHours: boolean;
  readonly onlySignedIn: boolean;
  /** W10, N10: which transfers there are. */
  readonly transfers: readonly TransferKind[];
  readonly outcomeRequired: boolean;
  /** Why dossiers leave the queue (W10); empty: any words will do. */
  readonly wrapUps: readonly string[];
  /** `closed` takes no transfer; `deleted` is kept for the dossiers it had (W5). */
  readonly status: 'open' | 'closed' | 'deleted';
}

const WORKDAY: readonly OpenInterval[] = [{ from: '09:00', to: '18:00' }];

/** What a queue has until an administrator says otherwise. */
export const QUEUE_DEFAULTS = {
  routing: 'pull',
  otherMailboxes: [],
  calendar: {
    timeZone: 'Europe/Paris',
    week: [WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, [], []],
    holidays: 'FR',
    daysOff: [],
  },
  skill: null,
  offerSeconds: 30,
  dailyLimit: null,
  onlyBusinessHours: false,
  onlySignedIn: true,
  transfers: ['queue'],
  outcomeRequired: false,
  wrapUps: [],
  status: 'open',
} as const satisfies Omit<QueueDocument, '_id' | 'name' | 'mailbox' | 'definition'>;

const Mixed = Schema.Types.Mixed;
const schema = new Schema<QueueDocument>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    routing: { type: String, required: true },
    mailbox: { type: String, required: true },
    otherMailboxes: [String],
    definition: { _id: false, id: String, version: Number },
    calendar: Mixed,
    skill: String,
    offerSeconds: Number,
    dailyLimit: Number,
    onlyBusinessHours: Boolean,
    onlySignedIn: Boolean,
    transfers: [String],
    outcomeRequired: Boolean,
    wrapUps: [String],
    status: String,
  },
  { collection: 'queues', versionKey: false },
);

/** A queue as it is written: what is not said keeps its value, or has the usual one. */
export type QueueInput = Pick<QueueDocument, '_id' | 'name' | 'mailbox' | 'definition'> & Partial<QueueDocument>;

export type Queues = ReturnType<typeof createQueues>;

export function createQueues(connection: Connection) {
  const model = connection.model('Queue', schema);
  const whole = (found: QueueDocument): QueueDocument => ({ ...QUEUE_DEFAULTS, ...found });

  return {
    async get(id: string): Promise<QueueDocument | null> {
      const found = await model.findById(id).lean<QueueDocument>();
      return found && whole(found);
    },
    /** Also those deleted, which their dossiers still name. */
    async list(): Promise<QueueDocument[]> {
      return (await model.find().sort({ name: 1 }).lean<QueueDocument[]>()).map(whole);
    },
    async upsert({ _id, ...fields }: QueueInput): Promise<void> {
      await model.updateOne({ _id }, { $set: fields }, { upsert: true, setDefaultsOnInsert: false });
    },
    /** It may write from that mailbox too, where it does not already. */
    async offerSender(_id: string, mailbox: string): Promise<void> {
      await model.updateOne({ _id, mailbox: { $ne: mailbox } }, { $addToSet: { otherMailboxes: mailbox } });
    },
  };
}
