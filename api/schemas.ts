/** The shapes the API takes and gives: the one source of types, of validation (ajv) and of the OpenAPI document. */
import { type Static, type TSchema, Type } from '@sinclair/typebox';

const strict = { additionalProperties: false } as const;
const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const OneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] });

export const Id = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'An identifier' });
export const Instant = Type.String({ format: 'date-time' });
/** With the rest of its document it stays under MongoDB's 16 MB, whatever the letters. */
const Html = Type.String({ maxLength: 2_000_000 });
/** G8: at most 1,024 characters; a line break would be a header injection. */
const Subject = Type.String({ maxLength: 1024, pattern: '^[^\\r\\n]*$' });
const Recipient = Type.String({ minLength: 3, maxLength: 998, pattern: '^[^\\r\\n]+$' });
const Recipients = Type.Array(Recipient, { maxItems: 100 });

export const Address = Type.Object({ email: Type.String(), name: Type.String() }, strict);
export const Label = Type.Object({ fr: Type.String(), en: Type.String() }, strict);
export const Desk = OneOf(['inProgress', 'validation', 'handled'] as const);
export const Tone = OneOf(['neutral', 'info', 'progress', 'attention', 'danger', 'success'] as const);
export const Language = OneOf(['fr', 'en'] as const);
export const Role = OneOf(['agent', 'supervisor', 'admin'] as const);

export const Attachment = Type.Object(
  {
    id: Id,
    name: Type.String(),
    contentType: Type.String(),
    size: Type.Integer({ minimum: 0, description: 'bytes' }),
  },
  { ...strict, title: 'Attachment', description: 'Its bytes: GET /api/files/{id}' },
);
const AttachmentRef = Type.Object({ id: Id }, strict);

export const DossierRow = Type.Object(
  {
    id: Id,
    number: Type.Integer(),
    subject: Type.String(),
    state: Type.String(),
    desk: Nullable(Desk),
    contact: Address,
    queue: Id,
    assignee: Nullable(Id),
    version: Type.Integer(),
    updatedAt: Instant,
    /** The first words of the latest letter, for the second line of a row. */
    preview: Type.String(),
    hasDraft: Type.Boolean(),
    hasAttachments: Type.Boolean(),
    alert: Nullable(OneOf(['send-failed'] as const)),
    definition: Type.Object({ id: Type.String(), version: Type.Integer() }, strict),
  },
  { ...strict, title: 'DossierRow' },
);

export const DraftBody = {
  to: Recipients,
  cc: Recipients,
  bcc: Recipients,
  subject: Subject,
  html: Html,
};
export const Draft = Type.Object(
  {
    ...DraftBody,
    attachments: Type.Array(Attachment),
    version: Type.Integer({ description: 'Give it back as baseVersion' }),
    author: Id,
    updatedAt: Instant,
  },
  { ...strict, title: 'Draft' },
);
export const DraftInput = Type.Object(
  {
    ...DraftBody,
    attachments: Type.Array(AttachmentRef, { maxItems: 100 }),
    baseVersion: Type.Integer({
      minimum: 0,
      description: 'The draft version it was written on; 0 where there was none',
    }),
  },
  strict,
);

const Refused = Type.Object({ type: Type.String(), code: Type.String(), detail: Type.String() }, strict);
export const DossierDetail = Type.Object(
  {
    ...DossierRow.properties,
    draft: Nullable(Draft),
    timers: Type.Array(Type.Object({ timer: Type.String(), label: Label, at: Instant }, strict)),
    outgoing: Type.Array(
      Type.Object(
        {
          message: Id,
          by: Id,
          phase: OneOf(['held', 'sending'] as const),
          nextAt: Instant,
          attempts: Type.Integer(),
        },
        strict,
      ),
    ),
    allowed: Type.Array(Type.String(), { description: 'The commands open to the caller now' }),
    refused: Type.Array(Refused, { description: 'The other commands, and why they are not' }),
    canEditRecipient: Type.Boolean(),
    reply: Type.Object(
      { to: Recipients, cc: Recipients, subject: Subject, inReplyTo: Nullable(Id), from: Type.String() },
      { ...strict, description: 'What a reply starts from (A2)' },
    ),
    previous: Nullable(Id),
    openedAt: Instant,
    now: Instant,
  },
  { ...strict, title: 'DossierDetail' },
);

export const Message = Type.Object(
  {
    id: Id,
    direction: OneOf(['inbound', 'outbound'] as const),
    from: Address,
    to: Type.Array(Address),
    cc: Type.Array(Address),
    bcc: Type.Array(Address),
    subject: Type.String(),
    date: Instant,
    messageId: Nullable(Type.String()),
    /** Sanitised for display; remote images wait in `data-remote-src`. */
    html: Type.String(),
    text: Type.String(),
    remoteImages: Type.Integer(),
    attachments: Type.Array(Attachment),
    status: OneOf(['received', 'held', 'sending', 'sent', 'failed', 'withdrawn'] as const),
    author: Nullable(Id),
  },
  { ...strict, title: 'Message' },
);

export const TimelineEvent = Type.Object(
  {
    seq: Type.Integer(),
    at: Instant,
    actor: Type.Object({ kind: OneOf(['user', 'contact', 'system'] as const), id: Type.Optional(Id) }, strict),
    cause: Type.String({ description: 'The command, letter, timer or delivery it came of' }),
    type: Type.String(),
    data: Type.Record(Type.String(), Type.Unknown()),
    dataHash: Type.String(),
    salt: Type.String(),
    prevHash: Type.String(),
    hash: Type.String(),
  },
  { ...strict, title: 'TimelineEvent' },
);

export const MessageInput = Type.Object(
  {
    ...DraftBody,
    attachments: Type.Array(AttachmentRef, { maxItems: 100 }),
    inReplyTo: Type.Optional(Nullable(Id)),
  },
  strict,
);
const expectedVersion = Type.Optional(Type.Integer({ minimum: 0 }));
export const CommandInput = Type.Union(
  [
    Type.Object(
      { type: OneOf(['accept', 'resolve', 'close', 'reopen', 'undoSend'] as const), expectedVersion },
      strict,
    ),
    Type.Object(
      {
        type: OneOf(['replyKeepOpen', 'replyAndWait', 'replyAndClose'] as const),
        expectedVersion,
        message: MessageInput,
      },
      strict,
    ),
  ],
  { title: 'Command' },
);
export const CommandResult = Type.Object({ version: Type.Integer(), state: Type.String() }, strict);

export const User = Type.Object(
  {
    id: Id,
    email: Type.String(),
    name: Type.String(),
    role: Role,
    rights: Type.Array(Type.String()),
    queues: Type.Array(Id),
    preferences: Type.Object(
      {
        language: Language,
        theme: OneOf(['light', 'dark', 'system'] as const),
        singleKeys: Type.Boolean({ description: 'Single-letter shortcuts' }),
      },
      strict,
    ),
  },
  { ...strict, title: 'User' },
);
export const PreferencesInput = Type.Partial(User.properties.preferences, strict);
export const SignIn = Type.Object(
  { email: Type.String({ maxLength: 320 }), password: Type.String({ maxLength: 1024 }) },
  strict,
);

export const Queue = Type.Object(
  {
    id: Id,
    name: Type.String(),
    routing: OneOf(['pull', 'offer', 'assign'] as const),
    counts: Type.Object({ inProgress: Type.Integer(), validation: Type.Integer(), handled: Type.Integer() }, strict),
  },
  { ...strict, title: 'Queue' },
);
export const Colleague = Type.Object({ id: Id, name: Type.String() }, strict);

export const LedgerRow = Type.Object(
  {
    mailbox: Id,
    uidValidity: Type.String(),
    uid: Type.Integer(),
    messageId: Nullable(Type.String()),
    size: Type.Integer(),
    fate: OneOf(['dossier', 'duplicate', 'own', 'quarantined'] as const),
    dossier: Nullable(Id),
    reason: Type.String(),
    at: Instant,
  },
  { ...strict, title: 'LedgerRow' },
);

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
    states: Type.Array(DefinitionState),
    transitions: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          label: Label,
          from: Type.Array(Type.String()),
          to: Type.String(),
          cause: Type.String(),
          right: Type.Optional(Type.String()),
          requires: Type.Optional(Type.Array(Type.String())),
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
          days: Type.Integer(),
          transition: Type.String(),
          enabled: Type.Boolean(),
        },
        strict,
      ),
    ),
  },
  { ...strict, title: 'Definition' },
);

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
  },
  { ...strict, title: 'Problem' },
);

export type DossierRow = Static<typeof DossierRow>;
export type DossierDetail = Static<typeof DossierDetail>;
export type Message = Static<typeof Message>;
export type Attachment = Static<typeof Attachment>;
export type Draft = Static<typeof Draft>;
export type DraftInput = Static<typeof DraftInput>;
export type MessageInput = Static<typeof MessageInput>;
export type CommandInput = Static<typeof CommandInput>;
export type CommandResult = Static<typeof CommandResult>;
export type TimelineEvent = Static<typeof TimelineEvent>;
export type User = Static<typeof User>;
export type PreferencesInput = Static<typeof PreferencesInput>;
export type Queue = Static<typeof Queue>;
export type Colleague = Static<typeof Colleague>;
export type LedgerRow = Static<typeof LedgerRow>;
export type Problem = Static<typeof Problem>;
