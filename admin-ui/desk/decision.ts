/** What a command decided about a dossier, and the command that takes it back. Pure. */
import type { CommandInput, DossierDetail } from '../../api/schemas.ts';
import { type Definition, stateOf } from '../../domain/lifecycle/definition.ts';

export interface Decision {
  readonly dossierId: string;
  readonly number: number;
  /** `answered`: its reply has an undo of its own. */
  readonly what: 'resolved' | 'closed' | 'transferred' | 'answered';
  /** The queue it was transferred from, and the reason that was given; null: not sent to another queue. */
  readonly left: { readonly queue: string; readonly wrapUp: string } | null;
}

/** Null where the dossier stays to be worked on. `state`: where the command brought it. */
export function decisionOf(
  command: CommandInput,
  before: DossierDetail | undefined,
  definition: Definition | undefined,
  state: string,
): Decision | null {
  if (!before) return null;
  const of = { dossierId: before.id, number: before.number, left: null };
  if (command.type === 'replyAndClose') return { ...of, what: 'answered' };
  if (command.type === 'transfer') {
    const left = command.to.kind === 'queue' ? { queue: before.queue, wrapUp: command.wrapUp } : null;
    return { ...of, what: 'transferred', left };
  }
  if (!['close', 'resolve', 'setOutcome'].includes(command.type) || before.desk === 'handled') return null;
  if (!definition || stateOf(definition, state).desk === 'inProgress') return null;
  const resolved = command.type === 'setOutcome' ? command.status === 'resolved' : command.type === 'resolve';
  return { ...of, what: resolved ? 'resolved' : 'closed' };
}

/** What takes it back, where the definition allows it now. `reason`: what a transfer back says, where any words will do. */
export function inverseOf({ what, left }: Decision, now: DossierDetail, reason: string): CommandInput | null {
  const { version: expectedVersion, allowed, transfers, wrapUps } = now;
  if (what === 'answered') return null;
  if (what !== 'transferred') return allowed.includes('reopen') ? { type: 'reopen', expectedVersion } : null;
  if (!left || !allowed.includes('transfer') || !transfers.includes('queue') || now.queue === left.queue) return null;
  const wrapUp = wrapUps.length === 0 ? reason : wrapUps.find((each) => each === left.wrapUp);
  return wrapUp === undefined ? null : { type: 'transfer', to: { kind: 'queue', id: left.queue }, wrapUp };
}
