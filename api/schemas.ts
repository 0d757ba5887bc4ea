/** The shapes the API takes and gives: the one source of types, of validation (ajv) and of the OpenAPI document. */
import { type Static, type TProperties, type TSchema, Type } from '@sinclair/typebox';
import { HOLDINGS, MOVES, REPLIES } from '../domain/commands.ts';

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

/** C6: 1–1,000, of days or of the hours the queue is open. */
export const Duration = Type.Object(
  { unit: OneOf(['days', 'businessHours'] as const), value: Type.Integer({ minimum: 1, maximum: 1000 }) },
  { ...strict, title: 'Duration' },
);
/** A timer of the definition that runs. */
export const RunningClock = Type.Object({ timer: Type.String(), since: Instant, at: Instant }, strict);
/** What runs, since when, and what it does when it is over; without `leadsTo` it only shows (O8). */
export const RunningTimer = Type.Object(
  { ...RunningClock.properties, label: Label, leadsTo: Nullable(Label), after: Duration },
  { ...strict, title: 'RunningTimer' },
);
export const OutcomeStatus = OneOf(['open', 'resolved', 'closed'] as const);
export const WantedOutcome = OneOf(['close', 'wait', 'keepOpen'] as const);
export const ValidationSummary = Type.Object(
  {
    message: Id,
    digest: Type.String(),
    outcome: WantedOutcome,
    author: Id,
    since: Instant,
    policy: Nullable(Id),
    letters: Type.Array(Id, { description: 'What the contact wrote since; the latest is to be acknowledged' }),
  },
  { ...strict, title: 'Validation' },
);

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
    alert: Nullable(
      OneOf(['send-failed', 'validation-overdue', 'validation-refused', 'interrupted', 'help-asked'] as const),
    ),
    definition: Type.Object({ id: Type.String(), version: Type.Integer() }, strict),
    direction: OneOf(['inbound', 'outbound'] as const),
    /** In front of an agent, who may accept or reject it until then (N8). */
    offer: Nullable(Type.Object({ to: Id, since: Instant, until: Instant }, strict)),
    validation: Nullable(ValidationSummary),
    /** The status of its outcome, once one was said (N21). */
    outcome: Nullable(OutcomeStatus),
    deadlines: Type.Array(RunningClock),
    waitingSince: Nullable(Instant),
    openedAt: Instant,
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

const TransferKind = OneOf(['queue', 'agent', 'skill', 'team'] as const);
const Outcome = Type.Object(
  {
    status: OutcomeStatus,
    disposition: Nullable(Id),
    notes: Type.String(),
    tags: Type.Array(Type.String()),
    by: Id,
    at: Instant,
  },
  { ...strict, title: 'Outcome' },
);
const Refused = Type.Object({ type: Type.String(), code: Type.String(), detail: Type.String() }, strict);
export const DossierDetail = Type.Object(
  {
    ...DossierRow.properties,
    draft: Nullable(Draft),
    timers: Type.Array(RunningTimer),
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
    /** The workflows the conversation may set off (W9). */
    workflows: Type.Array(Type.Object({ id: Type.String(), label: Label }, strict)),
    transfers: Type.Array(TransferKind, {
      description: 'Which transfers the queue and the state allow now (W10, N10)',
    }),
    wrapUps: Type.Array(Type.String()),
    dispositions: Type.Array(Type.Object({ id: Id, label: Label }, strict)),
    outcomeRequired: Type.Boolean(),
    outcomeSaid: Nullable(Outcome),
    refusedAnswer: Nullable(Type.Object({ message: Id, reason: Type.String(), by: Id, at: Instant }, strict)),
    lost: Nullable(
      Type.Object({ resource: OneOf(['queue', 'mailbox', 'definition'] as const), name: Type.String() }, strict),
    ),
    previous: Nullable(Id),
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
    status: OneOf([
      'received',
      'validating',
      'held',
      'sending',
      'sent',
      'failed',
      'withdrawn',
      'refused',
      'replaced',
    ] as const),
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
    template: Type.Optional({ ...Id, description: 'The template it was written from (O3)' }),
  },
  strict,
);
const expectedVersion = Type.Optional(Type.Integer({ minimum: 0 }));
export const TransferTo = Type.Object({ kind: TransferKind, id: Id }, { ...strict, title: 'TransferTo' });
const Command = <const T extends string, P extends TProperties>(types: readonly T[], more: P) =>
  Type.Object({ type: OneOf(types), expectedVersion, ...more }, strict);
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Of the answer as it was read (O2)' });
const acknowledged = Type.Optional({ ...Id, description: "The contact's latest letter since it was submitted" });
const Words = Type.String({ minLength: 1, maxLength: 2000 });
export const CommandInput = Type.Union(
  [
    Command([...MOVES, ...HOLDINGS, 'undoSend'] as const, {}),
    Command(['assign'] as const, { to: Id }),
    Command(REPLIES, { message: MessageInput }),
    Command(['submitForValidation'] as const, {
      message: MessageInput,
      outcome: Type.Optional(WantedOutcome),
    }),
    Command(['approve'] as const, { digest: Digest, acknowledged }),
    Command(['amendAndApprove'] as const, { digest: Digest, acknowledged, message: MessageInput }),
    Command(['refuse'] as const, { reason: Words }),
    Command(['transfer'] as const, { to: TransferTo, wrapUp: Words }),
    Command(['setOutcome'] as const, {
      status: OneOf(['open', 'resolved', 'closed'] as const),
      disposition: Type.Optional(Nullable(Id)),
      notes: Type.Optional(Type.String({ maxLength: 10_000 })),
      tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 50 })),
    }),
    Command(['moreTime'] as const, { days: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }),
    Command(['triggerWorkflow'] as const, { transition: Id }),
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
    initialOutbound: Type.String(),
    states: Type.Array(DefinitionState),
    transitions: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          label: Label,
          from: Type.Array(Type.String()),
          to: Nullable(Type.String()),
          cause: Type.String(),
          right: Type.Optional(Type.String()),
          requires: Type.Optional(Type.Array(Type.String())),
        },
        strict,
      ),
    ),
    triggers: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          label: Label,
          enabled: Type.Boolean(),
          when: Type.Record(Type.String(), Type.Unknown()),
          do: Type.Unknown(),
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
          start: OneOf(['entered', 'lastActivity', 'contactWaits'] as const),
          after: Duration,
          transition: Type.Optional(Type.String()),
          enabled: Type.Boolean(),
          whenOff: OneOf(['never', 'atOnce'] as const),
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
export type TransferTo = Static<typeof TransferTo>;
export type CommandResult = Static<typeof CommandResult>;
export type TimelineEvent = Static<typeof TimelineEvent>;
export type User = Static<typeof User>;
export type PreferencesInput = Static<typeof PreferencesInput>;
export type Queue = Static<typeof Queue>;
export type Colleague = Static<typeof Colleague>;
export type LedgerRow = Static<typeof LedgerRow>;
export type Problem = Static<typeof Problem>;
