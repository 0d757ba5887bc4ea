/** The published definitions, every version for ever: dossiers keep the one they were opened with, deleted or not. */
import { isDeepStrictEqual } from 'node:util';
import { type Connection, Schema } from 'mongoose';
import type { Definition } from '../../domain/lifecycle/definition.ts';
import { checkDefinition, type DefinitionProblem } from '../../domain/lifecycle/definition-check.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { ignoreDuplicate } from '../base/mongo-errors.ts';

interface DefinitionDocument {
  readonly _id: string;
  readonly definition: Definition;
  /** Nothing new follows it. */
  readonly deletedAt?: Date;
}

const schema = new Schema<DefinitionDocument>(
  {
    _id: { type: String, required: true },
    definition: { type: Schema.Types.Mixed, required: true },
    deletedAt: { type: Date, default: undefined },
  },
  { collection: 'definitions', versionKey: false },
);

export type Definitions = ReturnType<typeof createDefinitions>;

export function createDefinitions(connection: Connection) {
  const model = connection.model('Definition', schema);
  const cache = new Map<string, Definition>();

  return {
    /** A published version never changes, so it is read once. */
    async get({ id, version }: { id: string; version: number }): Promise<Definition | null> {
      const key = `${id}/${version}`;
      const cached = cache.get(key);
      if (cached) return cached;
      const found = await model.findById(key).lean<DefinitionDocument>();
      if (found) cache.set(key, found.definition);
      return found?.definition ?? null;
    },
    /** Every version of every definition. */
    async list(): Promise<Definition[]> {
      return (await model.find().lean<DefinitionDocument[]>()).map(({ definition }) => definition);
    },
    /** The ids of those that nothing new follows any more. */
    async deleted(): Promise<string[]> {
      return model.distinct('definition.id', { deletedAt: { $exists: true } });
    },
    /** Whether something new may follow it; of a deleted one, no later version either. */
    async isOffered({ id, version }: { id: string; version: number }): Promise<boolean> {
      const [published, deleted] = await Promise.all([
        model.exists({ _id: `${id}/${version}` }),
        model.exists({ 'definition.id': id, deletedAt: { $exists: true } }),
      ]);
      return published !== null && deleted === null;
    },
    /** Every version there is of it: dossiers that have one keep it. */
    async remove(id: string): Promise<void> {
      await model.updateMany({ 'definition.id': id }, { $set: { deletedAt: new Date() } });
    },
    /**
     * Published once, for ever.
     * @throws DefinitionRefused when it has problems, or would stand in the place of another.
     */
    async publish(definition: Definition): Promise<void> {
      const problems = checkDefinition(definition);
      if (problems.length > 0) throw new DefinitionRefused(problems);
      const isBuiltIn = definition.id === STANDARD.id;
      if (isBuiltIn && !isSame(definition, STANDARD))
        throw new DefinitionRefused([{ code: 'reserved-id', at: definition.id }]);
      const _id = `${definition.id}/${definition.version}`;
      await ignoreDuplicate(model.create({ _id, definition }));
      const published = await model.findById(_id).lean<DefinitionDocument>();
      if (published && !isSame(published.definition, definition))
        throw new DefinitionRefused([{ code: 'published-already', at: _id }]);
    },
  };
}

/** It may not be published. */
export class DefinitionRefused extends Error {
  readonly problems: readonly PublicationProblem[];

  constructor(problems: readonly PublicationProblem[]) {
    super(problems.map(({ code, at }) => `${code} ${at}`).join(', '));
    this.problems = problems;
  }
}

type PublicationProblem =
  | DefinitionProblem
  /** Of the built-in definition: its next versions come with the product. */
  | { readonly code: 'reserved-id'; readonly at: string }
  /** That version is another definition already. */
  | { readonly code: 'published-already'; readonly at: string };

const isSame = (one: Definition, other: Definition): boolean => isDeepStrictEqual(plain(one), plain(other));
const plain = (definition: Definition): unknown => JSON.parse(JSON.stringify(definition));
