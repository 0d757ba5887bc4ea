/** When an answer must be read by a supervisor before it leaves (O3). */
import { type Connection, Schema } from 'mongoose';
import type { Policy } from '../../domain/dossier/policy.ts';

export interface PolicyDocument extends Omit<Policy, 'id'> {
  readonly _id: string;
  readonly name: string;
}

const schema = new Schema<PolicyDocument>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    enabled: { type: Boolean, required: true },
    agents: [String],
    queues: [String],
    templates: [String],
    sampleRate: { type: Number, required: true },
  },
  { collection: 'policies', versionKey: false },
);

export type Policies = ReturnType<typeof createPolicies>;

export function createPolicies(connection: Connection) {
  const model = connection.model('Policy', schema);

  return {
    async list(): Promise<PolicyDocument[]> {
      return model.find().sort({ name: 1 }).lean<PolicyDocument[]>();
    },
    async upsert({ _id, ...fields }: PolicyDocument): Promise<void> {
      await model.updateOne({ _id }, { $set: fields }, { upsert: true });
    },
    /** True when there was one. */
    async remove(id: string): Promise<boolean> {
      return (await model.deleteOne({ _id: id })).deletedCount === 1;
    },
  };
}
