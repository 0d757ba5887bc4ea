/** Definitions of the lifecycle, as screens read their labels. */
import { Type } from '@sinclair/typebox';
import { Desk, Duration, Label, Tone } from './common.ts';
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
