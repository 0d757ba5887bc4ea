/** The people who sign in. */
import { type Connection, Schema } from 'mongoose';
import type { Right, Role } from '../../domain/rights.ts';

export interface Preferences {
  readonly language: 'fr' | 'en';
  readonly theme: 'light' | 'dark' | 'system';
  readonly singleKeys: boolean;
}

export interface UserDocument {
  readonly _id: string;
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Rights given to this person besides the role's. */
  readonly grants: readonly Right[];
  /** Rights taken from this person (G1). */
  readonly denials: readonly Right[];
  readonly skills: readonly string[];
  readonly teams: readonly string[];
  /** N23: how many dossiers in hand routing gives, and the person may take, at most; null: no limit. */
  readonly capacity: number | null;
  readonly queues: readonly string[];
  /** scrypt, with its salt and costs. */
  readonly passwordHash: string;
  readonly preferences: Preferences;
}

const schema = new Schema<UserDocument>(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true, lowercase: true },
    name: { type: String, required: true },
    role: { type: String, required: true },
    grants: [String],
    denials: [String],
    skills: [String],
    teams: [String],
    capacity: Number,
    queues: [String],
    passwordHash: { type: String, required: true },
    preferences: { _id: false, language: String, theme: String, singleKeys: Boolean },
  },
  { collection: 'users', versionKey: false },
);
schema.index({ email: 1 }, { unique: true });
schema.index({ queues: 1 });

export const DEFAULT_PREFERENCES: Preferences = { language: 'fr', theme: 'system', singleKeys: true };

/** What a person has until an administrator says otherwise. */
const USER_DEFAULTS = {
  grants: [],
  denials: [],
  skills: [],
  teams: [],
  capacity: null,
  preferences: DEFAULT_PREFERENCES,
} as const satisfies Partial<UserDocument>;

/** A user as it is written: what is not said keeps its value, or has the usual one. */
export type UserInput = Omit<UserDocument, keyof typeof USER_DEFAULTS> & Partial<UserDocument>;

/** What a person can be a member of. */
export type Membership = 'skills' | 'teams';

export type Users = ReturnType<typeof createUsers>;

export function createUsers(connection: Connection) {
  const model = connection.model('User', schema);
  const whole = (found: UserDocument): UserDocument => ({
    ...USER_DEFAULTS,
    ...found,
    preferences: { ...DEFAULT_PREFERENCES, ...found.preferences },
  });

  return {
    async get(id: string): Promise<UserDocument | null> {
      const found = await model.findById(id).lean<UserDocument>();
      return found && whole(found);
    },
    async byEmail(email: string): Promise<UserDocument | null> {
      const found = await model.findOne({ email: email.trim().toLowerCase() }).lean<UserDocument>();
      return found && whole(found);
    },
    async list(): Promise<UserDocument[]> {
      return (await model.find().sort({ name: 1 }).lean<UserDocument[]>()).map(whole);
    },
    /** Who works in that queue. */
    async ofQueue(queue: string): Promise<UserDocument[]> {
      return (await model.find({ queues: queue }).lean<UserDocument[]>()).map(whole);
    },
    async upsert({ _id, ...fields }: UserInput): Promise<void> {
      await model.updateOne({ _id }, { $set: fields }, { upsert: true, setDefaultsOnInsert: false });
    },
    /** What routing goes by of one person. Null: nobody has that id. */
    async change(
      id: string,
      fields: Partial<Pick<UserDocument, 'capacity' | Membership>>,
    ): Promise<UserDocument | null> {
      const found = await model
        .findByIdAndUpdate(id, { $set: fields }, { returnDocument: 'after' })
        .lean<UserDocument>();
      return found && whole(found);
    },
    /** Makes these people, and nobody else, have that skill or be of that team. */
    async setMembers(of: Membership, group: string, members: readonly string[]): Promise<void> {
      await model.updateMany({ _id: { $in: [...members] } }, { $addToSet: { [of]: group } });
      await model.updateMany({ _id: { $nin: [...members] }, [of]: group }, { $pull: { [of]: group } });
    },
    async setPassword(id: string, passwordHash: string): Promise<UserDocument | null> {
      const found = await model
        .findByIdAndUpdate(id, { $set: { passwordHash } }, { returnDocument: 'after' })
        .lean<UserDocument>();
      return found && whole(found);
    },
    async setPreferences(id: string, change: Partial<Preferences>): Promise<UserDocument | null> {
      const fields = Object.fromEntries(Object.entries(change).map(([key, value]) => [`preferences.${key}`, value]));
      const found = await model
        .findByIdAndUpdate(id, { $set: fields }, { returnDocument: 'after' })
        .lean<UserDocument>();
      return found && whole(found);
    },
  };
}
