/** What workflows have done to the world: every activity by name, what it is asked and what it answers. */
import type { DeliveryOutcome, SystemCommand } from '../domain/dossier/commands.ts';
import type { Bounce, Dossier, Wanted } from '../domain/dossier/dossier.ts';
import type { DossierEvent } from '../domain/dossier/events.ts';
import type { Reception } from '../domain/dossier/exchange.ts';
import type { Definition, LetterMoment } from '../domain/lifecycle/definition.ts';
import type { Instruction, LetterSignal, QuarantineRequest } from './workflows.ts';

export interface RecordRequest {
  readonly dossierId: string;
  /** Before the first of the events; null: they open it. */
  readonly base: Dossier | null;
  readonly definition: Definition;
  readonly events: readonly DossierEvent[];
}

export interface FindAgentRequest {
  readonly dossierId: string;
  readonly queue: string;
  /** Who had it when it left an inbox by itself (N17). */
  readonly lastAssignee: string | null;
  readonly wanted: Wanted | null;
  /** Who declined it a moment ago. */
  readonly pausing: readonly string[];
}

export type Found = Extract<SystemCommand, { type: 'offer' | 'giveTo' }>;

export interface FreeAgentRequest {
  readonly dossierId: string;
  readonly agent: string;
}

export interface SendRequest {
  readonly dossierId: string;
  /** The id of the message in the store. */
  readonly message: string;
}

export interface AnswerRequest {
  readonly dossierId: string;
  /** The message received. */
  readonly letter: string;
  readonly moment: LetterMoment;
}

export type ExchangeEvent = Extract<DossierEvent, { type: 'lettersSplit' | 'merged' | 'unmerged' }>;

export interface ExchangeRequest {
  readonly dossierId: string;
  readonly event: ExchangeEvent;
}

/** `target-ended`: the dossier that the letters went to had ended before them; nothing was told. */
export type Exchanged = 'done' | 'target-ended';

export interface PassOnRequest {
  /** The dossier they came to. */
  readonly dossierId: string;
  readonly came: Extract<Instruction, { type: 'lettersCame' }>;
}

export interface ReceptionRequest {
  /** The dossier asked. */
  readonly into: string;
}

export interface RedirectRequest {
  readonly dossierId: string;
  readonly stray: LetterSignal;
}

export interface BounceTold {
  /** That sent the letter; it may have been merged or split since. */
  readonly dossierId: string;
  readonly bounce: Bounce;
}

/** All are idempotent: Temporal repeats them. */
export interface Activities {
  /** Null once the events are on record; else what was recorded in their place, which is what happened. */
  record(request: RecordRequest): Promise<DossierEvent[] | null>;
  /** Null: nobody can have it now. */
  findAgent(request: FindAgentRequest): Promise<Found | null>;
  freeAgent(request: FreeAgentRequest): Promise<void>;
  sendReply(request: SendRequest): Promise<DeliveryOutcome>;
  /** The message that will answer; null: no machine answers this letter. */
  answerAutomatically(request: AnswerRequest): Promise<string | null>;
  sendAutomaticReply(request: SendRequest): Promise<void>;
  /** Whether a dossier takes the letters of another, at this moment. */
  askReception(request: ReceptionRequest): Promise<Reception>;
  exchangeLetters(request: ExchangeRequest): Promise<Exchanged>;
  passLettersOn(request: PassOnRequest): Promise<void>;
  redirectLetter(request: RedirectRequest): Promise<void>;
  eraseRedacted(message: string): Promise<void>;
  tellBounce(told: BounceTold): Promise<void>;
  sweepRouting(): Promise<void>;
  handleQuarantined(request: QuarantineRequest): Promise<void>;
  testConnection(test: string): Promise<void>;
  /** False: the mailbox is not watched any more; true: its settings changed, it is watched anew. */
  watchMailbox(mailbox: string): Promise<boolean>;
  tellBatch(batch: string): Promise<void>;
}
