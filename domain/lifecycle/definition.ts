/** What a lifecycle is, as data: states, transitions, timers. Interpreted by `decide`, edited by administrators, pinned in each dossier. */

import type { Right } from '../rights.ts';

export type StateId = string;
export type TransitionId = string;
export type TimerId = string;

export const DESKS = ['inProgress', 'validation', 'handled'] as const;
export type Desk = (typeof DESKS)[number];

/** What a state looks like; one of six semantic colours, never the only sign of it. */
export const TONES = ['neutral', 'info', 'progress', 'attention', 'danger', 'success'] as const;
export type Tone = (typeof TONES)[number];

/** A text users read, always in both languages. */
export interface Label {
  readonly fr: string;
  readonly en: string;
}

export interface StateDefinition {
  readonly id: StateId;
  readonly label: Label;
  /** The desk that lists it; null: on no desk. */
  readonly desk: Desk | null;
  readonly tone: Tone;
  /** Counts against an agent's capacity (C10). */
  readonly active: boolean;
  /** The workflow completes here; later mail opens a linked dossier. */
  readonly final?: true;
}

/** The commands a definition opens or closes, by state and right. */
export const COMMAND_CAUSES = [
  'accept',
  'reject',
  'take',
  'assign',
  'unassign',
  'dismiss',
  'replyKeepOpen',
  'replyAndWait',
  'replyAndClose',
  'submitForValidation',
  'approve',
  'amendAndApprove',
  'refuse',
  'transfer',
  'handOver',
  'resolve',
  'close',
  'reopen',
  'suspend',
  'resume',
  'setOutcome',
  'moreTime',
  'triggerWorkflow',
  'end',
] as const;

/** What sets a transition off: an agent's command, a letter of the contact, a timer, or the loss of what it rests on. */
export const CAUSES = [...COMMAND_CAUSES, 'contactAnswers', 'timer', 'interrupt'] as const;
export type Cause = (typeof CAUSES)[number];

/**
 * What must hold, beyond the state and the right, for a transition to be taken.
 * `disposition` holds where the queue asks for none.
 */
export const REQUIREMENTS = [
  'reply',
  'pullMode',
  'outbound',
  'offered',
  'accepted',
  'assignee',
  'free',
  'disposition',
  'fourEyes',
] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

export interface TransitionDefinition {
  readonly id: TransitionId;
  readonly label: Label;
  readonly from: readonly StateId[];
  /** null: the dossier stays where it is. */
  readonly to: StateId | null;
  readonly cause: Cause;
  /** The right an agent needs; absent where no agent takes it (letters, timers). */
  readonly right?: Right;
  readonly requires?: readonly Requirement[];
}

/** Wall-clock days, or hours during which the queue is open (O8). */
export const UNITS = ['days', 'businessHours'] as const;
export interface Duration {
  readonly unit: (typeof UNITS)[number];
  /** 1–1,000 (C6). */
  readonly value: number;
}

export const TIMER_RANGE = { min: 1, max: 1000 } as const;

/** C6: 1–1,000, of days or of business hours. */
export function isTimerValue(value: number): boolean {
  return Number.isInteger(value) && value >= TIMER_RANGE.min && value <= TIMER_RANGE.max;
}

/** From when a timer counts: the coming to its state, the last thing that happened, or the first letter left without an answer. */
export const TIMER_STARTS = ['entered', 'lastActivity', 'contactWaits'] as const;
export type TimerStart = (typeof TIMER_STARTS)[number];

export const WHEN_OFF = ['never', 'atOnce'] as const;

export interface TimerDefinition {
  readonly id: TimerId;
  readonly label: Label;
  /** Runs while the dossier is in one of these states. */
  readonly states: readonly StateId[];
  readonly start: TimerStart;
  readonly after: Duration;
  /** Absent: it only shows, and what is late says so. */
  readonly transition?: TransitionId;
  readonly enabled: boolean;
  /** What its switch means: never, or at once (C6: without reopening window, a closed dossier is archived). */
  readonly whenOff: (typeof WHEN_OFF)[number];
}

/** What an administrator sets of a timer without a new version of the definition (C6). */
export type TimerSettings = Readonly<Record<TimerId, Pick<TimerDefinition, 'enabled' | 'after'>>>;

/** C15: when a letter may be answered by a machine. */
export const LETTER_MOMENTS = ['first', 'reopens', 'wakes', 'afterSilence'] as const;
export type LetterMoment = (typeof LETTER_MOMENTS)[number];

/** What stands on a dossier until somebody deals with it. */
export const ALERTS = ['send-failed', 'validation-overdue', 'validation-refused', 'interrupted', 'help-asked'] as const;
export type Alert = (typeof ALERTS)[number];

/** A letter that finds the dossier in one of these states (for the first one: before any), and that timer run out. */
export interface LetterWhen {
  readonly letter: LetterMoment;
  readonly in: readonly StateId[];
  readonly late?: TimerId;
}

/** What follows by itself from a transition, or from a letter. */
export type TriggerDefinition = { readonly id: string; readonly label: Label; readonly enabled: boolean } & (
  | { readonly when: { readonly transition: TransitionId }; readonly do: { readonly alert: Alert } | 'unassign' }
  | { readonly when: LetterWhen; readonly do: 'automaticReply' }
);

export interface Definition {
  readonly id: string;
  readonly version: number;
  readonly label: Label;
  readonly initial: StateId;
  /** Where a dossier that we begin ourselves starts (G2). */
  readonly initialOutbound: StateId;
  readonly states: readonly StateDefinition[];
  readonly transitions: readonly TransitionDefinition[];
  readonly timers: readonly TimerDefinition[];
  readonly triggers: readonly TriggerDefinition[];
}

/** The state of that id. A definition that passed `checkDefinition` has every state its dossiers can be in. */
export function stateOf(definition: Definition, id: StateId): StateDefinition {
  const state = definition.states.find((s) => s.id === id);
  if (!state) throw new Error(`Definition ${definition.id}/${definition.version} has no state ${id}`);
  return state;
}

/** Where nothing more is done with it: it ended, or lost what it rests on and can only be ended (W5). */
export function isOver(definition: Definition, state: StateId): boolean {
  return stateOf(definition, state).final === true || transitionFor(definition, state, 'end') !== undefined;
}

/** The transition this cause sets off from this state, if the definition has one. */
export function transitionFor(definition: Definition, from: StateId, cause: Cause): TransitionDefinition | undefined {
  return definition.transitions.find((t) => t.cause === cause && t.from.includes(from));
}

/** The timers as the administrators set them for this dossier. */
export function timersOf(definition: Definition, settings: TimerSettings): readonly TimerDefinition[] {
  return definition.timers.map((timer) => ({ ...timer, ...settings[timer.id] }));
}
