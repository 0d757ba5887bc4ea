/** The timeline as it is told: what came of one cause together, under the command that asked for it. Pure. */
import type { TimelineEvent } from '../../../api/schemas.ts';

/** Events of one cause, first to last. */
export interface Step {
  readonly seq: number;
  readonly cause: CauseKind;
  /** What the cause names: a timer's id, for one. */
  readonly named: string;
  readonly events: readonly [TimelineEvent, ...TimelineEvent[]];
}

export const CAUSES = [
  'open',
  'command',
  'letter',
  'timer',
  'offer',
  'release',
  'delivery',
  'route',
  'instruction',
  'bounce',
  'letters',
  'answer',
] as const;
export type CauseKind = (typeof CAUSES)[number];

export function stepsOf(events: readonly TimelineEvent[]): readonly Step[] {
  const steps: Step[] = [];
  for (const event of events) {
    const last = steps.at(-1);
    if (last && last.events[0].cause === event.cause)
      steps[steps.length - 1] = { ...last, events: [...last.events, event] };
    else steps.push(stepOf(event));
  }
  return steps;
}

function stepOf(event: TimelineEvent): Step {
  const [kind, named = ''] = event.cause.split(' ');
  return { seq: event.seq, cause: CAUSES.find((each) => each === kind) ?? 'instruction', named, events: [event] };
}

/** Whether the events tell what gave the dossier to whoever did it, a move or its opening: one line says both. */
export function isImplied({ type, cause, actor, data }: TimelineEvent, events: readonly TimelineEvent[]): boolean {
  const gives = (e: TimelineEvent) => e.cause === cause && (isMove(e) || e.type === 'dossierOpened');
  return type === 'assigned' && data.to === actor.id && events.some(gives);
}

/** What an administrator set for many at once is no step of this one; its record keeps it. */
export const isOfDossier = ({ type }: TimelineEvent): boolean => !['timersChanged', 'routingChanged'].includes(type);

export const isMove = ({ type }: TimelineEvent): boolean => type === 'moved' || type === 'triggered';

/** Commands that take no transition, known by what came of them. */
const COMMANDS: Readonly<Record<string, (event: TimelineEvent) => string>> = {
  assigned: ({ data, actor }) => (data.wrapUp ? 'handOver' : data.to === actor.id ? 'take' : 'assign'),
  unassigned: ({ data }) => (data.why === 'dismissed' ? 'dismiss' : 'unassign'),
  offerEnded: () => 'reject',
  transferred: () => 'transfer',
  handedOver: () => 'handOver',
  outcomeSet: () => 'setOutcome',
  timerExtended: () => 'moreTime',
  replyUndone: () => 'undoSend',
  lettersSplit: () => 'split',
  merged: () => 'merge',
  unmerged: () => 'unmerge',
  messageRedacted: () => 'redact',
  letterForwarded: () => 'forward',
};

/** The command behind a step, as a transition's id or its cause; null: nobody gave one. */
export function commandOf({ cause, events }: Step): string | null {
  if (cause !== 'command') return null;
  const undone = events.find(({ type }) => type === 'replyUndone');
  const named = events.find(({ type }) => ['outcomeSet', 'transferred', 'handedOver'].includes(type));
  const move = events.find(isMove);
  const source = undone ?? named ?? move ?? events[0];
  const transition = source.data.transition;
  return typeof transition === 'string' ? transition : (COMMANDS[source.type]?.(source) ?? null);
}
