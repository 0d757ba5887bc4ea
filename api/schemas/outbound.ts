/** A dossier that we begin ourselves. */
import { type Static, Type } from '@sinclair/typebox';
import { AttachmentRef, Id } from './common.ts';
import { strict } from './forms.ts';
import { DraftBody } from './messages.ts';

export const OutboundInput = Type.Object(
  {
    queue: { ...Id, description: 'In whose name it is written' },
    mailbox: Type.Optional({ ...Id, description: 'Needed only where the queue writes from several' }),
    ...DraftBody,
    attachments: Type.Array(AttachmentRef, { maxItems: 100 }),
  },
  { ...strict, title: 'OutboundInput', description: 'The first recipient is the contact; the text is its draft' },
);
export const OutboundResult = Type.Object({ id: Id, version: Type.Integer(), state: Type.String() }, strict);

export type OutboundInput = Static<typeof OutboundInput>;
export type OutboundResult = Static<typeof OutboundResult>;
