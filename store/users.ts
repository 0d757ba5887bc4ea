/** The people who sign in. */
import { type Connection, Schema } from 'mongoose';
import type { Right, Role } from '../domain/rights.ts';

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
    queues: [String],
    passwordHash: { type: String, required: true },
    preferences: { _id: false, language: String, theme: String, singleKeys: Boolean },
  },
  { collection: 'users', versionKey: false },
);
schema.index({ email: 1 }, { unique: true });

export const DEFAULT_PREFERENCES: Preferences = { language: 'fr', theme: 'system', singleKeys: true };

export type Users = ReturnType<typeof createUsers>;

export function createUsers(connection: Connection) {
  const model = connection.model('User', schema);

  return {
    async get(id: string): Promise<UserDocument | null> {
      return model.findById(id).lean<UserDocument>();
    },
    async byEmail(email: string): Promise<UserDocument | null> {
      return model.findOne({ email: email.trim().toLowerCase() }).lean<UserDocument>();
    },
    async list(): Promise<UserDocument[]> {
      return model.find().sort({ name: 1 }).lean<UserDocument[]>();
    },
    async upsert({ _id, ...fields }: UserDocument): Promise<void> {
      await model.updateOne({ _id }, { $set: fields }, { upsert: true });
    },
    async setPreferences(id: string, change: Partial<Preferences>): Promise<UserDocument | null> {
      const fields = Object.fromEntries(Object.entries(change).map(([key, value]) => [`preferences.${key}`, value]));
      return model.findByIdAndUpdate(id, { $set: fields }, { returnDocument: 'after' }).lean<UserDocument>();
    },
  };
}
