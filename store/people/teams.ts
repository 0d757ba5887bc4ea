/** The teams agents belong to: a dossier can be handed over to one (N10). */
import { type Connection, Schema } from 'mongoose';

export interface TeamDocument {
  readonly _id: string;
  readonly name: string;
}

const schema = new Schema<TeamDocument>(
  { _id: { type: String, required: true }, name: { type: String, required: true } },
  { collection: 'teams', versionKey: false },
);

export type Teams = ReturnType<typeof createTeams>;

export function createTeams(connection: Connection) {
  const model = connection.model('Team', schema);

  return {
    async get(id: string): Promise<TeamDocument | null> {
      return model.findById(id).lean<TeamDocument>();
    },
    async list(): Promise<TeamDocument[]> {
      return model.find().sort({ name: 1 }).lean<TeamDocument[]>();
    },
    async upsert({ _id, ...fields }: TeamDocument): Promise<void> {
      await model.updateOne({ _id }, { $set: fields }, { upsert: true });
    },
    /** True when there was one. */
    async remove(id: string): Promise<boolean> {
      return (await model.deleteOne({ _id: id })).deletedCount === 1;
    },
  };
}
