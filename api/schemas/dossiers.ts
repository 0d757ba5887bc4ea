/** Dossiers as lists, screens and the timeline show them. */
import { type Static, Type } from '@sinclair/typebox';
import { Address, Desk, Duration, Id, Instant, Label, Recipients, Subject } from './common.ts';
import { Nullable, OneOf, strict } from './forms.ts';
import { Draft } from './messages.ts';

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
    ageSince: Type.Unsafe<string>({
      ...Instant,
      description: 'Since when the contact waits for an answer; where they do not, since when it stands there',
    }),
    lastReceivedAt: Nullable(Instant),
    readers: Type.Array(Id, { description: 'Who has read every letter there is' }),
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

export const TransferKind = OneOf(['queue', 'agent', 'skill', 'team'] as const);
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
      {
        to: Recipients,
        cc: Recipients,
        replyAll: Type.Object({ to: Recipients, cc: Recipients }, strict),
        subject: Subject,
        mayEditSubject: Type.Boolean({ description: 'C2' }),
        inReplyTo: Nullable(Id),
        passedOver: Nullable({
          ...Id,
          description: 'A later letter, of a machine or a stranger: answered only when chosen',
        }),
        from: Type.String(),
        senders: Type.Array(Type.Object({ mailbox: Id, name: Type.String(), address: Type.String() }, strict), {
          description: 'In whose name it may leave; the usual one first (N3)',
        }),
        own: Type.Array(Type.String(), { description: 'The addresses we have or had: nobody answers to them' }),
      },
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
    mergedInto: Nullable(Type.Object({ id: Id, number: Type.Integer() }, strict)),
    now: Instant,
  },
  { ...strict, title: 'DossierDetail' },
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

export type DossierRow = Static<typeof DossierRow>;
export type DossierDetail = Static<typeof DossierDetail>;
export type TimelineEvent = Static<typeof TimelineEvent>;
