/** The form of a definition: of what is typed, read from a file or published. Every choice it offers is a list of the rules. */
import { type TLiteral, Type } from '@sinclair/typebox';
import { RIGHTS } from '../rights.ts';
import {
  ALERTS,
  CAUSES,
  DESKS,
  LETTER_MOMENTS,
  REQUIREMENTS,
  TIMER_STARTS,
  TONES,
  UNITS,
  WHEN_OFF,
} from './definition.ts';

const strict = { additionalProperties: false } as const;
/** More than anybody draws. */
const MOST_PARTS = 200;

const OneOf = <const T extends readonly string[]>(values: T) =>
  Type.Union(values.map((value) => Type.Literal(value)) as unknown as TLiteral<T[number]>[]);
const Id = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$' });
const Label = Type.Object(
  { fr: Type.String({ minLength: 1, maxLength: 200 }), en: Type.String({ minLength: 1, maxLength: 200 }) },
  strict,
);
const Ids = Type.Array(Id, { maxItems: MOST_PARTS });
const parts = { maxItems: MOST_PARTS };
const part = { id: Id, label: Label };

const State = Type.Object(
  {
    ...part,
    desk: Type.Union([OneOf(DESKS), Type.Null()]),
    tone: OneOf(TONES),
    active: Type.Boolean(),
    final: Type.Optional(Type.Literal(true)),
  },
  strict,
);
const Transition = Type.Object(
  {
    ...part,
    from: Ids,
    to: Type.Union([Id, Type.Null()]),
    cause: OneOf(CAUSES),
    right: Type.Optional(OneOf(RIGHTS)),
    requires: Type.Optional(Type.Array(OneOf(REQUIREMENTS), parts)),
  },
  strict,
);
const Timer = Type.Object(
  {
    ...part,
    states: Ids,
    start: OneOf(TIMER_STARTS),
    after: Type.Object({ unit: OneOf(UNITS), value: Type.Number() }, strict),
    transition: Type.Optional(Id),
    enabled: Type.Boolean(),
    whenOff: OneOf(WHEN_OFF),
  },
  strict,
);
const Trigger = Type.Union([
  Type.Object(
    {
      ...part,
      enabled: Type.Boolean(),
      when: Type.Object({ transition: Id }, strict),
      do: Type.Union([Type.Object({ alert: OneOf(ALERTS) }, strict), Type.Literal('unassign')]),
    },
    strict,
  ),
  Type.Object(
    {
      ...part,
      enabled: Type.Boolean(),
      when: Type.Object({ letter: OneOf(LETTER_MOMENTS), in: Ids, late: Type.Optional(Id) }, strict),
      do: Type.Literal('automaticReply'),
    },
    strict,
  ),
]);

export const DefinitionSchema = Type.Object(
  {
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    label: Label,
    initial: Id,
    initialOutbound: Id,
    states: Type.Array(State, { minItems: 1, ...parts }),
    transitions: Type.Array(Transition, parts),
    timers: Type.Array(Timer, parts),
    triggers: Type.Array(Trigger, parts),
  },
  { ...strict, title: 'Definition' },
);
