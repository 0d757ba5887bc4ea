/** What may be asked of a dossier, by people and by the system; and how it is refused. */
import type { StateId, TimerId } from './definition.ts';
import type { Actor, Contact } from './dossier.ts';
import type { Right } from './rights.ts';

/** Transitions an agent takes with nothing more to say. */
export const MOVES = ['accept', 'resolve', 'close', 'reopen'] as const;
/** Transitions that send a reply. */
export const REPLIES = ['replyKeepOpen', 'replyAndWait', 'replyAndClose'] as const;

export type Move = (typeof MOVES)[number];
export type Reply = (typeof REPLIES)[number];
export type AgentCommandType = Move | Reply | 'undoSend';

/** A reply as the rules see it; its text is in the store, frozen under this id. */
export interface ReplyRef {
  readonly id: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
}

export type AgentCommand = { readonly expectedVersion?: number } & (
  | { readonly type: Move }
  | { readonly type: Reply; readonly message: ReplyRef }
  | { readonly type: 'undoSend' }
);

/** What a first letter opens a dossier with. */
export interface Opening {
  readonly number: number;
  readonly subject: string;
  readonly contact: Contact;
  readonly queue: string;
  readonly mailbox: string;
  /** The archived dossier that this one continues. */
  readonly previous: string | null;
}

export interface Letter {
  readonly message: string;
  /** Written by a machine (RFC 3834): kept, but it moves nothing. */
  readonly automatic: boolean;
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
  | { readonly type: 'recordDelivery'; readonly message: string; readonly delivery: DeliveryOutcome };

/** What the rules need to know besides the dossier; resolved by the API when the command arrives. */
export interface CommandContext {
  readonly actor: Extract<Actor, { kind: 'user' }>;
  readonly rights: readonly Right[];
  readonly queue: { readonly routing: 'pull' | 'offer' | 'assign' };
  /** The addresses of the letter answered and of the contact: all that To may hold without `recipient.edit` (A2). */
  readonly correspondents: readonly string[];
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
  | { readonly code: 'not-yours' };

export type RefusalCode = Refusal['code'];
