/** The read model: one row a dossier, for lists and screens. Written only by `record`, guarded by version; rebuilt from the timeline. */
import { type ClientSession, type Connection, type mongo, type QueryFilter, Schema } from 'mongoose';
import type { Dossier } from '../../domain/dossier/dossier.ts';
import { ageSince, type Promised } from '../../domain/dossier/waiting.ts';
import { DESKS, type Desk } from '../../domain/lifecycle/definition.ts';
import { isDuplicateKey } from '../base/mongo-errors.ts';

/** The fold, and what lists need besides. */
export interface DossierDocument extends Omit<Dossier, 'id' | 'received'>, Promised {
  readonly _id: string;
  readonly desk: Desk | null;
  readonly previous: string | null;
  /** The first words of the latest letter. */
  readonly preview: string;
  readonly hasDraft: boolean;
  readonly hasAttachments: boolean;
  /** In whose hands it counts (N23). */
  readonly holder: string | null;
  /** Since when it waits for routing to find somebody, epoch milliseconds; null: it does not. */
  readonly seekingSince: number | null;
  /** What lists order by (`ageSince`). Epoch milliseconds. */
  readonly ageSince: number;
  /** The users who read every letter there is. */
  readonly readers: readonly string[];
}

/** What routing reads of a dossier that waits for it. */
export type Seeker = Pick<DossierDocument, '_id' | 'queue' | 'wanted' | 'lastAssignee' | 'declined' | 'seekingSince'>;

export interface DossierQuery {
  readonly desk?: Desk;
  readonly state?: string;
  readonly assignee?: string;
  readonly offeredTo?: string;
  /** The queues the caller sees; absent: all. */
  readonly queues?: readonly string[];
  readonly order: 'recent' | 'oldest';
  readonly limit: number;
  /** Those on a desk with an alert, alone. */
  readonly alerted?: boolean;
  readonly after?: { readonly at: number; readonly id: string };
}

/** How long contacts wait in those dossiers, in whosever hands they are. */
export interface WaitFigures {
  readonly unanswered: number;
  /** Past the time promised to the contact, and past half of it. */
  readonly late: number;
  readonly soonLate: number;
  /** Epoch milliseconds: since when the contact who waits the longest has. */
  readonly oldest: number | null;
  /** An agent asked for help, and nobody came. */
  readonly helpAsked: number;
}

export interface AgentFigures extends WaitFigures {
  readonly queue: string;
  readonly agent: string;
}

/** How a queue stands: counts by state, what nobody has, who waits. */
export interface QueueFigures extends WaitFigures {
  readonly queue: string;
  readonly states: Readonly<Record<string, number>>;
  readonly validation: number;
  /** To be worked on, and nobody's. */
  readonly waiting: number;
}

/** The row is older than the change begins: what was recorded between them is not shown yet. */
export class VersionGap extends Error {
  /** The version of the row; 0: there is none. */
  readonly shown: number;

  constructor(dossierId: string, shown: number, before: number) {
    super(`Dossier ${dossierId} is at ${shown}, not ${before}`);
    this.shown = shown;
  }
}

const Mixed = Schema.Types.Mixed;
const schema = new Schema<DossierDocument>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    number: { type: Number, required: true },
    subject: String,
    contact: { _id: false, email: String, name: String },
    queue: { type: String, required: true },
    mailbox: String,
    definition: { _id: false, id: String, version: Number },
    state: { type: String, required: true },
    desk: String,
    since: Number,
    direction: String,
    routing: String,
    assignee: String,
    lastAssignee: String,
    offer: Mixed,
    declined: { type: Mixed, default: [] },
    wanted: Mixed,
    validation: Mixed,
    refusedAnswer: Mixed,
    outcome: Mixed,
    lost: Mixed,
    timers: { type: Mixed, default: {} },
    waitingSince: Number,
    deadlines: [{ _id: false, timer: String, since: Number, at: Number, isExtended: Boolean }],
    outgoing: { type: Mixed, default: [] },
    mergedInto: Mixed,
    lastReceivedAt: Number,
    alert: String,
    previous: String,
    preview: { type: String, default: '' },
    hasDraft: { type: Boolean, default: false },
    hasAttachments: { type: Boolean, default: false },
    holder: String,
    seekingSince: Number,
    readers: { type: [String], default: [] },
    ageSince: { type: Number, required: true },
    soonLateAt: Number,
    lateAt: Number,
    openedAt: Number,
    updatedAt: { type: Number, required: true },
  },
  { collection: 'dossiers', versionKey: false, minimize: false },
);
schema.index({ queue: 1, desk: 1, ageSince: 1, _id: 1 });
schema.index({ desk: 1, ageSince: 1, _id: 1 });
schema.index({ queue: 1, desk: 1, state: 1, ageSince: 1, _id: 1 });
schema.index({ desk: 1, state: 1, ageSince: 1, _id: 1 });
schema.index({ queue: 1, desk: 1, assignee: 1, ageSince: 1, _id: 1 });
schema.index({ alert: 1, queue: 1, ageSince: 1 });
schema.index({ mailbox: 1, state: 1 });
schema.index({ 'definition.id': 1, desk: 1 });
schema.index({ assignee: 1, desk: 1, ageSince: 1, _id: 1 });
schema.index({ holder: 1 }, { partialFilterExpression: { holder: { $gt: '' } } });
schema.index({ queue: 1, seekingSince: 1 }, { partialFilterExpression: { seekingSince: { $gt: 0 } } });
schema.index({ number: 1 }, { unique: true });
// Addresses are compared whatever their case (A3).
const ANY_CASE = { locale: 'en', strength: 2 } as const;
schema.index({ 'contact.email': 1, updatedAt: -1 }, { collation: ANY_CASE });
schema.index({ 'offer.to': 1 }, { partialFilterExpression: { 'offer.to': { $gt: '' } } });

const NO_LETTER = { readers: [], soonLateAt: null, lateAt: null };
/** An alert that nobody dealt with; what has ended is on no desk. */
const ALERTED = { alert: { $ne: null }, desk: { $ne: null } };
const IN_NOBODYS_HANDS = { holder: null, seekingSince: null };

export type Dossiers = ReturnType<typeof createDossiers>;

export function createDossiers(connection: Connection) {
  const model = connection.model('Dossier', schema);
  // Written as they are: the rules made them, and a cast of every field is a tenth of what recording costs.
  const rows = model.collection as unknown as mongo.Collection<DossierDocument>;

  /** Of one desk, or of the archive, which is on none. */
  async function pageOf(
    desk: Desk | null,
    { state, assignee, offeredTo, queues, order, limit, alerted, after }: Omit<DossierQuery, 'desk'>,
  ): Promise<DossierDocument[]> {
    const direction = order === 'recent' ? -1 : 1;
    const [from, passed] = direction === -1 ? ['$lte', '$gte'] : ['$gte', '$lte'];
    const filter: QueryFilter<DossierDocument> = {
      desk,
      ...(queues ? { queue: { $in: [...queues] } } : {}),
      ...(state ? { state } : {}),
      ...(offeredTo ? { 'offer.to': offeredTo } : {}),
      ...(assignee ? { assignee: assignee === 'none' ? null : assignee } : {}),
      ...(alerted ? { alert: { $ne: null } } : {}),
      // One range of the index: two alternatives would be sorted first.
      ...(after ? { ageSince: { [from]: after.at }, $nor: [{ ageSince: after.at, _id: { [passed]: after.id } }] } : {}),
    };
    return model.find(filter).sort({ ageSince: direction, _id: direction }).limit(limit).lean<DossierDocument[]>();
  }

  return {
    /**
     * Brings the row to the dossier's version, with what lists show besides, from `before` or from any version since:
     * part of the events may have been shown before a worker died.
     * Idempotent, but in a transaction, which a row that is there already breaks off.
     * @throws VersionGap when the row is older than `before`.
     */
    async project(
      dossier: Dossier,
      before: number,
      desk: Desk | null,
      shown: Partial<DossierDocument>,
      session?: ClientSession,
    ): Promise<void> {
      const { id, received: _, ...row } = dossier;
      const fields = { ...row, desk, ageSince: ageSince(dossier, desk), ...shown };
      const options = { ignoreUndefined: true, ...(session ? { session } : {}) };
      if (before === 0) {
        const defaults = {
          previous: null,
          preview: '',
          hasDraft: false,
          hasAttachments: false,
          ...NO_LETTER,
          ...IN_NOBODYS_HANDS,
        };
        try {
          await rows.insertOne({ _id: id, ...defaults, ...fields }, options);
          return;
        } catch (error) {
          if (session || !isDuplicateKey(error)) throw error;
        }
      }
      const behind = { $gte: before, $lt: dossier.version };
      const { matchedCount } = await rows.updateOne({ _id: id, version: behind }, { $set: fields }, options);
      if (matchedCount === 1) return;
      const there = await rows.findOne({ _id: id }, { ...options, projection: { version: 1 } });
      if (!there || there.version < before) throw new VersionGap(id, there?.version ?? 0, before);
    },
    async setDraftFlag(id: string, hasDraft: boolean): Promise<void> {
      await model.updateOne({ _id: id }, { $set: { hasDraft } });
    },
    /** What lists show of its letters, when those change and the dossier does not. */
    async setPreview(id: string, shown: Pick<DossierDocument, 'preview' | 'hasAttachments'>): Promise<void> {
      await model.updateOne({ _id: id }, { $set: shown });
    },
    /** That person has seen every letter up to the one received then; a later one is still to be seen. */
    async setRead({ _id, lastReceivedAt }: Pick<DossierDocument, '_id' | 'lastReceivedAt'>, user: string) {
      await model.updateOne({ _id, lastReceivedAt }, { $addToSet: { readers: user } });
    },
    async get(id: string): Promise<DossierDocument | null> {
      return model.findById(id).lean<DossierDocument>();
    },
    /** Where the letters of a dossier are, however often it was merged on; itself, where it was not merged. */
    async home(id: string): Promise<DossierDocument | null> {
      const passed = new Set<string>();
      let row = await model.findById(id).lean<DossierDocument>();
      // The rules let no ring be made; one that is there all the same is not walked for ever.
      while (row?.mergedInto && !passed.has(row._id)) {
        passed.add(row._id);
        row = await model.findById(row.mergedInto.id).lean<DossierDocument>();
      }
      return row;
    },
    async getAll(ids: readonly string[]): Promise<DossierDocument[]> {
      return model.find({ _id: { $in: [...ids] } }).lean<DossierDocument[]>();
    },
    /** The name under which that address wrote or was written to most lately; empty: none is known. */
    async nameOf(email: string): Promise<string> {
      const named = { 'contact.email': email, 'contact.name': { $nin: ['', null] } };
      const latest = await model
        .findOne(named, { contact: 1 })
        .collation(ANY_CASE)
        .sort({ updatedAt: -1 })
        .lean<DossierDocument>();
      return latest?.contact.name ?? '';
    },
    /**
     * A page of a desk, in the order asked for; `after` is the last row of the page before. Without a desk, of all of
     * them and of the archive: each gives its page from its index, where all together would be sorted first.
     */
    async list({ desk, ...query }: DossierQuery): Promise<DossierDocument[]> {
      if (desk) return pageOf(desk, query);
      // What has ended alerts nobody.
      const places = query.alerted ? DESKS : [...DESKS, null];
      const pages = await Promise.all(places.map((each) => pageOf(each, query)));
      const sign = query.order === 'recent' ? -1 : 1;
      const compare = (a: DossierDocument, b: DossierDocument) => a.ageSince - b.ageSince || (a._id < b._id ? -1 : 1);
      return pages
        .flat()
        .sort((a, b) => sign * compare(a, b))
        .slice(0, query.limit);
    },
    /** How many in progress have a letter that this person, or nobody's hand, is to read; counted up to `most`. */
    async unread(user: string, queues: readonly string[] | undefined, most: number): Promise<number> {
      const filter: QueryFilter<DossierDocument> = {
        ...(queues ? { queue: { $in: [...queues] } } : {}),
        desk: 'inProgress',
        assignee: { $in: [user, null] },
        lastReceivedAt: { $gt: 0 },
        readers: { $ne: user },
      };
      return model.countDocuments(filter, { limit: most });
    },
    /** How many have an alert that nobody dealt with; of that person's alone, where one is named. */
    async alerts(queues: readonly string[] | undefined, assignee: string | null): Promise<number> {
      const filter: QueryFilter<DossierDocument> = {
        ...(queues ? { queue: { $in: [...queues] } } : {}),
        ...(assignee === null ? {} : { assignee }),
        ...ALERTED,
      };
      return model.countDocuments(filter);
    },
    /**
     * Those in these queues that wait for routing to find somebody, oldest first: of each that look for the same (a skill,
     * a team, a person), the oldest `limit`. So what nobody can have holds back nothing else.
     */
    async seeking(queues: readonly string[], limit: number): Promise<Seeker[]> {
      const wish = { queue: '$queue', kind: '$wanted.kind', wanted: '$wanted.id', last: '$lastAssignee' };
      const groups = await model.aggregate<{ readonly rows: Seeker[] }>([
        { $match: { queue: { $in: [...queues] }, seekingSince: { $gt: 0 } } },
        { $project: { queue: 1, wanted: 1, lastAssignee: 1, declined: 1, seekingSince: 1 } },
        { $sort: { seekingSince: 1, _id: 1 } },
        { $group: { _id: wish, rows: { $firstN: { input: '$$ROOT', n: limit } } } },
      ]);
      return groups.flatMap(({ rows: oldest }) => oldest).sort((a, b) => (a.seekingSince ?? 0) - (b.seekingSince ?? 0));
    },
    /** Those of these users who have an offer in front of them. */
    async offeredTo(users: readonly string[]): Promise<string[]> {
      const rows = await model.find({ 'offer.to': { $in: [...users] } }, { 'offer.to': 1 }).lean<DossierDocument[]>();
      return rows.flatMap(({ offer }) => (offer ? [offer.to] : []));
    },
    /** In whose hands each dossier is that is in somebody's. */
    async held(): Promise<Pick<DossierDocument, '_id' | 'holder'>[]> {
      return model.find({ holder: { $gt: '' } }, { holder: 1 }).lean<DossierDocument[]>();
    },
    /** How many wait for somebody of that skill or team (N10). */
    async awaiting(kind: 'skill' | 'team', id: string): Promise<number> {
      return model.countDocuments({ desk: { $ne: null }, 'wanted.kind': kind, 'wanted.id': id });
    },
    /** How many dossiers each desk of each of these queues holds. */
    async counts(queues: readonly string[]): Promise<{ queue: string; desk: Desk; count: number }[]> {
      const groups = await model.aggregate<{ _id: { queue: string; desk: Desk }; count: number }>([
        { $match: { queue: { $in: [...queues] }, desk: { $ne: null } } },
        { $group: { _id: { queue: '$queue', desk: '$desk' }, count: { $sum: 1 } } },
      ]);
      return groups.map((g) => ({ ...g._id, count: g.count }));
    },
    /**
     * The figures of those of these queues that hold something: by state from the index alone, then by hand.
     * What nobody has is in a state of `active`: a letter of ours that was saved without being sent asks for nobody.
     */
    async figures(
      queues: readonly string[],
      active: readonly string[],
      now: number,
    ): Promise<{ readonly queues: QueueFigures[]; readonly agents: AgentFigures[] }> {
      const queue = { $in: [...queues] };
      const [counts, hands] = await Promise.all([
        model.aggregate<{ _id: { queue: string; desk: Desk; state: string }; count: number }>([
          { $match: { queue, desk: { $in: ['inProgress', 'validation', 'handled'] } } },
          { $group: { _id: { queue: '$queue', desk: '$desk', state: '$state' }, count: { $sum: 1 } } },
        ]),
        model.aggregate<HandFigures>([
          { $match: { queue, desk: { $in: ['inProgress', 'validation'] } } },
          {
            $group: { _id: { queue: '$queue', agent: '$assignee' }, ...waitSums(now), active: sumOf(isActive(active)) },
          },
        ]),
      ]);
      return {
        queues: [...Map.groupBy(counts, ({ _id }) => _id.queue)].map(([id, own]) => {
          const states: Record<string, number> = {};
          // Two definitions may put the same state on different desks.
          for (const { _id, count } of own) states[_id.state] = (states[_id.state] ?? 0) + count;
          const validated = own.filter(({ _id }) => _id.desk === 'validation');
          const inHands = hands.filter(({ _id }) => _id.queue === id);
          return {
            queue: id,
            states,
            validation: validated.reduce((sum, { count }) => sum + count, 0),
            waiting: inHands.find(({ _id }) => _id.agent === null)?.active ?? 0,
            ...addWaits(inHands),
          };
        }),
        agents: hands.flatMap(({ _id: { queue: id, agent }, active: _, ...wait }) =>
          agent === null ? [] : [{ queue: id, agent, ...wait }],
        ),
      };
    },
    model,
  };
}

interface HandFigures extends WaitFigures {
  readonly _id: { readonly queue: string; readonly agent: string | null };
  readonly active: number;
}

const sumOf = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } });
const isActive = (states: readonly string[]) => ({
  $and: [{ $eq: ['$desk', 'inProgress'] }, { $in: ['$state', [...states]] }],
});
/** A date that is not there stands before every other. */
const isPast = (field: string, now: number) => ({ $and: [{ $gt: [field, null] }, { $lte: [field, now] }] });

function waitSums(now: number) {
  const isLate = isPast('$lateAt', now);
  return {
    unanswered: sumOf({ $gt: ['$waitingSince', null] }),
    late: sumOf(isLate),
    soonLate: sumOf({ $and: [isPast('$soonLateAt', now), { $not: [isLate] }] }),
    oldest: { $min: '$waitingSince' },
    helpAsked: sumOf({ $eq: ['$alert', 'help-asked'] }),
  };
}

/** Of several hands, or queues, together. */
export function addWaits(parts: readonly WaitFigures[]): WaitFigures {
  const sum = (of: (part: WaitFigures) => number) => parts.reduce((total, part) => total + of(part), 0);
  const oldest = parts.flatMap((part) => part.oldest ?? []);
  return {
    unanswered: sum((part) => part.unanswered),
    late: sum((part) => part.late),
    soonLate: sum((part) => part.soonLate),
    oldest: oldest.length > 0 ? Math.min(...oldest) : null,
    helpAsked: sum((part) => part.helpAsked),
  };
}
