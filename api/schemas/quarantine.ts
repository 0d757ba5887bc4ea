/** Letters set aside because nothing could read them. */
import { type Static, Type } from '@sinclair/typebox';
import { Id, Instant } from './common.ts';
import { Nullable, OneOf, strict } from './forms.ts';

/** `mailbox|uidValidity|uid`. */
export const LetterId = Type.String({ pattern: '^[^/\\s]{1,200}$', description: 'A row of the ledger' });

export const QuarantineRow = Type.Object(
  {
    id: LetterId,
    mailbox: Id,
    uid: Type.Integer(),
    at: Instant,
    size: Type.Integer({ description: 'bytes, on the mail server' }),
    fate: OneOf(['quarantined', 'ignored'] as const),
    reason: Type.String(),
    error: Type.String({ description: 'What the parser said' }),
    parser: Type.String({ description: 'The parser that could not read it, with its version' }),
  },
  { ...strict, title: 'QuarantineRow' },
);

export const QuarantinedLetter = Type.Object(
  {
    ...QuarantineRow.properties,
    head: Type.Array(Type.String(), { description: 'Its first header lines as they came; nothing of its body' }),
    sender: Nullable(Type.String()),
    handled: Type.Array(
      Type.Object(
        {
          what: OneOf(['downloaded', 'reprocessed', 'attached', 'ignored'] as const),
          by: Id,
          at: Instant,
        },
        strict,
      ),
    ),
  },
  { ...strict, title: 'QuarantinedLetter' },
);

/** What became of it: still aside, or where it is now. */
export const QuarantineResult = Type.Object(
  {
    fate: OneOf(['dossier', 'automatic', 'bounce', 'duplicate', 'own', 'quarantined', 'ignored'] as const),
    dossier: Nullable(Id),
    reason: Type.String(),
    error: Nullable(Type.String()),
  },
  { ...strict, title: 'QuarantineResult' },
);

export const AttachInput = Type.Object({ number: Type.Integer({ minimum: 1 }) }, strict);
export const IgnoreInput = Type.Object(
  { sender: Type.Boolean({ description: 'And what else this sender writes that cannot be read' }) },
  strict,
);
export const IgnoreRule = Type.Object(
  { sender: Type.String(), by: Id, at: Instant },
  { ...strict, title: 'IgnoreRule' },
);

export type QuarantineRow = Static<typeof QuarantineRow>;
export type QuarantinedLetter = Static<typeof QuarantinedLetter>;
export type QuarantineResult = Static<typeof QuarantineResult>;
export type IgnoreRule = Static<typeof IgnoreRule>;
