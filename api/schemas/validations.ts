/** An answer under validation, with all that a supervisor decides by; and the policies that send answers there. */
import { type Static, Type } from '@sinclair/typebox';
import { Id, Instant } from './common.ts';
import { Nullable, OneOf, strict } from './forms.ts';
import { Message } from './messages.ts';

const Flag = Type.Object(
  {
    kind: OneOf(['external-recipient', 'changed-recipient', 'new-attachment'] as const),
    value: Type.String({ description: 'The address, or the name of the file' }),
  },
  strict,
);
export const PolicyName = Type.Object({ id: Id, name: Type.String() }, { ...strict, title: 'PolicyName' });
export const Validation = Type.Object(
  {
    answer: Message,
    previous: Nullable(Message),
    author: Id,
    policy: Nullable(PolicyName),
    letters: Type.Array(Message, { description: 'What the contact wrote since it was submitted' }),
    dueAt: Nullable(Instant),
    flags: Type.Array(Flag),
  },
  { ...strict, title: 'ValidationDetail' },
);

const PolicyBody = {
  name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
  enabled: Type.Boolean(),
  agents: Type.Array(Id, { maxItems: 1000, uniqueItems: true, description: 'Empty: whoever writes' }),
  queues: Type.Array(Id, { maxItems: 1000, uniqueItems: true, description: 'Empty: in every queue' }),
  templates: Type.Array(Id, { maxItems: 1000, uniqueItems: true, description: 'Empty: from any template or none' }),
  sampleRate: Type.Number({ minimum: 0, maximum: 1, description: 'The share of the answers covered that it takes' }),
};
export const PolicyInput = Type.Object(PolicyBody, strict);
export const Policy = Type.Object({ id: Id, ...PolicyBody }, { ...strict, title: 'Policy' });

export type Validation = Static<typeof Validation>;
export type ValidationFlag = Static<typeof Flag>;
export type PolicyInput = Static<typeof PolicyInput>;
export type Policy = Static<typeof Policy>;
