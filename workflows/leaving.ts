/** A dossier about to be merged into another: it leaves once the other has said that its letters may come (O7). */
import { ActivityFailure, sleep } from '@temporalio/workflow';
import type { CommandRequest } from '../contract/workflows.ts';
import { askReception } from './world.ts';

/** Two that ask each other at once both hear no; the first by its id asks again, when the other has given up. */
const ATTEMPTS = 3;
const PAUSE_MS = 500;

export class Leaving {
  readonly #dossierId: string;
  #underWay = 0;

  constructor(dossierId: string) {
    this.#dossierId = dossierId;
  }

  /** From before the other dossier is asked until what it said is acted on: meanwhile this one takes no letters itself. */
  get isUnderWay(): boolean {
    return this.#underWay > 0;
  }

  /** The command as the other dossier's answer makes it, for `act` to decide at once; any other command as it is. */
  async through<T>(request: CommandRequest, act: (answered: CommandRequest) => T): Promise<T> {
    const { command } = request;
    if (command.type !== 'merge') return act(request);
    for (let attempt = 1; ; attempt++) {
      this.#underWay += 1;
      try {
        const answer = await this.#reception(command.into.id);
        const isLast = attempt === ATTEMPTS || this.#dossierId > command.into.id;
        if (answer !== 'leaving' || isLast)
          return act({ ...request, command: { ...command, into: { ...command.into, open: answer === 'open' } } });
      } finally {
        this.#underWay -= 1;
      }
      await sleep(PAUSE_MS);
    }
  }

  /** One that cannot be asked takes nothing: nothing was changed, and the merge can be asked again. */
  async #reception(into: string): ReturnType<typeof askReception> {
    try {
      return await askReception({ into });
    } catch (error) {
      if (error instanceof ActivityFailure) return 'over';
      throw error;
    }
  }
}
