/** Texts that agents begin an answer from (W8), with their tags. */
import { type Connection, Schema } from 'mongoose';

export interface TemplateDocument {
  readonly _id: string;
  readonly name: string;
  /** With its tags (C16). */
  readonly html: string;
}

const schema = new Schema<TemplateDocument>(
  { _id: { type: String, required: true }, name: { type: String, required: true }, html: String },
  { collection: 'templates', versionKey: false },
);

export type Templates = ReturnType<typeof createTemplates>;

export function createTemplates(connection: Connection) {
  const model = connection.model('Template', schema);

  return {
    async get(id: string): Promise<TemplateDocument | null> {
      return model.findById(id).lean<TemplateDocument>();
    },
    async list(): Promise<TemplateDocument[]> {
      return model.find().sort({ name: 1 }).lean<TemplateDocument[]>();
    },
    async upsert({ _id, ...fields }: TemplateDocument): Promise<void> {
      await model.updateOne({ _id }, { $set: fields }, { upsert: true });
    },
    /** True when there was one. */
    async remove(id: string): Promise<boolean> {
      return (await model.deleteOne({ _id: id })).deletedCount === 1;
    },
  };
}
