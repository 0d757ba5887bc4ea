/** A dossier's state, the fold of its events; and what it holds. */
import type { Alert, StateId, TimerId, TimerSettings } from '../lifecycle/definition.ts';

export interface Contact {
  readonly email: string;
  readonly name: string;
}

export type Direction = 'inbound' | 'outbound';

/** How a queue's dossiers find their agent: agents take them, are offered them, or are given them. */
export type Routing = 'pull' | 'offer' | 'assign';

/** When a timer of the definition fires. Absolute, so that restarts and clock changes do not move it (O8). */
export interface Deadline {
  readonly timer: TimerId;
  /** Epoch milliseconds: from when it counts. */
  readonly since: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Somebody gave more time than the timer says (N17). */
  readonly isExtended?: true;
}

/** A dossier in front of an agent, who may accept or reject it until then (N8). */
export interface Offer {
  readonly to: string;
  readonly since: number;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** What the answer under validation does once it is accepted. */
export type WantedOutcome = 'close' | 'wait' | 'keepOpen';

/** An answer that waits for a supervisor (A7, O2). */
export interface Validation {
  /** The id of the frozen answer. */
  readonly message: string;
  /** What its approval is bound to: recipients, subject, body and attachments. */
  readonly digest: string;
  readonly outcome: WantedOutcome;
  readonly author: string;
  readonly since: number;
  /** The policy that sent it here (O3); null: its author asked. */
  readonly policy: string | null;
  /** Where the dossier was. */
  readonly from: StateId;
  /** The version before, that a supervisor refused or amended; absent: this one is the first. */
  readonly previous?: string;
  /** The letters the contact wrote since. */
  readonly letters: readonly string[];
}

/** An answer that came back from validation, until its author deals with it. */
export interface RefusedAnswer {
  readonly message: string;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

/** How it ended, in the words of the desk (N21). */
export interface Outcome {
  readonly status: OutcomeStatus;
  readonly disposition: string | null;
  readonly notes: string;
  readonly tags: readonly string[];
  readonly by: string;
  readonly at: number;
}

export type OutcomeStatus = 'open' | 'resolved' | 'closed';

/** Whom a dossier must find an agent among, after a transfer to a skill or a team (N10). */
export interface Wanted {
  readonly kind: 'skill' | 'team';
  readonly id: string;
}

/** What a dossier rests on and can lose (W5). */
export interface LostResource {
  readonly resource: 'queue' | 'mailbox' | 'definition';
  readonly name: string;
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
  /** Since when the contact had waited for it. */
  readonly waitedSince: number | null;
  /** The validation it went through: undoing it brings that back. */
  readonly validated: Validation | null;
  /** It answers nobody: the letter that it hands on as it came (N9). Absent: a reply. */
  readonly forwards?: string;
}

/** Of a letter of ours, somebody who will never get it. */
export interface Bounce {
  readonly message: string;
  readonly recipient: string;
  /** The other server's words. */
  readonly reason: string;
}

/** A reply that left, as long as it may bounce. */
export type Sent = Pick<Outgoing, 'message' | 'from' | 'waitedSince' | 'forwards'> & {
  /** Those it never reached. */
  readonly bounced: readonly string[];
};

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
  readonly direction: Direction;
  readonly routing: Routing;
  readonly assignee: string | null;
  /** Who had it when it left an inbox by itself: the contact's answer goes there again (N17). */
  readonly lastAssignee: string | null;
  readonly offer: Offer | null;
  /** Who was offered it and did not take it, most lately last. */
  readonly declined: readonly { readonly agent: string; readonly at: number }[];
  readonly wanted: Wanted | null;
  readonly validation: Validation | null;
  readonly refusedAnswer: RefusedAnswer | null;
  readonly outcome: Outcome | null;
  readonly lost: LostResource | null;
  /** What administrators changed of the definition's timers. */
  readonly timers: TimerSettings;
  readonly deadlines: readonly Deadline[];
  readonly outgoing: readonly Outgoing[];
  /** The replies sent most lately. */
  readonly sent: readonly Sent[];
  /** The ids of the letters received most lately: a letter signalled twice is recorded once. */
  readonly received: readonly string[];
  readonly lastReceivedAt: number | null;
  /** The first letter that nobody answered yet; null: the contact waits for nothing. Epoch milliseconds. */
  readonly waitingSince: number | null;
  readonly alert: Alert | null;
  /** Its letters are in another dossier (O7); absent, or null: it was never merged, or is no more. */
  readonly mergedInto?: MergedInto | null;
  /** The exchanges of letters heard of most lately: one told twice is recorded once. */
  readonly exchanged?: readonly string[];
  readonly openedAt: number;
  readonly updatedAt: number;
}

/** Letters of another dossier, now in this one. `key` recognises the exchange. */
export interface Came {
  readonly key: string;
  readonly from: string;
  readonly number: number;
  readonly how: 'split' | 'merge';
  readonly letters: readonly string[];
  /** Since when their contact waits for an answer, epoch milliseconds; null: they do not. */
  readonly waitingSince: number | null;
}

/** Letters that went back to the dossier they had come from. */
export interface Left {
  readonly key: string;
  readonly to: string;
  readonly number: number;
  readonly letters: readonly string[];
}

export interface MergedInto {
  readonly id: string;
  readonly number: number;
  /** Where it was, and since when its contact waited. */
  readonly from: StateId;
  readonly waitingSince: number | null;
}
