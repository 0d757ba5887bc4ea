/** What may be done with a dossier besides answering it, in the order of the buttons. Pure; the API says what is allowed. */
import type { DossierDetail } from '../../../api/schemas.ts';
import type { AgentCommandType } from '../../../domain/dossier/commands.ts';
import type { OutcomeStatus } from '../../../domain/dossier/dossier.ts';
import type { Label } from '../../../domain/lifecycle/definition.ts';

/** From the one that matters most. Replies and validation are the composer's; approvals have their own screen. */
const ORDER = [
  'end',
  'accept',
  'resume',
  'reject',
  'resolve',
  'close',
  'reopen',
  'transfer',
  'moreTime',
  'setOutcome',
  'take',
  'assign',
  'unassign',
  'dismiss',
  'suspend',
] as const satisfies readonly AgentCommandType[];

export type ActionType = (typeof ORDER)[number] | 'triggerWorkflow';

/** Those that are the obvious next step where they are allowed, so that one is filled. */
const PRIMARY: readonly ActionType[] = ['end', 'accept', 'resume'];
/** Those worth a button of their own; the others are in the menu. */
const IN_BAR: readonly ActionType[] = [...PRIMARY, 'reject', 'resolve', 'close', 'reopen', 'transfer', 'moreTime'];
const BAR_ROOM = 3;

/** Not refused so much as meaningless here: showing them would only be noise. */
const SENSELESS: readonly string[] = ['not-in-this-state', 'not-offered', 'not-outbound', 'forbidden'];

/** What must be asked before it can be done. */
export type Asks = 'assign' | 'transfer' | 'outcome' | 'moreTime';

export interface Action {
  readonly id: string;
  readonly type: ActionType;
  /** The workflow to set off (W9). */
  readonly workflow: { readonly id: string; readonly label: Label } | null;
  readonly asks: Asks | null;
  /** Why it may not be done now; null: it may. */
  readonly refusal: string | null;
  readonly primary: boolean;
}

export interface Actions {
  readonly bar: readonly Action[];
  readonly menu: readonly Action[];
}

type Commands = Pick<DossierDetail, 'allowed' | 'refused' | 'workflows' | 'assignee'>;

/** Exactly what the API allows now, and what it refuses with a reason worth knowing. */
export function actionsOf(dossier: Commands, me: string | undefined): Actions {
  const known = ORDER.flatMap((type) => actionOf(dossier, type, me) ?? []);
  const bar = known.filter((a) => a.refusal === null && IN_BAR.includes(a.type)).slice(0, BAR_ROOM);
  const menu = [...known.filter((a) => !bar.includes(a)), ...workflowsOf(dossier)];
  return { bar, menu: [...menu.filter((a) => a.refusal === null), ...menu.filter((a) => a.refusal !== null)] };
}

function actionOf(dossier: Commands, type: Exclude<ActionType, 'triggerWorkflow'>, me: string | undefined) {
  const primary = PRIMARY.includes(type);
  const action = (asks: Asks | null, refusal: string | null): Action => ({
    id: type,
    type,
    workflow: null,
    asks,
    refusal,
    primary,
  });
  if (type === 'take' && dossier.assignee !== null && dossier.assignee === me) return null;
  if (dossier.allowed.includes(type)) return action(ASKS[type] ?? null, null);
  const refused = dossier.refused.find((r) => r.type === type);
  if (!refused || SENSELESS.includes(refused.code)) return null;
  // N21: the outcome is asked for on the way, where one may say it.
  if (refused.code === 'needs-outcome' && dossier.allowed.includes('setOutcome')) return action('outcome', null);
  if (refused.code === 'not-assigned' && type !== 'setOutcome') return null;
  return action(null, refused.detail);
}

const ASKS: Partial<Record<ActionType, Asks>> = {
  assign: 'assign',
  transfer: 'transfer',
  setOutcome: 'outcome',
  moreTime: 'moreTime',
};

function workflowsOf({ allowed, refused, workflows }: Commands): Action[] {
  const detail = refused.find((r) => r.type === 'triggerWorkflow')?.detail ?? '';
  return workflows.map((workflow) => ({
    id: `workflow ${workflow.id}`,
    type: 'triggerWorkflow',
    workflow,
    asks: null,
    refusal: allowed.includes('triggerWorkflow') ? null : detail,
    primary: false,
  }));
}

/** The status that the outcome dialog begins with, by what was clicked. */
export function statusFor(type: ActionType, said: OutcomeStatus | null): OutcomeStatus {
  if (type === 'resolve') return 'resolved';
  return type === 'close' ? 'closed' : (said ?? 'resolved');
}
