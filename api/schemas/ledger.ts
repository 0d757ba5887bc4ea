/** The fate of every letter, as administrators read it. */
import { type Static, Type } from '@sinclair/typebox';
import { Id, Instant } from './common.ts';
import { Nullable, OneOf, strict } from './forms.ts';

export const LedgerRow = Type.Object(
  {
    mailbox: Id,
    uidValidity: Type.String(),
    uid: Type.Integer(),
    messageId: Nullable(Type.String()),
    size: Type.Integer(),
    fate: OneOf(['dossier', 'automatic', 'bounce', 'duplicate', 'own', 'quarantined', 'ignored'] as const),
    dossier: Nullable(Id),
    reason: Type.String(),
    at: Instant,
  },
  { ...strict, title: 'LedgerRow' },
);

export type LedgerRow = Static<typeof LedgerRow>;
