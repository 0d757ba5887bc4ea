/**
 * The agents at work: their presence, and what each has in hand. A place is taken by one conditional write on one
 * document, so nobody is ever given more than was decided, however many decide at once.
 */
import { type Connection, Schema } from 'mongoose';
import type { AgentState } from '../../domain/dossier/commands.ts';
import { ignoreDuplicate } from '../base/mongo-errors.ts';

/** A dossier in somebody's hands. */
export interface Held {
  readonly dossier: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** What it counted for when routing gave it; null: routing did not. */
  readonly given: { readonly queue: string; readonly day: string } | null;
  /** Routing chose, and the dossier's record does not say so yet. */
  readonly pending: boolean;
  /** Chosen to be asked first. */
  readonly asks: boolean;
}

/** C9: how many a queue's routing gave on that day, `2026-05-04` by the queue's clock. */
export interface DayCount {
  readonly day: string;
  readonly count: number;
}

export interface AgentDocument {
  /** The user. */
  readonly _id: string;
  /** Null: never chosen, so what their role begins with. */
  readonly state: AgentState | null;
  /** Epoch milliseconds: when they came to it. */
  readonly since: number;
  /** When their desk last gave a sign, epoch milliseconds; null: they signed out. */
  readonly seenAt: number | null;
  readonly holding: readonly Held[];
  /** How many those are: written with them. */
  readonly load: number;
  /** When routing last gave them one, epoch milliseconds; 0: never. */
  readonly assignedAt: number;
  /** By queue. */
  readonly given: Readonly<Record<string, DayCount>>;
  /** What came to them by hand on that day, by queue; absent: nothing ever did. */
  readonly taken?: Readonly<Record<string, DayTaken>>;
}

/** The dossiers that somebody took, or was given by a colleague, on that day. */
export interface DayTaken {
  readonly day: string;
  readonly dossiers: readonly string[];
}

/** Somebody who has a place free. */
export type Freed = Pick<AgentDocument, '_id' | 'state'>;

/** What is known of somebody who was never there. */
const newcomer = (_id: string): AgentDocument => ({
  _id,
  state: null,
  since: 0,
  seenAt: null,
  holding: [],
  load: 0,
  assignedAt: 0,
  given: {},
});

const schema = new Schema<AgentDocument>(
  {
    _id: { type: String, required: true },
    state: String,
    since: { type: Number, required: true },
    seenAt: Number,
    holding: { type: Schema.Types.Mixed, required: true },
    load: { type: Number, required: true },
    assignedAt: { type: Number, required: true },
    given: { type: Schema.Types.Mixed, required: true },
    taken: Schema.Types.Mixed,
  },
  { collection: 'agents', versionKey: false, minimize: false },
);
schema.index({ 'holding.dossier': 1 });

export type Agents = ReturnType<typeof createAgents>;

export function createAgents(connection: Connection) {
  const model = connection.model('Agent', schema);

  /** Writes what is usual for somebody who was never there; changes nobody. */
  async function ensure(id: string): Promise<void> {
    const { _id, ...fields } = newcomer(id);
    await ignoreDuplicate(model.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }).exec());
  }

  /** Gives the place back; `unused`: it did not count for the day after all. Null: there was nothing to give back. */
  async function release(_id: string, dossier: string, { unused }: Unused): Promise<Freed | null> {
    const there = await model
      .findOne({ _id, 'holding.dossier': dossier })
      .select({ given: 1, ...placeOf(dossier) })
      .lean<Pick<AgentDocument, '_id' | 'holding' | 'given'>>();
    const held = there?.holding[0];
    if (!there || !held) return null;
    const today = held.given && there.given[held.given.queue]?.day === held.given.day ? held.given.queue : null;
    const uncounted = unused && today !== null ? { [`given.${today}.count`]: -1 } : {};
    const left = { $pull: { holding: { dossier } }, $inc: { load: -1, ...uncounted } };
    const filter = { _id, holding: { $elemMatch: { dossier, at: held.at } } };
    return model.findOneAndUpdate(filter, left, { projection: { state: 1 } }).lean<Freed>();
  }

  /**
   * Takes a place in those hands by the agent's own will, if there is one below `capacity` (null: no limit).
   * `already`: it is in them; `full`: there is none.
   */
  async function hold(
    _id: string,
    dossier: string,
    capacity: number | null,
    at: number,
  ): Promise<'held' | 'already' | 'full'> {
    const held: Held = { dossier, at, given: null, pending: false, asks: false };
    const room = capacity === null ? {} : { load: { $lt: capacity } };
    const filter = { _id, 'holding.dossier': { $ne: dossier }, ...room };
    const taken = { $push: { holding: held }, $inc: { load: 1 } };
    // Not waited for on disk: a place lost with its server is taken again from the record, by `settle` or the sweep.
    const { matchedCount } = await model.updateOne(filter, taken, { writeConcern: { w: 1 } });
    if (matchedCount === 1) return 'held';
    const there = await model.findById(_id).lean<AgentDocument>();
    if (there?.holding.some((h) => h.dossier === dossier)) return 'already';
    if (there && capacity !== null && there.load >= capacity) return 'full';
    // Never there before, or a place came free meanwhile.
    await ensure(_id);
    return hold(_id, dossier, capacity, at);
  }

  return {
    hold,
    release,
    async get(id: string): Promise<AgentDocument> {
      return { ...newcomer(id), ...(await model.findById(id).lean<AgentDocument>()) };
    },
    /** Each of these users, in that order. */
    async list(ids: readonly string[]): Promise<AgentDocument[]> {
      const found = await model.find({ _id: { $in: [...ids] } }).lean<AgentDocument[]>();
      const known = new Map(found.map((agent) => [agent._id, agent]));
      return ids.map((id) => known.get(id) ?? newcomer(id));
    },
    /** All who have something in hand. */
    async holding(): Promise<AgentDocument[]> {
      return model.find({ load: { $gt: 0 } }).lean<AgentDocument[]>();
    },
    /** A dossier came to them by hand. The same one counts once a day. */
    async took(_id: string, dossier: string, queue: string, day: string): Promise<void> {
      await ensure(_id);
      const place = `taken.${queue}`;
      const { matchedCount } = await model.updateOne(
        { _id, [`${place}.day`]: day },
        { $addToSet: { [`${place}.dossiers`]: dossier } },
      );
      if (matchedCount === 0) await model.updateOne({ _id }, { $set: { [place]: { day, dossiers: [dossier] } } });
    },
    /** They signed in, or their desk gives a sign. */
    async seen(_id: string, at: number): Promise<void> {
      const { matchedCount } = await model.updateOne({ _id }, { $set: { seenAt: at } });
      if (matchedCount === 1) return;
      await ensure(_id);
      await model.updateOne({ _id }, { $set: { seenAt: at, since: at } });
    },
    async left(id: string): Promise<void> {
      await model.updateOne({ _id: id }, { $set: { seenAt: null } });
    },
    /** W6: the presence they choose. Choosing the same again changes nothing. */
    async setState(_id: string, state: AgentState, at: number): Promise<void> {
      await ensure(_id);
      await model.updateOne({ _id, state: { $ne: state } }, { $set: { state, since: at } });
    },
    /** W6: an offer went unanswered. Not for one who changed state since the offer's end. */
    async missed(id: string, at: number): Promise<void> {
      const filter = { _id: id, state: { $in: ['available' as const, null] }, since: { $lte: at } };
      await model.updateOne(filter, { $set: { state: 'rona', since: at } });
    },
    /** Whom routing chose for it and who does not know yet; null: nobody. */
    async claimant(dossier: string): Promise<string | null> {
      const filter = { holding: { $elemMatch: { dossier, pending: true } } };
      return (await model.findOne(filter, { _id: 1 }).lean<AgentDocument>())?._id ?? null;
    },
    /**
     * Routing puts a dossier in the hands of somebody chosen as they were read. False when what the choice rested on
     * changed meanwhile: read again, and choose again.
     */
    async claim(chosen: AgentDocument, dossier: string, { queue, day, asks }: Choice, at: number) {
      const { _id, state, load, assignedAt, given } = chosen;
      const held: Held = { dossier, at, given: { queue, day }, pending: true, asks };
      const today = given[queue];
      const count = (today?.day === day ? today.count : 0) + 1;
      const { matchedCount } = await model.updateOne(
        { _id, state, load, assignedAt, 'holding.dossier': { $ne: dossier } },
        {
          $push: { holding: held },
          $inc: { load: 1 },
          // Later than the last: two claims of the same millisecond are told apart.
          $set: { assignedAt: Math.max(at, assignedAt + 1), [`given.${queue}`]: { day, count } },
        },
      );
      // Somebody who was never there is there the next time.
      if (matchedCount === 0) await ensure(_id);
      return matchedCount === 1;
    },
    /**
     * Makes the hands be those that the dossier's record says, whatever their capacity: what happened has happened.
     * Gives those who have a free place for it.
     */
    async settle(dossier: string, holder: string | null, at: number): Promise<Freed[]> {
      const inHands = model.find({ 'holding.dossier': dossier }).select(placeOf(dossier));
      const hands = await inHands.lean<Pick<AgentDocument, '_id' | 'holding'>[]>();
      const others = hands.filter((agent) => agent._id !== holder);
      const freed = await Promise.all(others.map((agent) => release(agent._id, dossier, { unused: false })));
      if (holder !== null) {
        const held = hands.find((agent) => agent._id === holder)?.holding[0];
        if (!held) await hold(holder, dossier, null, at);
        else if (held.pending) {
          const filter = { _id: holder, 'holding.dossier': dossier };
          await model.updateOne(filter, { $set: { 'holding.$.pending': false } });
        }
      }
      return freed.filter((agent) => agent !== null);
    },
  };
}

/** Of all that is in their hands, this dossier alone: somebody may hold hundreds. */
const placeOf = (dossier: string) => ({ holding: { $elemMatch: { dossier } } });

/** In the name of which queue, on which of its days; `asks`: the agent is asked first. */
interface Choice {
  readonly queue: string;
  readonly day: string;
  readonly asks: boolean;
}

interface Unused {
  readonly unused: boolean;
}
