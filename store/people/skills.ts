/** What agents know how to do, and how the dossiers that ask for it may end (N1, N10, N21). */
import { type Connection, Schema } from 'mongoose';
import type { Label } from '../../domain/lifecycle/definition.ts';

export interface Disposition {
  readonly id: string;
  readonly label: Label;
}

export interface SkillDocument {
  readonly _id: string;
  readonly name: string;
  readonly dispositions: readonly Disposition[];
}

const schema = new Schema<SkillDocument>(
  { _id: { type: String, required: true }, name: { type: String, required: true }, dispositions: Schema.Types.Mixed },
  { collection: 'skills', versionKey: false },
);

export type Skills = ReturnType<typeof createSkills>;

export function createSkills(connection: Connection) {
  const model = connection.model('Skill', schema);

  return {
    async get(id: string): Promise<SkillDocument | null> {
      return model.findById(id).lean<SkillDocument>();
    },
    async list(): Promise<SkillDocument[]> {
      return model.find().sort({ name: 1 }).lean<SkillDocument[]>();
    },
    async upsert({ _id, ...fields }: SkillDocument): Promise<void> {
      await model.updateOne({ _id }, { $set: fields }, { upsert: true });
    },
    /** True when there was one. */
    async remove(id: string): Promise<boolean> {
      return (await model.deleteOne({ _id: id })).deletedCount === 1;
    },
  };
}
