/** What happens to a dossier, in events: all that is known of it is their fold. */
import type { Alert, LetterMoment, StateId, TimerId, TimerSettings, TransitionId } from '../lifecycle/definition.ts';
import type {
  Bounce,
  Came,
  Contact,
  Deadline,
  Direction,
  Left,
  LostResource,
  Outcome,
  OutcomeStatus,
  Routing,
  Validation,
  Wanted,
  WantedOutcome,
} from './dossier.ts';

/** Who did it. The system acts for timers and deliveries, the contact by writing. */
export type Actor =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'contact' }
  | { readonly kind: 'system' };

interface EventTypes {
  dossierOpened: {
    readonly number: number;
    readonly subject: string;
    readonly contact: Contact;
    readonly direction: Direction;
    readonly queue: string;
    readonly routing: Routing;
    readonly mailbox: string;
    readonly definition: { readonly id: string; readonly version: number };
    readonly timers: TimerSettings;
    readonly state: StateId;
    readonly previous: string | null;
    readonly deadlines: readonly Deadline[];
  };
  letterReceived: {
    readonly message: string;
    readonly automatic: boolean;
    readonly deadlines: readonly Deadline[];
    /** What a machine may answer it for (C15). */
    readonly answerFor: LetterMoment | null;
    /** Since when the contact waits for an answer, epoch milliseconds; null: they do not. */
    readonly waitingSince: number | null;
  };
  moved: {
    readonly transition: TransitionId;
    readonly from: StateId;
    readonly to: StateId;
    readonly deadlines: readonly Deadline[];
    /** What the state makes of the outcome that was said; absent: it stands as it was. */
    readonly outcomeStatus?: OutcomeStatus;
  };
  /** A transition that leaves the dossier where it is. */
  triggered: { readonly transition: TransitionId; readonly deadlines: readonly Deadline[] };
  alerted: { readonly alert: Alert };
  offered: { readonly to: string; readonly until: number };
  offerEnded: { readonly to: string; readonly how: 'rejected' | 'unanswered' };
  /** `wrapUp`: why, where it was transferred to a person (N10). */
  assigned: { readonly to: string; readonly wrapUp?: string };
  unassigned: { readonly from: string; readonly why: 'asked' | 'dismissed' | 'left-inbox' };
  transferred: {
    readonly from: string;
    readonly queue: string;
    readonly mailbox: string;
    readonly routing: Routing;
    readonly wrapUp: string;
  };
  handedOver: { readonly wanted: Wanted; readonly wrapUp: string };
  validationRequested: {
    readonly message: string;
    readonly digest: string;
    readonly outcome: WantedOutcome;
    readonly policy: string | null;
  };
  answerAmended: { readonly message: string; readonly previous: string; readonly digest: string };
  validationApproved: { readonly message: string; readonly digest: string };
  validationRefused: { readonly message: string; readonly reason: string };
  replySubmitted: {
    readonly message: string;
    readonly releaseAt: number;
    readonly from: StateId;
    readonly to: StateId;
    readonly validated: Validation | null;
  };
  /** N9: an exact copy of a letter received goes to somebody; it answers nobody and moves nothing. */
  letterForwarded: {
    readonly message: string;
    readonly letter: string;
    readonly recipients: readonly string[];
    readonly releaseAt: number;
  };
  /** `to`: it is a draft again, or waits for validation again; a letter handed on is neither. */
  replyUndone: { readonly message: string; readonly to: 'draft' | 'validation' | 'nothing' };
  replyReleased: { readonly message: string };
  replyDeferred: { readonly message: string; readonly reason: string; readonly nextAt: number };
  /** `rejected`: how many recipients the server refused; who they are is in the outbox. */
  replySent: { readonly message: string; readonly messageId: string; readonly rejected: number };
  replyFailed: { readonly message: string; readonly reason: string };
  /** After it was sent, a report came back: this recipient will never get it. */
  replyBounced: Bounce;
  /** A machine answered a letter (C15). */
  answeredAutomatically: { readonly message: string; readonly moment: LetterMoment };
  outcomeSet: Pick<Outcome, 'status' | 'disposition' | 'notes' | 'tags'>;
  timerExtended: { readonly timer: TimerId; readonly at: number };
  timersChanged: { readonly timers: TimerSettings; readonly deadlines: readonly Deadline[] };
  routingChanged: { readonly routing: Routing };
  interrupted: LostResource;
  lettersSplit: { readonly letters: readonly string[]; readonly into: string; readonly number: number };
  merged: { readonly into: string; readonly number: number };
  unmerged: { readonly from: string; readonly number: number };
  lettersCame: Came & { readonly deadlines: readonly Deadline[] };
  lettersLeft: Left;
  messageRedacted: { readonly message: string; readonly what: 'content' | 'author' };
}

export type EventType = keyof EventTypes;

/** What happened, past tense. `seq` numbers the events of one dossier from 1, without a gap. */
export type DossierEvent = {
  [T in EventType]: {
    readonly dossierId: string;
    readonly seq: number;
    /** Epoch milliseconds. */
    readonly at: number;
    readonly actor: Actor;
    /** The command, letter, timer or delivery it came of: what happened once is recognised when it is decided again. */
    readonly cause: string;
    readonly type: T;
    readonly data: EventTypes[T];
  };
}[EventType];

/** An event before it is numbered and dated. */
export type EventBody = { [T in EventType]: { readonly type: T; readonly data: EventTypes[T] } }[EventType];
