/** What a timer looks like at a moment: how much is left, and how much that should worry. Pure. */
import type { DossierRow } from '../../../api/schemas.ts';
import { type Definition, type Tone, transitionFor } from '../../../domain/lifecycle/definition.ts';

export interface Clock {
  readonly timer: string;
  readonly since: string;
  readonly at: string;
}

export interface TimerView {
  /** Of the whole, from 1 down to 0. */
  readonly left: number;
  /** Negative once it is over. */
  readonly leftMs: number;
  readonly tone: Extract<Tone, 'neutral' | 'attention' | 'danger'>;
}

/** N16, N17: attention from half on, danger at zero. `now` in epoch milliseconds, by the server's clock. */
export function timerView({ since, at }: Clock, now: number): TimerView {
  const [start, end] = [Date.parse(since), Date.parse(at)];
  const leftMs = end - now;
  const left = Math.min(1, Math.max(0, leftMs / Math.max(1, end - start)));
  return { left, leftMs, tone: leftMs <= 0 ? 'danger' : left <= 0.5 ? 'attention' : 'neutral' };
}

type Timed = Pick<DossierRow, 'state' | 'desk' | 'deadlines'>;

/**
 * The one timer a row has room for: how long the contact has waited for us (N16); else how long we wait for the contact,
 * which can be given more time (N17); else how long a supervisor may take. The slow clocks stay in the side panel.
 */
export function rowTimer({ state, desk, deadlines }: Timed, definition: Definition | undefined): Clock | null {
  if (!definition) return null;
  const timerOf = ({ timer }: Clock) => definition.timers.find((t) => t.id === timer);
  const waits = deadlines.find((d) => timerOf(d)?.start === 'contactWaits');
  if (waits) return waits;
  const counts = desk === 'validation' || transitionFor(definition, state, 'moreTime') !== undefined;
  return (counts && deadlines.find((d) => timerOf(d)?.transition !== undefined)) || null;
}
