/** One dossier: hears commands, letters and timers, asks `domain/` what they mean, and has it recorded and done. */
import {
  ActivityFailure,
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  currentUpdateInfo,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import {
  type CommandRequest,
  type CommandResult,
  commandUpdate,
  type DossierInput,
  type Instruction,
  instructSignal,
  type LetterSignal,
  letterSignal,
  openUpdate,
  REFUSED,
  receptionQuery,
} from '../contract/workflows.ts';
import { commandCause, RESULTS_REMEMBERED } from '../domain/dossier/command-results.ts';
import type { DeliveryOutcome, StartOutbound, SystemCommand } from '../domain/dossier/commands.ts';
import { decide, decideSystem, startOutbound } from '../domain/dossier/decide.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import type { Actor, EventBody } from '../domain/dossier/events.ts';
import { type Reception, receptionOf } from '../domain/dossier/exchange.ts';
import { agenda, type Due } from '../domain/dossier/timing.ts';
import { stateOf } from '../domain/lifecycle/definition.ts';
import { AgentSearch } from './agent-search.ts';
import { Alarm } from './alarm.ts';
import { FollowUps } from './follow-ups.ts';
import { Leaving } from './leaving.ts';
import { type Input, Recorder } from './recorder.ts';
import { record, redirectLetter, sendReply } from './world.ts';

/** The workflow. It completes when the dossier is archived and nothing is under way. */
export async function dossier(input: DossierInput): Promise<void> {
  const run = new DossierRun(input);
  setHandler(letterSignal, (signal) => run.receive(signal));
  setHandler(instructSignal, (instruction) => run.instruct(instruction));
  setHandler(receptionQuery, () => run.reception());
  setHandler(openUpdate, (start) => run.open(start));
  setHandler(commandUpdate, (request) => run.perform(request), { validator: (request) => run.validate(request) });
  await run.live();
}

class DossierRun {
  readonly #input: DossierInput;
  readonly #results: Map<string, CommandResult>;
  readonly #strays: LetterSignal[] = [];
  readonly #attempting = new Set<string>();
  readonly #alarm = new Alarm(() => this.#look());
  readonly #recorder: Recorder;
  readonly #search: AgentSearch;
  readonly #followUps: FollowUps;
  readonly #leaving: Leaving;

  constructor(input: DossierInput) {
    const { dossierId, definition, carried } = input;
    this.#input = input;
    this.#recorder = new Recorder({
      dossierId,
      definition,
      from: carried?.dossier ?? null,
      record,
      onRecord: (event) => this.#followUps.follow(event),
      onQuiet: () => this.#look(),
    });
    const ask = (cause: string, command: SystemCommand) => this.#ask(cause, command);
    this.#search = new AgentSearch({
      dossierId,
      definition,
      standing: () => this.#state,
      ask,
      onEnd: () => this.#look(),
    });
    this.#followUps = new FollowUps({ dossierId, ask, recorded: () => this.#recorder.recorded() });
    this.#leaving = new Leaving(dossierId);
    this.#results = new Map(carried?.results);
  }

  receive(signal: LetterSignal): void {
    if (this.#isFinal()) this.#strays.push(signal);
    else if (this.#state?.mergedInto) void this.#followUps.sendAfter(signal);
    else this.#ask(`letter ${signal.letter.message}`, { type: 'receiveLetter', ...signal }, { kind: 'contact' });
  }

  instruct(instruction: Instruction): void {
    if (instruction.type === 'route') this.#search.renew();
    else if (instruction.type === 'followUp') for (const event of instruction.events) this.#followUps.follow(event);
    else if (instruction.type === 'retrySend') this.#retry(instruction.message);
    else if (instruction.type === 'bounce' && this.#state?.mergedInto) void this.#followUps.tellAfter(instruction);
    else if (instruction.type === 'lettersCame' && (this.#state?.mergedInto || this.#isFinal()))
      void this.#followUps.passOn(instruction);
    else if (instruction.type === 'bounce' || !this.#isFinal())
      this.#ask(causeOf(instruction, this.#state?.version ?? 0), instruction, actorOf(instruction));
    this.#look();
  }

  reception(): Reception {
    return receptionOf(this.#state, this.#input.definition, this.#leaving.isUnderWay);
  }

  /** Opens the dossier once; asked again, it says how it stands. */
  async open(start: StartOutbound): Promise<CommandResult> {
    const { definition } = this.#input;
    const decide = () => (this.#state ? [] : startOutbound(definition, start, Date.now()));
    this.#recorder.apply({ cause: 'open', actor: start.actor, decide });
    await this.#recorder.recorded();
    return this.#recorder.standing;
  }

  /** Refuses before anything is written to history. */
  validate(request: CommandRequest): void {
    if (!this.#results.has(commandId())) this.#decide(request);
  }

  async perform(request: CommandRequest): Promise<CommandResult> {
    const id = commandId();
    const known = this.#results.get(id);
    if (known) return known;
    const input = await this.#leaving.through(request, (answered) => this.#apply(id, answered));
    await this.#recorder.recorded();
    if (input.refusal) throw input.refusal;
    const result = input.result ?? this.#recorder.standing;
    this.#remember(id, result);
    return result;
  }

  /** One condition for the whole run: each time one is waited for costs a command more than deciding it does. */
  async live(): Promise<void> {
    this.#look();
    do {
      await condition(() => this.#isQuiet() && (this.#isFinal() || workflowInfo().continueAsNewSuggested));
      if (!this.#isFinal()) return this.#continue();
      await this.#redirectStrays();
      // A bounce that came meanwhile has brought it back.
    } while (!this.#isFinal() || !this.#isQuiet());
  }

  async #redirectStrays(): Promise<void> {
    while (this.#isFinal()) {
      const stray = this.#strays.shift();
      if (!stray) return;
      await redirectLetter({ dossierId: this.#input.dossierId, stray });
    }
  }

  get #state(): Dossier | null {
    return this.#recorder.state;
  }

  #apply(commandId: string, request: CommandRequest): Input {
    const { actor } = request.context;
    const input: Input = { cause: commandCause(commandId), actor, decide: () => this.#decide(request) };
    this.#recorder.apply(input);
    return input;
  }

  #decide({ command, context }: CommandRequest): readonly EventBody[] {
    const decision = decide(this.#state, this.#input.definition, command, context, Date.now());
    if (!decision.ok) throw ApplicationFailure.nonRetryable(decision.refusal.code, REFUSED, decision.refusal);
    return decision.events;
  }

  #ask(cause: string, command: SystemCommand, actor: Actor = { kind: 'system' }): void {
    const decide = () => decideSystem(this.#state, this.#input.definition, command, Date.now());
    this.#recorder.apply({ cause, actor, decide });
  }

  #remember(id: string, result: CommandResult): void {
    this.#results.set(id, result);
    for (const oldest of this.#results.keys()) {
      if (this.#results.size <= RESULTS_REMEMBERED) break;
      this.#results.delete(oldest);
    }
  }

  /** Does what is due and sees to it that the next thing due is; what is not on record yet waits until it is. */
  #look(): void {
    if (!this.#isFinal()) for (const stray of this.#strays.splice(0)) this.receive(stray);
    if (this.#recorder.isRecording || !this.#state) return;
    this.#doWhatIsDue(this.#state);
    if (this.#recorder.isRecording) return;
    this.#search.look(this.#state);
    this.#setAlarm(this.#state);
  }

  #doWhatIsDue(dossier: Dossier): void {
    const now = Date.now();
    for (const due of this.#agenda(dossier)) if (due.at <= now) this.#do(due);
  }

  #do(due: Due): void {
    if (due.kind === 'timer') this.#ask(`timer ${due.timer} ${due.at}`, { type: 'elapse', timer: due.timer });
    else if (due.kind === 'offer') this.#ask(`offer ${due.to} ${due.at}`, { type: 'offerUnanswered', to: due.to });
    else void this.#attempt(due.message);
  }

  /** What the clock asks for, save what is being done. */
  #agenda(dossier: Dossier): readonly Due[] {
    return agenda(this.#input.definition, dossier).filter(
      (due) => due.kind !== 'reply' || !this.#attempting.has(due.message),
    );
  }

  /** What waits for its next attempt is tried now. What can still be undone (O4), or is being sent, is left alone. */
  #retry(message: string): void {
    const waits = this.#state?.outgoing.some((o) => o.message === message && o.phase === 'sending');
    if (waits && !this.#attempting.has(message)) void this.#attempt(message);
  }

  async #attempt(message: string): Promise<void> {
    this.#attempting.add(message);
    this.#ask(`release ${message}`, { type: 'releaseReply', message });
    await this.#recorder.recorded();
    const leaving = this.#state?.outgoing.find((o) => o.message === message);
    // The record may say that it was undone meanwhile.
    const delivery = leaving && (await this.#send(message));
    this.#attempting.delete(message);
    if (delivery) this.#ask(`delivery ${message} ${leaving.attempts}`, { type: 'recordDelivery', message, delivery });
    this.#look();
  }

  /** What our own trouble keeps from being sent is deferred like what the server defers: it is given up, and told, in the end. */
  async #send(message: string): Promise<DeliveryOutcome> {
    try {
      return await sendReply({ dossierId: this.#input.dossierId, message });
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      return { outcome: 'deferred', reason: error.cause?.message ?? error.message };
    }
  }

  #isBusy(): boolean {
    return this.#attempting.size > 0 || this.#followUps.areUnderWay || this.#search.isUnderWay;
  }

  #setAlarm(dossier: Dossier): void {
    const next = Math.min(...this.#agenda(dossier).map((due) => due.at));
    if (Number.isFinite(next)) this.#alarm.set(next);
  }

  #isFinal(): boolean {
    return this.#state !== null && stateOf(this.#input.definition, this.#state.state).final === true;
  }

  #isQuiet(): boolean {
    return this.#state !== null && !this.#recorder.isRecording && !this.#isBusy() && allHandlersFinished();
  }

  async #continue(): Promise<void> {
    if (!this.#state) return;
    const carried = { dossier: this.#state, results: [...this.#results] };
    await continueAsNew<typeof dossier>({ ...this.#input, carried });
  }
}

/** A bounce told again is recognised on record. */
function causeOf(instruction: Instruction, version: number): string {
  if (instruction.type === 'lettersCame' || instruction.type === 'lettersLeft') return `letters ${instruction.key}`;
  if (instruction.type === 'mergeFailed') return `merge failed ${version}`;
  return instruction.type === 'bounce'
    ? `bounce ${instruction.message} ${instruction.recipient}`
    : `instruction ${version}`;
}

function actorOf(instruction: Instruction): Actor {
  return 'by' in instruction ? { kind: 'user', id: instruction.by } : { kind: 'system' };
}

function commandId(): string {
  return currentUpdateInfo()?.id ?? '';
}
