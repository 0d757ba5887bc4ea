/** Queues as the desk lists them. */
import { type Static, Type } from '@sinclair/typebox';
import { Id } from './common.ts';
import { OneOf, strict } from './forms.ts';

export const Queue = Type.Object(
  {
    id: Id,
    name: Type.String(),
    routing: OneOf(['pull', 'offer', 'assign'] as const),
    status: OneOf(['open', 'closed', 'deleted'] as const),
    counts: Type.Object({ inProgress: Type.Integer(), validation: Type.Integer(), handled: Type.Integer() }, strict),
  },
  { ...strict, title: 'Queue' },
);
/** Where a dossier can be transferred (W10). */
export const Destination = Type.Object({ id: Id, name: Type.String() }, { ...strict, title: 'Destination' });

export type Queue = Static<typeof Queue>;
