/** What is decided, put on record in order; and what is on record, whoever decided it first. */
import type { RecordRequest } from '../contract/activities.ts';
import type { CommandResult } from '../contract/workflows.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import type { Actor, DossierEvent, EventBody } from '../domain/dossier/events.ts';
import { evolve, fold } from '../domain/dossier/evolve.ts';
import type { Definition } from '../domain/lifecycle/definition.ts';

/** Something that was asked, and what makes it happen; decided again if the record says otherwise. */
export interface Input {
  /** Recognises its events on record. */
  readonly cause: string;
  readonly actor: Actor;
  /** @throws ApplicationFailure when it is refused. */
  readonly decide: () => readonly EventBody[];
  refusal?: unknown;
  result?: CommandResult;
}

export interface RecorderOptions {
  readonly dossierId: string;
  readonly definition: Definition;
  readonly from: Dossier | null;
  /** The others that stand in their place, or null once they are on record. */
  readonly record: (request: RecordRequest) => Promise<DossierEvent[] | null>;
  /** Each event, once it is on record. */
  readonly onRecord: (event: DossierEvent) => void;
  /** Once everything is. */
  readonly onQuiet: () => void;
}

export class Recorder {
  readonly #options: RecorderOptions;
  /** On record. */
  #base: Dossier | null;
  /** With what is decided and not yet on record. */
  #state: Dossier | null;
  #unrecorded: DossierEvent[] = [];
  #undone: Input[] = [];
  #recording: Promise<void> | null = null;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#base = options.from;
    this.#state = options.from;
  }

  get state(): Dossier | null {
    return this.#state;
  }

  get isRecording(): boolean {
    return this.#recording !== null;
  }

  /** How the dossier stands on record. */
  get standing(): CommandResult {
    return { version: this.#base?.version ?? 0, state: this.#base?.state ?? '' };
  }

  /** Decides, and begins to record what comes of it. */
  apply(input: Input): void {
    for (const body of input.decide()) {
      const { dossierId } = this.#options;
      const { cause, actor } = input;
      const seq = (this.#state?.version ?? 0) + 1;
      const event: DossierEvent = { ...body, dossierId, seq, at: Date.now(), actor, cause };
      this.#state = evolve(this.#state, event);
      this.#unrecorded.push(event);
    }
    input.result = { version: this.#state?.version ?? 0, state: this.#state?.state ?? '' };
    this.#undone.push(input);
    if (!this.recorded()) this.#undone = [];
  }

  /** Resolves once every event so far is on record, null when they are; those that come meanwhile go in the next batch. */
  recorded(): Promise<void> | null {
    if (this.#unrecorded.length > 0) this.#recording ??= this.#recordAll();
    return this.#recording;
  }

  async #recordAll(): Promise<void> {
    const { record, onRecord, onQuiet } = this.#options;
    while (this.#unrecorded.length > 0) {
      const events = this.#unrecorded.splice(0);
      const inputs = this.#undone.splice(0);
      const others = await record(this.#request(events));
      this.#base = fold(others ?? events, this.#base);
      if (others) this.#adopt(others, inputs);
      for (const event of others ?? events) onRecord(event);
    }
    this.#undone = [];
    this.#recording = null;
    onQuiet();
  }

  #request(events: readonly DossierEvent[]): RecordRequest {
    const { dossierId, definition } = this.#options;
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
      this.apply(input);
    } catch (refusal) {
      input.refusal = refusal;
    }
  }

  /** The state after that event: the one of the last move before it, or today's when there is none. */
  #stateAt(events: readonly DossierEvent[], seq: number): string {
    const move = events.findLast((event) => event.seq <= seq && event.type === 'moved');
    return move?.type === 'moved' ? move.data.to : (this.#base?.state ?? '');
  }
}
