/** What we send and how far it is, as administrators read it. */
import { type Static, Type } from '@sinclair/typebox';
import { Id, Instant } from './common.ts';
import { Nullable, OneOf, strict } from './forms.ts';

export const OutboxRow = Type.Object(
  {
    id: Type.String({ description: 'The id of the message' }),
    dossier: Id,
    mailbox: Id,
    messageId: Type.String(),
    state: OneOf(['queued', 'sending', 'deferred', 'accepted', 'failed'] as const),
    automatic: Type.Boolean(),
    recipients: Type.Array(
      Type.Object(
        {
          address: Type.String(),
          state: OneOf(['queued', 'sending', 'accepted', 'deferred', 'failed', 'bounced'] as const),
          response: Nullable(Type.String({ description: 'The last words of a server about this recipient' })),
        },
        strict,
      ),
    ),
    attempts: Type.Integer(),
    mayRetry: Type.Boolean({ description: 'Whether it can be tried now instead of later' }),
    mayCancel: Type.Boolean({ description: 'Whether it waits for an attempt, and nobody has it or may have it' }),
    nextAttempt: Nullable(Instant),
    lastError: Nullable(Type.String()),
    createdAt: Instant,
    acceptedAt: Nullable(Instant),
  },
  { ...strict, title: 'OutboxRow' },
);

export const OutboxStatus = OneOf(['queued', 'sending', 'deferred', 'accepted', 'failed', 'bounced'] as const);

export type OutboxRow = Static<typeof OutboxRow>;
export type OutboxStatus = Static<typeof OutboxStatus>;
