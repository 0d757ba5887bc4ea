/** One dossier: hears commands, letters and timers, asks `domain/` what they mean, and has it recorded and done. */
import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  currentUpdateInfo,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/activities.ts';
import type { SystemCommand } from '../domain/commands.ts';
import { decide, decideSystem } from '../domain/decide.ts';
import { stateOf } from '../domain/definition.ts';
import type { Actor, Dossier, DossierEvent, EventBody } from '../domain/dossier.ts';
import { evolve } from '../domain/evolve.ts';
import { Alarm } from './alarm.ts';
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

/** The workflow. It completes when the dossier is archived and nothing is under way. */
export async function dossier(input: DossierInput): Promise<void> {
  const run = new DossierRun(input);
  setHandler(letterSignal, (signal) => run.receive(signal));
  setHandler(commandUpdate, (request) => run.perform(request), { validator: (request) => run.validate(request) });
  await run.live();
}

class DossierRun {
  readonly #input: DossierInput;
  readonly #results: Map<string, CommandResult>;
  readonly #unrecorded: DossierEvent[] = [];
  readonly #strays: LetterSignal[] = [];
  readonly #attempting = new Set<string>();
  readonly #alarm = new Alarm(() => this.#wake());
  #state: Dossier | null;
  #recording: Promise<void> | null = null;
  #awake = true;

  constructor(input: DossierInput) {
    this.#input = input;
    this.#state = input.carried?.dossier ?? null;
    this.#results = new Map(input.carried?.results);
  }

  receive(signal: LetterSignal): void {
    if (this.#isFinal()) this.#strays.push(signal);
    else this.#applySystem({ type: 'receiveLetter', ...signal }, { kind: 'contact' });
  }

  /** Refuses before anything is written to history. */
  validate(request: CommandRequest): void {
    if (!this.#results.has(commandId())) this.#decide(request);
  }

  async perform(request: CommandRequest): Promise<CommandResult> {
    const known = this.#results.get(commandId());
    if (known) return known;
    this.#apply(this.#decide(request), request.context.actor);
    const result = { version: this.#state?.version ?? 0, state: this.#state?.state ?? '' };
    this.#remember(commandId(), result);
    await this.#recorded();
    return result;
  }

  async live(): Promise<void> {
    while (!this.#isFinal() || this.#attempting.size > 0) {
      await condition(() => this.#awake);
      this.#awake = false;
      await this.#recorded();
      if (!this.#state) continue;
      this.#doWhatIsDue(this.#state);
      this.#setAlarm(this.#state);
      if (workflowInfo().continueAsNewSuggested && this.#attempting.size === 0) await this.#continue();
    }
    await this.#settle();
    for (let stray = this.#strays.shift(); stray; stray = this.#strays.shift())
      await redirectLetter({ dossierId: this.#input.dossierId, stray });
  }

  #decide({ command, context }: CommandRequest): readonly EventBody[] {
    const decision = decide(this.#state, this.#input.definition, command, context, Date.now());
    if (!decision.ok) throw ApplicationFailure.nonRetryable(decision.refusal.code, REFUSED, decision.refusal);
    return decision.events;
  }

  #applySystem(command: SystemCommand, actor: Actor = { kind: 'system' }): void {
    this.#apply(decideSystem(this.#state, this.#input.definition, command, Date.now()), actor);
  }

  #apply(bodies: readonly EventBody[], actor: Actor): void {
    for (const body of bodies) {
      const seq = (this.#state?.version ?? 0) + 1;
      const event: DossierEvent = { ...body, dossierId: this.#input.dossierId, seq, at: Date.now(), actor };
      this.#state = evolve(this.#state, event);
      this.#unrecorded.push(event);
    }
    this.#wake();
  }

  #wake(): void {
    this.#awake = true;
  }

  /** Resolves once every event so far is on record; those that come meanwhile go in the next batch. */
  #recorded(): Promise<void> {
    this.#recording ??= this.#recordAll().finally(() => {
      this.#recording = null;
    });
    return this.#recording;
  }

  async #recordAll(): Promise<void> {
    while (this.#state && this.#unrecorded.length > 0)
      await record({ dossier: this.#state, definition: this.#input.definition, events: this.#unrecorded.splice(0) });
  }

  #remember(id: string, result: CommandResult): void {
    this.#results.set(id, result);
    for (const oldest of this.#results.keys()) {
      if (this.#results.size <= RESULTS_REMEMBERED) break;
      this.#results.delete(oldest);
    }
  }

  #doWhatIsDue({ deadlines, outgoing }: Dossier): void {
    const now = Date.now();
    for (const { timer, at } of deadlines) if (at <= now) this.#applySystem({ type: 'elapse', timer });
    for (const { message, nextAt } of outgoing)
      if (nextAt <= now && !this.#attempting.has(message)) void this.#attempt(message);
  }

  async #attempt(message: string): Promise<void> {
    this.#attempting.add(message);
    this.#applySystem({ type: 'releaseReply', message });
    await this.#recorded();
    const delivery = await sendReply({ dossierId: this.#input.dossierId, message });
    this.#attempting.delete(message);
    this.#applySystem({ type: 'recordDelivery', message, delivery });
  }

  #setAlarm({ deadlines, outgoing }: Dossier): void {
    const waiting = outgoing.filter((o) => !this.#attempting.has(o.message)).map((o) => o.nextAt);
    const next = Math.min(...deadlines.map((d) => d.at), ...waiting);
    if (Number.isFinite(next)) this.#alarm.set(next);
  }

  #isFinal(): boolean {
    return this.#state !== null && stateOf(this.#input.definition, this.#state.state).final === true;
  }

  async #settle(): Promise<void> {
    await condition(allHandlersFinished);
    await this.#recorded();
  }

  async #continue(): Promise<void> {
    await this.#settle();
    if (!this.#state) return;
    const carried = { dossier: this.#state, results: [...this.#results] };
    await continueAsNew<typeof dossier>({ ...this.#input, carried });
  }
}

function commandId(): string {
  return currentUpdateInfo()?.id ?? '';
}
