/** Definitions of the lifecycle, as screens read their labels. */
import { type Static, Type } from '@sinclair/typebox';
import { Desk, Duration, Id, Label, Tone } from './common.ts';
import { Nullable, OneOf, strict } from './forms.ts';

export const DefinitionState = Type.Object(
  {
    id: Type.String(),
    label: Label,
    desk: Nullable(Desk),
    tone: Tone,
    active: Type.Boolean(),
    final: Type.Optional(Type.Boolean()),
  },
  strict,
);
export const DefinitionSchema = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    label: Label,
    initial: Type.String(),
    initialOutbound: Type.String(),
    states: Type.Array(DefinitionState),
    transitions: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          label: Label,
          from: Type.Array(Type.String()),
          to: Nullable(Type.String()),
          cause: Type.String(),
          right: Type.Optional(Type.String()),
          requires: Type.Optional(Type.Array(Type.String())),
        },
        strict,
      ),
    ),
    triggers: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          label: Label,
          enabled: Type.Boolean(),
          when: Type.Record(Type.String(), Type.Unknown()),
          do: Type.Unknown(),
        },
        strict,
      ),
    ),
    timers: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          label: Label,
          states: Type.Array(Type.String()),
          start: OneOf(['entered', 'lastActivity', 'contactWaits'] as const),
          after: Duration,
          transition: Type.Optional(Type.String()),
          enabled: Type.Boolean(),
          whenOff: OneOf(['never', 'atOnce'] as const),
        },
        strict,
      ),
    ),
  },
  { ...strict, title: 'Definition' },
);
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
