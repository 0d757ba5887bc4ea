/** A dossier's state, the fold of its events; and what it holds. */
import type { StateId, TimerId, TransitionId } from './definition.ts';

export interface Contact {
  readonly email: string;
  readonly name: string;
}

/** When a timer of the definition fires. Absolute, so that restarts and clock changes do not move it (O8). */
export interface Deadline {
  readonly timer: TimerId;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A reply on its way out: held while it can be undone (O4), then being sent, with as many attempts as it takes. */
export interface Outgoing {
  /** The id of the message in the store. */
  readonly message: string;
  /** The user who sent it. */
  readonly by: string;
  readonly submittedAt: number;
  readonly phase: 'held' | 'sending';
  /** Epoch milliseconds: when it is released, or tried again. */
  readonly nextAt: number;
  readonly attempts: number;
  /** Where the reply took the dossier from and to, so that undoing it brings the dossier back. */
  readonly from: StateId;
  readonly to: StateId;
}

export interface Dossier {
  readonly id: string;
  /** The number of its last event; the version that commands and read models compare. */
  readonly version: number;
  readonly number: number;
  readonly subject: string;
  /** Whatever the recipients become, the dossier stays attached to its original contact (A2). */
  readonly contact: Contact;
  readonly queue: string;
  readonly mailbox: string;
  readonly definition: { readonly id: string; readonly version: number };
  readonly state: StateId;
  /** Epoch milliseconds: when it came to this state. */
  readonly since: number;
  readonly assignee: string | null;
  readonly deadlines: readonly Deadline[];
  readonly outgoing: readonly Outgoing[];
  /** The ids of the letters received most lately: a letter signalled twice is recorded once. */
  readonly received: readonly string[];
  readonly lastReceivedAt: number | null;
  /** The last reply could not be sent, and nobody has dealt with it yet. */
  readonly alert: 'send-failed' | null;
  readonly openedAt: number;
  readonly updatedAt: number;
}

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
    readonly queue: string;
    readonly mailbox: string;
    readonly definition: { readonly id: string; readonly version: number };
    readonly state: StateId;
    readonly previous: string | null;
  };
  letterReceived: { readonly message: string; readonly automatic: boolean; readonly deadlines: readonly Deadline[] };
  moved: {
    readonly transition: TransitionId;
    readonly from: StateId;
    readonly to: StateId;
    readonly deadlines: readonly Deadline[];
  };
  assigned: { readonly to: string };
  replySubmitted: {
    readonly message: string;
    readonly releaseAt: number;
    readonly from: StateId;
    readonly to: StateId;
  };
  replyUndone: { readonly message: string };
  replyReleased: { readonly message: string };
  replyDeferred: { readonly message: string; readonly reason: string; readonly nextAt: number };
  /** `rejected`: how many recipients the server refused; who they are is in the outbox. */
  replySent: { readonly message: string; readonly messageId: string; readonly rejected: number };
  replyFailed: { readonly message: string; readonly reason: string };
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
