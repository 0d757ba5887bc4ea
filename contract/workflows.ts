/** How the rest of Pli speaks to the workflows: their ids, names and messages. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type {
  AgentCommand,
  CommandContext,
  Letter,
  Opening,
  StartOutbound,
  SystemCommand,
} from '../domain/dossier/commands.ts';
import type { Bounce, Dossier } from '../domain/dossier/dossier.ts';
import type { DossierEvent } from '../domain/dossier/events.ts';
import type { Reception } from '../domain/dossier/exchange.ts';
import type { Definition } from '../domain/lifecycle/definition.ts';

export interface CommandRequest {
  readonly command: AgentCommand;
  readonly context: CommandContext;
}

export interface CommandResult {
  readonly version: number;
  readonly state: string;
}

/** A letter for a dossier, and what it opens one with if it is the first. */
export interface LetterSignal {
  readonly letter: Letter;
  readonly opening: Opening;
  /** Its row in the ledger. */
  readonly ledger: string;
}

type Told = 'interrupt' | 'changeTimers' | 'changeRouting' | 'lettersCame' | 'lettersLeft' | 'mergeFailed';

/** What the system tells a dossier besides letters; `route`: look again for an agent; `retrySend`: what is deferred is due now; `followUp`: what these events on record ask for was not done. */
export type Instruction =
  | Extract<SystemCommand, { type: Told }>
  | ({ readonly type: 'bounce' } & Bounce)
  | { readonly type: 'route' }
  | { readonly type: 'followUp'; readonly events: readonly DossierEvent[] }
  | { readonly type: 'retrySend'; readonly message: string };

export interface DossierInput {
  readonly dossierId: string;
  /** Pinned here for the dossier's whole life, so that an edit never touches it. */
  readonly definition: Definition;
  readonly carried?: CarriedDossier;
}

/** What a run hands to the next. */
export interface CarriedDossier {
  readonly dossier: Dossier;
  readonly results: readonly (readonly [commandId: string, result: CommandResult])[];
}

/** Something to do with a letter set aside. */
export interface QuarantineRequest {
  /** Its row in the ledger. */
  readonly ledger: string;
  /** The dossier it is attached to by hand; null: it is read again, and goes where it belongs. */
  readonly dossier: string | null;
  readonly by: string;
}

export const BATCH_WORKFLOW = 'batch';
export const CONNECTION_TEST_WORKFLOW = 'connectionTest';
export const DOSSIER_WORKFLOW = 'dossier';
export const MAILBOX_WORKFLOW = 'mailbox';
export const QUARANTINE_WORKFLOW = 'quarantine';
export const ROUTING_WORKFLOW = 'routing';

export const batchWorkflowId = (batchId: string): string => `batch-${batchId}`;
export const connectionTestWorkflowId = (testId: string): string => `connection-test-${testId}`;
export const dossierWorkflowId = (dossierId: string): string => `dossier-${dossierId}`;
export const mailboxWorkflowId = (mailboxId: string): string => `mailbox-${mailboxId}`;
/** One thing at a time is done to a letter. */
export const quarantineWorkflowId = (ledger: string): string => `quarantine-${ledger}`;
/** One sweep for each task queue, so for each installation. */
export const routingWorkflowId = (taskQueue: string): string => `routing-${taskQueue}`;

export const commandUpdate = defineUpdate<CommandResult, [CommandRequest]>('command');
/** Opens a dossier that we begin ourselves (G2); sent with the start of its workflow. */
export const openUpdate = defineUpdate<CommandResult, [StartOutbound]>('open');
export const instructSignal = defineSignal<[Instruction]>('instruct');
/** Somebody may be given dossiers from now on: those that wait are looked at at once. */
export const agentReadySignal = defineSignal('agentReady');
/** Whether it takes the letters of another dossier. */
export const receptionQuery = defineQuery<Reception>('reception');
export const letterSignal = defineSignal<[LetterSignal]>('letter');

/** The type of the failure that carries a `Refusal` in its details. */
export const REFUSED = 'refused';
/** How a letter set aside is not read again: its mailbox's server does not give it. */
export const MAILBOX_AWAY = 'mailbox-away';
