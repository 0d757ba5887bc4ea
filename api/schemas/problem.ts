/** What every refusal looks like. */
import { type Static, Type } from '@sinclair/typebox';
import { Id, Instant } from './common.ts';
import { strict } from './forms.ts';
import { Draft } from './messages.ts';

/** RFC 9457, in the user's language; `code` is stable. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
    errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }, strict))),
    version: Type.Optional(Type.Integer()),
    changes: Type.Optional(Type.Array(Type.Object({ seq: Type.Integer(), at: Instant, type: Type.String() }, strict))),
    draft: Type.Optional(Draft),
    choices: Type.Optional(
      Type.Array(Type.Object({ id: Id, name: Type.String(), address: Type.String() }, strict), {
        description: 'The mailboxes to choose from (G5)',
      }),
    ),
  },
  { ...strict, title: 'Problem' },
);

export type Problem = Static<typeof Problem>;
