/** What a dossier's record asks for beyond the record: letters answered by themselves, moved, sent after others, erased. */

import type { LetterSignal } from '../contract/workflows.ts';
import type { SystemCommand } from '../domain/dossier/commands.ts';
import type { Bounce } from '../domain/dossier/dossier.ts';
import type { DossierEvent } from '../domain/dossier/events.ts';
import {
  answerAutomatically,
  eraseRedacted,
  exchangeLetters,
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

type LetterReceived = Extract<DossierEvent, { type: 'letterReceived' }>['data'];

export class FollowUps {
  readonly #options: FollowUpOptions;
  #underWay = 0;
  #exchanges: Promise<void> = Promise.resolve();

  constructor(options: FollowUpOptions) {
    this.#options = options;
  }

  get areUnderWay(): boolean {
    return this.#underWay > 0;
  }

  /** Begins what an event on record asks for. */
  follow(event: DossierEvent): void {
    const { dossierId } = this.#options;
    if (event.type === 'letterReceived') void this.#count(this.#answer(event.data));
    else if (event.type === 'messageRedacted') void this.#count(eraseRedacted(event.data.message));
    else if (event.type === 'lettersSplit' || event.type === 'merged' || event.type === 'unmerged')
      void this.#count(this.#exchange(() => exchangeLetters({ dossierId, event })));
  }

  /** A letter whose dossier was merged meanwhile goes where the others went. */
  async sendAfter(stray: LetterSignal): Promise<void> {
    const { dossierId, recorded } = this.#options;
    await recorded();
    await this.#count(this.#exchange(() => redirectLetter({ dossierId, stray })));
  }

  /** A report about a letter that went elsewhere is told where it is. */
  async tellAfter(bounce: Bounce): Promise<void> {
    const { dossierId, recorded } = this.#options;
    await recorded();
    await this.#count(this.#exchange(() => tellBounce({ dossierId, bounce })));
  }

  /** C15. Whether a machine does answer, and may, is the activity's to say: once for each letter. */
  async #answer({ message: letter, answerFor: moment }: LetterReceived): Promise<void> {
    if (moment === null) return;
    const { dossierId, ask, recorded } = this.#options;
    const message = await answerAutomatically({ dossierId, letter, moment });
    if (message === null) return;
    ask(`answer ${letter}`, { type: 'recordAnswer', message, moment });
    await recorded();
    await sendAutomaticReply({ dossierId, message });
  }

  /** One exchange after the other: what an un-merge brings back, the merge has taken. */
  #exchange(move: () => Promise<void>): Promise<void> {
    this.#exchanges = this.#exchanges.then(move);
    return this.#exchanges;
  }

  async #count(work: Promise<void>): Promise<void> {
    this.#underWay += 1;
    await work;
    this.#underWay -= 1;
  }
}
