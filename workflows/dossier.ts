/** One dossier: hears commands, letters and timers, asks `domain/` what they mean, and has it recorded and done. */
import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  currentUpdateInfo,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/activities.ts';
import type { SystemCommand } from '../domain/commands.ts';
import { decide, decideSystem } from '../domain/decide.ts';
import { stateOf } from '../domain/definition.ts';
import type { Actor, Dossier, DossierEvent, EventBody } from '../domain/dossier.ts';
import { evolve } from '../domain/evolve.ts';
import {
  type CommandRequest,
  type CommandResult,
  commandUpdate,
  type DossierInput,
  type LetterSignal,
  letterSignal,
  REFUSED,
} from './contract.ts';

const { record } = proxyLocalActivities<Pick<Activities, 'record'>>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});
const { sendReply, redirectLetter } = proxyActivities<Pick<Activities, 'sendReply' | 'redirectLetter'>>({
  startToCloseTimeout: '3m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

/** A retried request comes within minutes; what is remembered crosses continue-as-new. */
const RESULTS_REMEMBERED = 100;
const SYSTEM: Actor = { kind: 'system' };
const CONTACT: Actor = { kind: 'contact' };

export async function dossier({ dossierId, definition, carried }: DossierInput): Promise<void> {
  let state: Dossier | null = carried?.dossier ?? null;
  const results = new Map(carried?.results);
  const unrecorded: DossierEvent[] = [];
  const strays: LetterSignal[] = [];
  const attempting = new Set<string>();
  let recording: Promise<void> | null = null;
  let alarm: { at: number; scope: CancellationScope } | null = null;
  let awake = true;

  setHandler(letterSignal, (signal) => {
    if (isFinal()) strays.push(signal);
    else apply(decideSystem(state, definition, { type: 'receiveLetter', ...signal }, Date.now()), CONTACT);
  });

  setHandler(commandUpdate, handleCommand, { validator: refuseCommand });

  function refuseCommand({ command, context }: CommandRequest): void {
    if (results.has(commandId())) return;
    const decision = decide(state, definition, command, context, Date.now());
    if (!decision.ok) throw ApplicationFailure.nonRetryable(decision.refusal.code, REFUSED, decision.refusal);
  }

  async function handleCommand({ command, context }: CommandRequest): Promise<CommandResult> {
    const known = results.get(commandId());
    if (known) return known;
    const decision = decide(state, definition, command, context, Date.now());
    if (!decision.ok) throw ApplicationFailure.nonRetryable(decision.refusal.code, REFUSED, decision.refusal);
    const after = apply(decision.events, context.actor);
    const result = { version: after?.version ?? 0, state: after?.state ?? '' };
    remember(commandId(), result);
    await recorded();
    return result;
  }

  function apply(bodies: readonly EventBody[], actor: Actor): Dossier | null {
    for (const body of bodies) {
      const event: DossierEvent = { ...body, dossierId, seq: (state?.version ?? 0) + 1, at: Date.now(), actor };
      state = evolve(state, event);
      unrecorded.push(event);
    }
    awake = true;
    return state;
  }

  function applySystem(command: SystemCommand): void {
    apply(decideSystem(state, definition, command, Date.now()), SYSTEM);
  }

  /** Resolves once every event so far is on record; those that come meanwhile go in the next batch. */
  function recorded(): Promise<void> {
    recording ??= (async () => {
      while (state && unrecorded.length > 0) await record({ dossier: state, definition, events: unrecorded.splice(0) });
    })().finally(() => {
      recording = null;
    });
    return recording;
  }

  function remember(id: string, result: CommandResult): void {
    results.set(id, result);
    for (const oldest of results.keys()) {
      if (results.size <= RESULTS_REMEMBERED) break;
      results.delete(oldest);
    }
  }

  function isFinal(): boolean {
    return state !== null && stateOf(definition, state.state).final === true;
  }

  function doWhatIsDue({ deadlines, outgoing }: Dossier): void {
    const now = Date.now();
    for (const { timer, at } of deadlines) if (at <= now) applySystem({ type: 'elapse', timer });
    for (const { message, nextAt } of outgoing) if (nextAt <= now && !attempting.has(message)) void attempt(message);
  }

  async function attempt(message: string): Promise<void> {
    attempting.add(message);
    applySystem({ type: 'releaseReply', message });
    const delivery = await sendReply({ dossierId, message });
    attempting.delete(message);
    applySystem({ type: 'recordDelivery', message, delivery });
  }

  /** An alarm that rings too early costs one look; moving it at each command would cost two events of history. */
  function setAlarm({ deadlines, outgoing }: Dossier): void {
    const waiting = outgoing.filter((o) => !attempting.has(o.message)).map((o) => o.nextAt);
    const at = Math.min(...deadlines.map((d) => d.at), ...waiting);
    if (at === Number.POSITIVE_INFINITY || (alarm && alarm.at <= at)) return;
    alarm?.scope.cancel();
    const scope = new CancellationScope();
    alarm = { at, scope };
    void scope.run(() => ring(at)).catch(ignoreCancellation);
  }

  async function ring(at: number): Promise<void> {
    await sleep(Math.max(1, at - Date.now()));
    alarm = null;
    awake = true;
  }

  while (!(isFinal() && attempting.size === 0)) {
    await condition(() => awake);
    awake = false;
    await recorded();
    if (state) doWhatIsDue(state);
    if (unrecorded.length > 0) continue;
    if (state) setAlarm(state);
    if (workflowInfo().continueAsNewSuggested && attempting.size === 0 && state) {
      await condition(allHandlersFinished);
      await recorded();
      await continueAsNew<typeof dossier>({
        dossierId,
        definition,
        carried: { dossier: state, results: [...results] },
      });
    }
  }
  await condition(allHandlersFinished);
  await recorded();
  for (let stray = strays.shift(); stray; stray = strays.shift()) await redirectLetter({ dossierId, stray });
}

function commandId(): string {
  return currentUpdateInfo()?.id ?? '';
}

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
