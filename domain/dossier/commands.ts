/** What may be asked of a dossier, by people and by the system; and how it is refused. */
import type { LetterMoment, StateId, TimerId, TimerSettings } from '../lifecycle/definition.ts';
import type { Right } from '../rights.ts';
import type { Bounce, Came, Contact, Left, LostResource, OutcomeStatus, Routing, WantedOutcome } from './dossier.ts';
import type { Actor } from './events.ts';
import type { Answered } from './recipient-lock.ts';

/** Transitions an agent takes with nothing more to say. */
export const MOVES = ['resolve', 'close', 'reopen', 'suspend', 'end'] as const;
/** Commands about who has the dossier, with nothing more to say. */
export const HOLDINGS = ['accept', 'reject', 'take', 'unassign', 'dismiss', 'resume'] as const;
/** Transitions that send a reply. */
export const REPLIES = ['replyKeepOpen', 'replyAndWait', 'replyAndClose'] as const;

export type Move = (typeof MOVES)[number];
export type Holding = (typeof HOLDINGS)[number];
export type Reply = (typeof REPLIES)[number];

/** A reply as the rules see it; its text is in the store, frozen under this id. */
export interface ReplyRef {
  readonly id: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  /** Of everything that will be sent: From, To, Cc, Bcc, subject, HTML and attachments (O2). */
  readonly digest: string;
}

/** Where a transfer goes, as the store knows it when the command arrives. */
export type TransferTarget =
  | {
      readonly kind: 'queue';
      readonly id: string;
      readonly mailbox: string;
      readonly routing: Routing;
      /** A queue that was closed or deleted takes nothing. */
      readonly open: boolean;
    }
  | { readonly kind: 'agent'; readonly id: string; readonly member: boolean }
  | { readonly kind: 'skill' | 'team'; readonly id: string; readonly known: boolean };

export type TransferKind = TransferTarget['kind'];

type Bare = { [T in Move | Holding | 'undoSend']: { readonly type: T } }[Move | Holding | 'undoSend'];
type Send = { [T in Reply]: { readonly type: T; readonly message: ReplyRef } }[Reply];

export type AgentCommand = { readonly expectedVersion?: number } & (
  | Bare
  | { readonly type: 'assign'; readonly to: string }
  | Send
  | { readonly type: 'forward'; readonly letter: string; readonly message: ReplyRef }
  | { readonly type: 'submitForValidation'; readonly message: ReplyRef; readonly outcome: WantedOutcome }
  | Approval
  | { readonly type: 'refuse'; readonly reason: string }
  | { readonly type: 'transfer'; readonly target: TransferTarget; readonly wrapUp: string }
  | SetOutcome
  | { readonly type: 'moreTime'; readonly days: number | null }
  | { readonly type: 'triggerWorkflow'; readonly transition: string }
  | ExchangeCommand
);

/** What is done to letters rather than to their dossier (O7, N20). */
export type ExchangeCommand =
  /** `into`: the id of the dossier that opens for them, `number` its number. */
  | { readonly type: 'split'; readonly letters: readonly string[]; readonly into: string; readonly number: number }
  | { readonly type: 'merge'; readonly into: MergeTarget; readonly acrossContacts: boolean }
  /** `isFree`: the dossier its letters are in has not been archived since. */
  | { readonly type: 'unmerge'; readonly isFree: boolean }
  | { readonly type: 'redact'; readonly letter: string; readonly what: 'content' | 'author' };

/** The dossier that letters go to, as the store knows it when the command arrives. */
export interface MergeTarget {
  readonly id: string;
  readonly number: number;
  readonly contact: string;
  /** Neither archived nor merged itself. */
  readonly open: boolean;
}

/** The digest is the one the supervisor saw; `acknowledged` the contact's latest letter since, if there is one (O2). */
export type Approval = { readonly digest: string; readonly acknowledged: string | null } & (
  | { readonly type: 'approve' }
  | { readonly type: 'amendAndApprove'; readonly message: ReplyRef }
);

export interface SetOutcome {
  readonly type: 'setOutcome';
  readonly status: OutcomeStatus;
  readonly disposition: string | null;
  readonly notes: string;
  readonly tags: readonly string[];
}

export type AgentCommandType = AgentCommand['type'];

/** What a dossier is opened with. */
export interface Opening {
  readonly number: number;
  readonly subject: string;
  readonly contact: Contact;
  readonly queue: string;
  readonly routing: Routing;
  readonly mailbox: string;
  readonly timers: TimerSettings;
  /** The archived dossier that this one continues. */
  readonly previous: string | null;
}

export interface Letter {
  readonly message: string;
  /** Written by a machine: kept, but it moves nothing. */
  readonly automatic: boolean;
  /** False: no machine may answer it, whoever wrote it (RFC 3834, 2). */
  readonly isAnswerable: boolean;
  /** Epoch milliseconds: when its mail server received it (RFC 3501, 2.3.3), which may be long ago. */
  readonly receivedAt: number;
}

/** What came of handing a reply to the mail server. */
export type DeliveryOutcome =
  | { readonly outcome: 'sent'; readonly messageId: string; readonly rejected: number }
  | { readonly outcome: 'deferred'; readonly reason: string }
  | { readonly outcome: 'failed'; readonly reason: string };

export type SystemCommand =
  | { readonly type: 'receiveLetter'; readonly letter: Letter; readonly opening: Opening }
  | { readonly type: 'elapse'; readonly timer: TimerId }
  | { readonly type: 'releaseReply'; readonly message: string }
  | { readonly type: 'recordDelivery'; readonly message: string; readonly delivery: DeliveryOutcome }
  | ({ readonly type: 'bounce' } & Bounce)
  | { readonly type: 'recordAnswer'; readonly message: string; readonly moment: LetterMoment }
  | { readonly type: 'offer'; readonly to: string; readonly until: number }
  | { readonly type: 'offerUnanswered'; readonly to: string }
  | { readonly type: 'giveTo'; readonly agent: string }
  | ({ readonly type: 'interrupt' } & LostResource)
  | { readonly type: 'changeTimers'; readonly timers: TimerSettings }
  | { readonly type: 'changeRouting'; readonly queue: string; readonly routing: Routing }
  | { readonly type: 'mergeFailed'; readonly into: string }
  | ({ readonly type: 'lettersCame'; readonly by: string } & Came)
  | ({ readonly type: 'lettersLeft'; readonly by: string } & Left);

/** The presence of an agent (W6): only the available are offered anything. */
export type AgentState = 'available' | 'working' | 'unavailable' | 'rona';

/** What the rules need to know besides the dossier; resolved by the API when the command arrives. */
export interface CommandContext {
  readonly actor: Extract<Actor, { kind: 'user' }>;
  readonly rights: readonly Right[];
  readonly queue: QueueRules;
  /** The letter it answers; null: it answers none (A2). */
  readonly answered: Answered | null;
  /** The policy that makes this answer pass by a supervisor (O3). */
  readonly policy: string | null;
  /** Whether the person named in `assign` may have dossiers of this queue. */
  readonly assignable: boolean;
}

export interface QueueRules {
  /** Whose rules they are; absent from commands that were asked before this was said. */
  readonly id?: string;
  readonly routing: Routing;
  /** Which transfers there are: to a queue (W10), to a person or a group (N10). */
  readonly transfers: readonly TransferKind[];
  /** N21: none closes before its outcome is said. */
  readonly outcomeRequired: boolean;
  /** What the queue's skill lets an outcome be; empty: nothing is asked. */
  readonly dispositions: readonly string[];
  /** Why dossiers leave the queue (W10); empty: any words will do. */
  readonly wrapUps: readonly string[];
}

/** A dossier that we begin ourselves (G2). */
export interface StartOutbound {
  readonly opening: Opening;
  readonly actor: CommandContext['actor'];
  /** N1: it is assigned to its author only if available or working. */
  readonly presence: AgentState;
}

/** Why a command is refused. Expected, so a value and not an exception. */
export type Refusal =
  | { readonly code: 'not-open' }
  | { readonly code: 'stale'; readonly version: number }
  | { readonly code: 'not-in-this-state'; readonly state: StateId }
  | { readonly code: 'forbidden'; readonly right: string }
  | { readonly code: 'needs-pull-mode' }
  | { readonly code: 'reply-pending' }
  | { readonly code: 'no-recipient' }
  | { readonly code: 'recipient-locked'; readonly address: string }
  | { readonly code: 'nothing-to-undo' }
  | { readonly code: 'not-yours' }
  | { readonly code: 'not-outbound' }
  | { readonly code: 'not-offered' }
  | { readonly code: 'offered-to-another'; readonly agent: string }
  | { readonly code: 'assigned-to-another'; readonly agent: string }
  | { readonly code: 'already-yours' }
  | { readonly code: 'not-assigned' }
  | { readonly code: 'not-assignable' }
  | { readonly code: 'needs-acceptance' }
  | { readonly code: 'needs-outcome' }
  | { readonly code: 'unknown-disposition' }
  | { readonly code: 'needs-wrap-up' }
  | { readonly code: 'needs-reason' }
  | { readonly code: 'transfer-mode-off'; readonly kind: string }
  | { readonly code: 'queue-closed' }
  | { readonly code: 'same-queue' }
  | { readonly code: 'unknown-target' }
  | { readonly code: 'own-answer' }
  | { readonly code: 'answer-changed' }
  | { readonly code: 'contact-wrote'; readonly message: string }
  | { readonly code: 'needs-validation' }
  | { readonly code: 'no-timer' }
  | { readonly code: 'unknown-workflow' }
  | { readonly code: 'merged'; readonly number: number }
  | { readonly code: 'not-merged' }
  | { readonly code: 'same-dossier' }
  | { readonly code: 'target-closed' }
  | { readonly code: 'other-contact'; readonly contact: string };

export type RefusalCode = Refusal['code'];
