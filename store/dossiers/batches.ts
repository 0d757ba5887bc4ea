/** Instructions for many dossiers at once: which, how far they are, what went wrong (O8, W5). */
import { type Connection, type QueryFilter, Schema } from 'mongoose';
import type { SystemCommand } from '../../domain/dossier/commands.ts';
import type { Routing } from '../../domain/dossier/dossier.ts';
import type { DossierDocument, Dossiers } from './dossiers.ts';

/** What each dossier is told. */
export type BatchInstruction = Extract<SystemCommand, { type: 'interrupt' | 'changeTimers' | 'changeRouting' }>;

/**
 * The living dossiers of a definition, of a queue or of a mailbox. `states`: only those in one of them; `routedOtherThan`:
 * only those that are not routed so.
 */
export interface BatchTargets {
  readonly definition?: string;
  readonly queue?: string;
  readonly mailbox?: string;
  readonly states?: readonly string[];
  readonly routedOtherThan?: Routing;
}

export interface BatchFailure {
  readonly dossier: string;
  readonly message: string;
}

export interface BatchDocument {
  readonly _id: string;
  readonly kind: 'timers' | 'routing' | 'queue' | 'mailbox' | 'definition';
  readonly instruction: BatchInstruction;
  readonly targets: BatchTargets;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** The first of them. */
  readonly failures: readonly BatchFailure[];
  /** The last dossier told; null: none yet. */
  readonly cursor: string | null;
  /** `failed`: it went through, and some could not be told. */
  readonly status: 'running' | 'done' | 'failed';
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** So many living dossiers are in this state of this definition. */
export interface Situation {
  readonly definition: { readonly id: string; readonly version: number };
  readonly state: string;
  readonly count: number;
}

export interface Step {
  readonly cursor: string | null;
  readonly done: number;
  readonly failures: readonly BatchFailure[];
}

const FAILURES_KEPT = 100;
/** Dossiers opened that long before a batch may have come too late for its walk, and too early for what it sets. */
const OPENING_MS = 10_000;

const Mixed = Schema.Types.Mixed;
const schema = new Schema<BatchDocument>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    instruction: { type: Mixed, required: true },
    targets: { type: Mixed, required: true },
    total: Number,
    done: Number,
    failed: Number,
    failures: { type: Mixed, default: [] },
    cursor: { type: String, default: null },
    status: { type: String, required: true },
    startedAt: Number,
    endedAt: { type: Number, default: null },
  },
  { collection: 'batches', versionKey: false, minimize: false },
);
schema.index({ status: 1 });

export type Batches = ReturnType<typeof createBatches>;

export function createBatches(connection: Connection, dossiers: Dossiers) {
  const model = connection.model('Batch', schema);

  async function ids(filter: QueryFilter<DossierDocument>, limit: number): Promise<string[]> {
    const rows = await dossiers.model.find(filter, { _id: 1 }).sort({ _id: 1 }).limit(limit).lean();
    return rows.map((row) => row._id);
  }

  return {
    async get(id: string): Promise<BatchDocument | null> {
      return model.findById(id).lean<BatchDocument>();
    },
    /** How many dossiers there are to tell. */
    async count(targets: BatchTargets): Promise<number> {
      return dossiers.model.countDocuments(filterOf(targets));
    },
    /** How many living dossiers there are in each state of each definition. */
    async situations(targets: BatchTargets): Promise<Situation[]> {
      const groups = await dossiers.model.aggregate<{ _id: Omit<Situation, 'count'>; count: number }>([
        { $match: filterOf(targets) },
        {
          $group: {
            _id: { definition: { id: '$definition.id', version: '$definition.version' }, state: '$state' },
            count: { $sum: 1 },
          },
        },
      ]);
      return groups.map(({ _id, count }) => ({ ..._id, count }));
    },
    /** Those that nobody finished. */
    async running(): Promise<BatchDocument[]> {
      return model.find({ status: 'running' }).lean<BatchDocument[]>();
    },
    /**
     * Writes it with how many dossiers it is for; its workflow carries it out. What is set anew ends a batch that
     * still tells of the old: nobody hears the old after the new.
     */
    async create({ _id, kind, instruction, targets }: Pick<BatchDocument, '_id' | 'kind' | 'instruction' | 'targets'>) {
      if (instruction.type !== 'interrupt') {
        const { definition = null, queue = null } = targets;
        const older = { kind, 'targets.definition': definition, 'targets.queue': queue, status: 'running' as const };
        await model.updateMany(older, [ended()], { updatePipeline: true });
      }
      const total = await dossiers.model.countDocuments(filterOf(targets));
      const startedAt = Date.now();
      await model.create({ _id, kind, instruction, targets, total, done: 0, failed: 0, status: 'running', startedAt });
    },
    /** The next dossiers to tell, after the last one told. */
    next({ targets, cursor }: BatchDocument, limit: number): Promise<string[]> {
      return ids({ ...filterOf(targets), ...(cursor === null ? {} : { _id: { $gt: cursor } }) }, limit);
    },
    /**
     * Those the walk missed, but for those tried: opened meanwhile under other timers than the batch sets; opened in
     * its queue, or come to it, under the routing before; opened, or come back, to a state that it interrupts.
     */
    async latecomers(
      { targets, instruction, startedAt }: BatchDocument,
      tried: ReadonlySet<string>,
      limit: number,
    ): Promise<string[]> {
      const others =
        instruction.type === 'changeTimers'
          ? { openedAt: { $gte: startedAt - OPENING_MS }, timers: { $ne: instruction.timers } }
          : {};
      const missed: string[] = [];
      for await (const { _id } of dossiers.model
        .find({ ...filterOf(targets), ...others }, { _id: 1 })
        .lean()
        .cursor()) {
        if (!tried.has(_id)) missed.push(_id);
        if (missed.length === limit) break;
      }
      return missed;
    },
    /** What came of telling some. */
    async advance(id: string, { cursor, done, failures }: Step): Promise<void> {
      await model.updateOne(
        { _id: id },
        {
          $set: { cursor },
          $inc: { done, failed: failures.length },
          $push: { failures: { $each: failures, $slice: FAILURES_KEPT } },
        },
      );
    },
    /** Ends it; its total becomes what it came to. */
    async finish(id: string): Promise<void> {
      await model.updateOne({ _id: id, status: 'running' }, [ended()], { updatePipeline: true });
    },
  };
}

function ended() {
  return {
    $set: {
      total: { $add: ['$done', '$failed'] },
      status: { $cond: [{ $gt: ['$failed', 0] }, 'failed', 'done'] },
      endedAt: Date.now(),
    },
  };
}

/** Archived dossiers, which are on no desk, hear nothing any more. */
function filterOf({ definition, queue, mailbox, states, routedOtherThan }: BatchTargets): QueryFilter<DossierDocument> {
  return {
    desk: { $ne: null },
    ...(definition === undefined ? {} : { 'definition.id': definition }),
    ...(queue === undefined ? {} : { queue }),
    ...(mailbox === undefined ? {} : { mailbox }),
    ...(states === undefined ? {} : { state: { $in: [...states] } }),
    ...(routedOtherThan === undefined ? {} : { routing: { $ne: routedOtherThan } }),
  };
}
