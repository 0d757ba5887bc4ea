/** What can be asked of a dossier. */
import { type Static, type TProperties, Type } from '@sinclair/typebox';
import { HOLDINGS, MOVES, REPLIES } from '../../domain/dossier/commands.ts';
import { Id, Recipients, Words } from './common.ts';
import { OutcomeStatus, TransferKind, WantedOutcome } from './dossiers.ts';
import { Nullable, OneOf, strict } from './forms.ts';
import { MessageInput } from './messages.ts';

const expectedVersion = Type.Optional(Type.Integer({ minimum: 0 }));
export const TransferTo = Type.Object({ kind: TransferKind, id: Id }, { ...strict, title: 'TransferTo' });
const Command = <const T extends string, P extends TProperties>(types: readonly T[], more: P) =>
  Type.Object({ type: OneOf(types), expectedVersion, ...more }, strict);
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Of the answer as it was read (O2)' });
const acknowledged = Type.Optional({ ...Id, description: "The contact's latest letter since it was submitted" });
export const CommandInput = Type.Union(
  [
    Command([...MOVES, ...HOLDINGS, 'undoSend'] as const, {}),
    Command(['assign'] as const, { to: Id }),
    Command(REPLIES, { message: MessageInput }),
    Command(['forward'] as const, { letter: Id, to: Recipients }),
    Command(['submitForValidation'] as const, {
      message: MessageInput,
      outcome: Type.Optional(WantedOutcome),
    }),
    Command(['approve'] as const, { digest: Digest, acknowledged }),
    Command(['amendAndApprove'] as const, { digest: Digest, acknowledged, message: MessageInput }),
    Command(['refuse'] as const, { reason: Words }),
    Command(['transfer'] as const, { to: TransferTo, wrapUp: Words }),
    Command(['setOutcome'] as const, {
      status: OutcomeStatus,
      disposition: Type.Optional(Nullable(Id)),
      notes: Type.Optional(Type.String({ maxLength: 10_000 })),
      tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 50 })),
    }),
    Command(['moreTime'] as const, { days: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }),
    Command(['triggerWorkflow'] as const, { transition: Id }),
    Command(['split'] as const, { letters: Type.Array(Id, { minItems: 1, maxItems: 1000, uniqueItems: true }) }),
    Command(['merge'] as const, {
      into: Type.Integer({ minimum: 1, description: 'The number of the dossier its letters go to' }),
      acrossContacts: Type.Optional(Type.Boolean({ description: 'Though its contact is another' })),
    }),
    Command(['unmerge'] as const, {}),
    Command(['redact'] as const, { letter: Id, what: OneOf(['content', 'author'] as const) }),
  ],
  { title: 'Command' },
);
export const CommandResult = Type.Object({ version: Type.Integer(), state: Type.String() }, strict);

export type TransferTo = Static<typeof TransferTo>;
export type CommandInput = Static<typeof CommandInput>;
export type CommandResult = Static<typeof CommandResult>;
