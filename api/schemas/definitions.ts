/** Definitions of the lifecycle, as screens read their labels. */
import { type Static, Type } from '@sinclair/typebox';
import { Id, Label } from './common.ts';
import { OneOf, strict } from './forms.ts';

export { DefinitionSchema } from '../../domain/lifecycle/definition-schema.ts';

export const DefinitionSummary = Type.Object(
  {
    id: Id,
    version: Type.Integer({ minimum: 1, description: 'The newest' }),
    label: Label,
    status: OneOf(['offered', 'deleted'] as const),
    queues: Type.Array(Type.Object({ id: Id, name: Type.String() }, strict), {
      description: 'Those whose new dossiers follow it, in this version or another',
    }),
    live: Type.Integer({ minimum: 0, description: 'How many dossiers its deletion would interrupt (W5)' }),
  },
  { ...strict, title: 'DefinitionSummary' },
);

export type DefinitionSummary = Static<typeof DefinitionSummary>;
