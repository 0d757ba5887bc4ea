/** What a lifecycle is, as data: states, transitions, timers. Interpreted by `decide`, edited by administrators, pinned in each dossier. */

export type StateId = string;
export type TransitionId = string;
export type TimerId = string;

export type Desk = 'inProgress' | 'validation' | 'handled';

/** What a state looks like; one of six semantic colours, never the only sign of it. */
export type Tone = 'neutral' | 'info' | 'progress' | 'attention' | 'danger' | 'success';

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

/** What sets a transition off: an agent's command, a letter of the contact, or a timer. */
export type Cause =
  | 'accept'
  | 'replyKeepOpen'
  | 'replyAndWait'
  | 'replyAndClose'
  | 'submitForValidation'
  | 'approve'
  | 'refuse'
  | 'transfer'
  | 'resolve'
  | 'close'
  | 'reopen'
  | 'suspend'
  | 'resume'
  | 'interrupt'
  | 'end'
  | 'contactAnswers'
  | 'timer';

/** What must hold, beyond the state and the right, for a transition to be taken. */
export type Requirement = 'reply' | 'pullMode';

export interface TransitionDefinition {
  readonly id: TransitionId;
  readonly label: Label;
  readonly from: readonly StateId[];
  readonly to: StateId;
  readonly cause: Cause;
  /** The right an agent needs; absent where no agent takes it (letters, timers). */
  readonly right?: string;
  readonly requires?: readonly Requirement[];
}

export interface TimerDefinition {
  readonly id: TimerId;
  readonly label: Label;
  /** Runs while the dossier is in one of these states, from the last thing that happened to it. */
  readonly states: readonly StateId[];
  /** Calendar days, 1–1,000 (C6). */
  readonly days: number;
  readonly transition: TransitionId;
  readonly enabled: boolean;
}

export interface Definition {
  readonly id: string;
  readonly version: number;
  readonly label: Label;
  readonly initial: StateId;
  readonly states: readonly StateDefinition[];
  readonly transitions: readonly TransitionDefinition[];
  readonly timers: readonly TimerDefinition[];
}

/** The state of that id. A definition that passed `checkDefinition` has every state its dossiers can be in. */
export function stateOf(definition: Definition, id: StateId): StateDefinition {
  const state = definition.states.find((s) => s.id === id);
  if (!state) throw new Error(`Definition ${definition.id}/${definition.version} has no state ${id}`);
  return state;
}

/** The transition this cause sets off from this state, if the definition has one. */
export function transitionFor(definition: Definition, from: StateId, cause: Cause): TransitionDefinition | undefined {
  return definition.transitions.find((t) => t.cause === cause && t.from.includes(from));
}
