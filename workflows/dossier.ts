/** One dossier: hears commands, letters and timers, asks `domain/` what they mean, and has it recorded and done. */
import {
  ActivityFailure,
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
import type { RecordRequest } from '../activities/record.ts';
import type { DeliveryOutcome, StartOutbound, SystemCommand } from '../domain/commands.ts';
import { decide, decideSystem, startOutbound } from '../domain/decide.ts';
import { stateOf } from '../domain/definition.ts';
import type { Actor, Dossier, DossierEvent, EventBody } from '../domain/dossier.ts';
import { evolve, fold } from '../domain/evolve.ts';
import { needsAgent } from '../domain/holding.ts';
import { agenda, type Due, OFFER_PAUSE_MS } from '../domain/timing.ts';
import { Alarm } from './alarm.ts';
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
} from './contract.ts';

const { record, findAgent, freeAgent } = proxyLocalActivities<Pick<Activities, 'record' | 'findAgent' | 'freeAgent'>>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});
const { answerAutomatically } = proxyLocalActivities<Pick<Activities, 'answerAutomatically'>>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});
const { sendAutomaticReply } = proxyActivities<Pick<Activities, 'sendAutomaticReply'>>({
  startToCloseTimeout: '3m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '15s', maximumInterval: '30m' },
});
const { sendReply, redirectLetter } = proxyActivities<Pick<Activities, 'sendReply' | 'redirectLetter'>>({
  startToCloseTimeout: '3m',
  scheduleToCloseTimeout: '15m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});
const { exchangeLetters, eraseRedacted } = proxyActivities<Pick<Activities, 'exchangeLetters' | 'eraseRedacted'>>({
  startToCloseTimeout: '2m',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** A retried request comes within minutes; what is remembered crosses continue-as-new. */
const RESULTS_REMEMBERED = 100;

/** The workflow. It completes when the dossier is archived and nothing is under way. */
export async function dossier(input: DossierInput): Promise<void> {
  const run = new DossierRun(input);
  setHandler(letterSignal, (signal) => run.receive(signal));
  setHandler(instructSignal, (instruction) => run.instruct(instruction));
  setHandler(openUpdate, (start) => run.open(start));
  setHandler(commandUpdate, (request) => run.perform(request), { validator: (request) => run.validate(request) });
  await run.live();
}

/** Something that was asked, and what makes it happen; decided again if the record says otherwise. */
interface Input {
  /** Recognises its events on record. */
  readonly cause: string;
  readonly actor: Actor;
  /** @throws ApplicationFailure when it is refused. */
  readonly decide: () => readonly EventBody[];
  refusal?: unknown;
  result?: CommandResult;
}

type LetterReceived = Extract<DossierEvent, { type: 'letterReceived' }>['data'];

class DossierRun {
  readonly #input: DossierInput;
  readonly #results: Map<string, CommandResult>;
  readonly #strays: LetterSignal[] = [];
  readonly #attempting = new Set<string>();
  /** The letters that a machine may be answering. */
  readonly #answering = new Set<string>();
  #underWay = 0;
  #exchanges: Promise<void> = Promise.resolve();
  readonly #alarm = new Alarm(() => this.#look());
  /** On record. */
  #base: Dossier | null;
  /** With what is decided and not yet on record. */
  #state: Dossier | null;
  #unrecorded: DossierEvent[] = [];
  #undone: Input[] = [];
  #recording: Promise<void> | null = null;
  /** The version at which an agent was last looked for. */
  #routedAt = 0;
  #isRouting = false;

  constructor(input: DossierInput) {
    this.#input = input;
    this.#base = input.carried?.dossier ?? null;
    this.#state = this.#base;
    this.#results = new Map(input.carried?.results);
  }

  receive(signal: LetterSignal): void {
    if (this.#isFinal()) this.#strays.push(signal);
    else if (this.#state?.mergedInto) void this.#sendAfter(signal);
    else this.#ask(`letter ${signal.letter.message}`, { type: 'receiveLetter', ...signal }, { kind: 'contact' });
  }

  instruct(instruction: Instruction): void {
    if (instruction.type === 'route') this.#routedAt = 0;
    else if (instruction.type === 'retrySend') this.#retry(instruction.message);
    else if (!this.#isFinal())
      this.#ask(causeOf(instruction, this.#state?.version ?? 0), instruction, actorOf(instruction));
    this.#look();
  }

  /** Opens the dossier once; asked again, it says how it stands. */
  async open(start: StartOutbound): Promise<CommandResult> {
    const { definition } = this.#input;
    const decide = () => (this.#state ? [] : startOutbound(definition, start, Date.now()));
    this.#apply({ cause: 'open', actor: start.actor, decide });
    await this.#recorded();
    return { version: this.#base?.version ?? 0, state: this.#base?.state ?? '' };
  }

  /** Refuses before anything is written to history. */
  validate(request: CommandRequest): void {
    if (!this.#results.has(commandId())) this.#decide(request);
  }

  async perform(request: CommandRequest): Promise<CommandResult> {
    const id = commandId();
    const known = this.#results.get(id);
    if (known) return known;
    const input: Input = { cause: `command ${id}`, actor: request.context.actor, decide: () => this.#decide(request) };
    this.#apply(input);
    await this.#recorded();
    if (input.refusal) throw input.refusal;
    const result = input.result ?? { version: this.#base?.version ?? 0, state: this.#base?.state ?? '' };
    this.#remember(id, result);
    return result;
  }

  /** One condition for the whole run: each time one is waited for costs a command more than deciding it does. */
  async live(): Promise<void> {
    this.#look();
    await condition(() => this.#isQuiet() && (this.#isFinal() || workflowInfo().continueAsNewSuggested));
    if (!this.#isFinal()) return this.#continue();
    for (let stray = this.#strays.shift(); stray; stray = this.#strays.shift())
      await redirectLetter({ dossierId: this.#input.dossierId, stray });
  }

  #decide({ command, context }: CommandRequest): readonly EventBody[] {
    const decision = decide(this.#state, this.#input.definition, command, context, Date.now());
    if (!decision.ok) throw ApplicationFailure.nonRetryable(decision.refusal.code, REFUSED, decision.refusal);
    return decision.events;
  }

  #ask(cause: string, command: SystemCommand, actor: Actor = { kind: 'system' }): void {
    const decide = () => decideSystem(this.#state, this.#input.definition, command, Date.now());
    this.#apply({ cause, actor, decide });
  }

  #apply(input: Input): void {
    for (const body of input.decide()) {
      const { dossierId } = this.#input;
      const { cause, actor } = input;
      const seq = (this.#state?.version ?? 0) + 1;
      const event: DossierEvent = { ...body, dossierId, seq, at: Date.now(), actor, cause };
      this.#state = evolve(this.#state, event);
      this.#unrecorded.push(event);
    }
    input.result = { version: this.#state?.version ?? 0, state: this.#state?.state ?? '' };
    this.#undone.push(input);
    if (!this.#recorded()) this.#undone = [];
  }

  /** Resolves once every event so far is on record, null when they are; those that come meanwhile go in the next batch. */
  #recorded(): Promise<void> | null {
    if (this.#unrecorded.length > 0) this.#recording ??= this.#recordAll();
    return this.#recording;
  }

  async #recordAll(): Promise<void> {
    while (this.#unrecorded.length > 0) {
      const events = this.#unrecorded.splice(0);
      const inputs = this.#undone.splice(0);
      const others = await record(this.#request(events));
      this.#base = fold(others ?? events, this.#base);
      if (others) this.#adopt(others, inputs);
      for (const event of others ?? events) this.#follow(event);
    }
    this.#undone = [];
    this.#recording = null;
    this.#look();
  }

  #request(events: readonly DossierEvent[]): RecordRequest {
    const { dossierId, definition } = this.#input;
    // Nothing on record comes of the letters received, and they are the longest list there is.
    return { dossierId, base: this.#base && { ...this.#base, received: [] }, definition, events };
  }

  /**
   * A task was decided twice: a worker recorded its events and died before history knew. What is on record is what
   * happened; what is not in it is decided again on top.
   */
  #adopt(others: readonly DossierEvent[], inputs: readonly Input[]): void {
    const pending = [...inputs, ...this.#undone];
    this.#state = this.#base;
    this.#unrecorded = [];
    this.#undone = [];
    for (const input of pending) {
      const last = others.findLast((event) => event.cause === input.cause);
      if (last) input.result = { version: last.seq, state: this.#stateAt(others, last.seq) };
      else this.#applyAgain(input);
    }
  }

  #applyAgain(input: Input): void {
    try {
      this.#apply(input);
    } catch (refusal) {
      input.refusal = refusal;
    }
  }

  /** The state after that event: the one of the last move before it, or today's when there is none. */
  #stateAt(events: readonly DossierEvent[], seq: number): string {
    const move = events.findLast((event) => event.seq <= seq && event.type === 'moved');
    return move?.type === 'moved' ? move.data.to : (this.#base?.state ?? '');
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
    if (this.#recording || !this.#state) return;
    this.#doWhatIsDue(this.#state);
    if (this.#recording) return;
    if (this.#looksForAgent(this.#state)) void this.#route(this.#state);
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
    await this.#recorded();
    const attempt = this.#state?.outgoing.find((o) => o.message === message)?.attempts ?? 0;
    const delivery = await this.#send(message);
    this.#attempting.delete(message);
    this.#ask(`delivery ${message} ${attempt}`, { type: 'recordDelivery', message, delivery });
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

  /** In a pull queue only what left somebody's inbox by itself is given back (N17); elsewhere whatever nobody has (C10). */
  #looksForAgent(dossier: Dossier): boolean {
    const isRouted = dossier.routing !== 'pull' || dossier.lastAssignee !== null || dossier.wanted !== null;
    const isNews = this.#routedAt !== dossier.version;
    return isRouted && isNews && !this.#isRouting && needsAgent(dossier, this.#input.definition);
  }

  /** The claim is made in the store; one that the dossier no longer wants is given back. */
  async #route({ version, queue, lastAssignee, wanted, declined }: Dossier): Promise<void> {
    this.#isRouting = true;
    this.#routedAt = version;
    const { dossierId } = this.#input;
    const pausing = declined.filter((d) => d.at > Date.now() - OFFER_PAUSE_MS).map((d) => d.agent);
    const found = await findAgent({ dossierId, queue, lastAssignee, wanted, pausing });
    if (found) {
      this.#ask(`route ${version}`, found);
      const taker = this.#state?.offer?.to ?? this.#state?.assignee;
      const claimed = found.type === 'offer' ? found.to : found.agent;
      if (taker !== claimed) await freeAgent({ dossierId, agent: claimed });
    }
    this.#isRouting = false;
    this.#look();
  }

  /** C15. Whether a machine does answer, and may, is the activity's to say: once for each letter. */
  async #answer({ message: letter, answerFor: moment }: LetterReceived): Promise<void> {
    if (moment === null) return;
    const { dossierId } = this.#input;
    this.#answering.add(letter);
    const message = await answerAutomatically({ dossierId, letter, moment });
    if (message !== null) {
      this.#ask(`answer ${letter}`, { type: 'recordAnswer', message, moment });
      await this.#recorded();
      await sendAutomaticReply({ dossierId, message });
    }
    this.#answering.delete(letter);
  }

  /** What is on record, and asks for more than the record. */
  #follow(event: DossierEvent): void {
    const { dossierId } = this.#input;
    if (event.type === 'letterReceived') void this.#answer(event.data);
    else if (event.type === 'messageRedacted') void this.#until(eraseRedacted(event.data.message));
    else if (event.type === 'lettersSplit' || event.type === 'merged' || event.type === 'unmerged')
      void this.#until(this.#exchange(() => exchangeLetters({ dossierId, event })));
  }

  /** One exchange after the other: what an un-merge brings back, the merge has taken. */
  #exchange(move: () => Promise<void>): Promise<void> {
    this.#exchanges = this.#exchanges.then(move);
    return this.#exchanges;
  }

  /** A letter whose dossier was merged meanwhile goes where the others went. */
  async #sendAfter(stray: LetterSignal): Promise<void> {
    await this.#recorded();
    const { dossierId } = this.#input;
    await this.#until(this.#exchange(() => redirectLetter({ dossierId, stray })));
  }

  /** The run waits for it before it ends. */
  async #until(work: Promise<void>): Promise<void> {
    this.#underWay += 1;
    await work;
    this.#underWay -= 1;
  }

  #isBusy(): boolean {
    return this.#attempting.size > 0 || this.#answering.size > 0 || this.#underWay > 0 || this.#isRouting;
  }

  #setAlarm(dossier: Dossier): void {
    const next = Math.min(...this.#agenda(dossier).map((due) => due.at));
    if (Number.isFinite(next)) this.#alarm.set(next);
  }

  #isFinal(): boolean {
    return this.#state !== null && stateOf(this.#input.definition, this.#state.state).final === true;
  }

  #isQuiet(): boolean {
    return this.#state !== null && !this.#recording && !this.#isBusy() && allHandlersFinished();
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
