/** What a dossier's record asks for beyond the record: letters answered by themselves, moved, sent after others, erased. */
import { ActivityFailure, log } from '@temporalio/workflow';
import type { Instruction, LetterSignal } from '../contract/workflows.ts';
import type { SystemCommand } from '../domain/dossier/commands.ts';
import type { Bounce } from '../domain/dossier/dossier.ts';
import type { DossierEvent } from '../domain/dossier/events.ts';
import {
  answerAutomatically,
  eraseRedacted,
  exchangeLetters,
  passLettersOn,
  redirectLetter,
  sendAutomaticReply,
  tellBounce,
} from './world.ts';

export interface FollowUpOptions {
  readonly dossierId: string;
  readonly ask: (cause: string, command: SystemCommand) => void;
  /** Once all that was decided is on record. */
  readonly recorded: () => Promise<void> | null;
}

type LettersCame = Extract<Instruction, { type: 'lettersCame' }>;
type ExchangeEvent = Extract<DossierEvent, { type: 'lettersSplit' | 'merged' | 'unmerged' }>;
type LetterReceived = Extract<DossierEvent, { type: 'letterReceived' }>['data'];

export class FollowUps {
  readonly #options: FollowUpOptions;
  readonly #underWay = new Set<string>();
  #exchanges: Promise<void> = Promise.resolve();

  constructor(options: FollowUpOptions) {
    this.#options = options;
  }

  get areUnderWay(): boolean {
    return this.#underWay.size > 0;
  }

  /** Begins what an event on record asks for; asked again meanwhile, after the engine was lost, it is done once. */
  follow(event: DossierEvent): void {
    const { dossierId } = this.#options;
    const begin = (work: () => Promise<void>) => void this.#count(`event ${event.seq}`, work);
    if (event.type === 'letterReceived') begin(() => this.#answer(event.data));
    else if (event.type === 'answeredAutomatically')
      begin(() => sendAutomaticReply({ dossierId, message: event.data.message }));
    else if (event.type === 'messageRedacted') begin(() => eraseRedacted(event.data.message));
    else if (event.type === 'lettersSplit' || event.type === 'merged' || event.type === 'unmerged')
      begin(() => this.#exchange(() => this.#exchangeLetters(event)));
  }

  async #exchangeLetters(event: ExchangeEvent): Promise<void> {
    const { dossierId, ask } = this.#options;
    const exchanged = await exchangeLetters({ dossierId, event });
    if (event.type === 'merged' && exchanged === 'target-ended')
      ask(`merge failed ${event.seq}`, { type: 'mergeFailed', into: event.data.into });
  }

  /** Letters of another dossier that come to one that was merged itself, or has ended, go on or go back. */
  async passOn(came: LettersCame): Promise<void> {
    const { dossierId, recorded } = this.#options;
    await recorded();
    await this.#count(`letters ${came.key}`, () => this.#exchange(() => passLettersOn({ dossierId, came })));
  }

  /** A letter whose dossier was merged meanwhile goes where the others went. */
  async sendAfter(stray: LetterSignal): Promise<void> {
    const { dossierId, recorded } = this.#options;
    await recorded();
    await this.#count(`letter ${stray.letter.message}`, () =>
      this.#exchange(() => redirectLetter({ dossierId, stray })),
    );
  }

  /** A report about a letter that went elsewhere is told where it is. */
  async tellAfter(bounce: Bounce): Promise<void> {
    const { dossierId, recorded } = this.#options;
    await recorded();
    await this.#count(`bounce ${bounce.message} ${bounce.recipient}`, () =>
      this.#exchange(() => tellBounce({ dossierId, bounce })),
    );
  }

  /** C15. Whether a machine does answer, and may, is the activity's to say: once for each letter. */
  async #answer({ message: letter, answerFor: moment }: LetterReceived): Promise<void> {
    if (moment === null) return;
    const { dossierId, ask } = this.#options;
    const message = await answerAutomatically({ dossierId, letter, moment });
    if (message !== null) ask(`answer ${letter}`, { type: 'recordAnswer', message, moment });
  }

  /** One exchange after the other: what an un-merge brings back, the merge has taken. */
  #exchange(move: () => Promise<void>): Promise<void> {
    // One that failed for good keeps none that comes after it waiting.
    this.#exchanges = this.#exchanges.catch(() => undefined).then(move);
    return this.#exchanges;
  }

  async #count(what: string, work: () => Promise<void>): Promise<void> {
    if (this.#underWay.has(what)) return;
    this.#underWay.add(what);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      // The record still says what was to follow: a rebuild does it.
      log.error('a follow-up was given up', { activity: error.activityType, reason: error.cause?.message });
    } finally {
      this.#underWay.delete(what);
    }
  }
}
