/** Rings at the earliest time it was set to. */
import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

export class Alarm {
  readonly #ring: () => void;
  #set: { readonly at: number; readonly scope: CancellationScope } | null = null;

  constructor(ring: () => void) {
    this.#ring = ring;
  }

  /**
   * Rings at `at` (epoch milliseconds) or before. One set earlier is left to ring:
   * a look too many costs less history than moving a timer at each command.
   */
  set(at: number): void {
    if (this.#set && this.#set.at <= at) return;
    this.#set?.scope.cancel();
    const scope = new CancellationScope();
    this.#set = { at, scope };
    void scope.run(() => this.#wait(at)).catch(ignoreCancellation);
  }

  async #wait(at: number): Promise<void> {
    await sleep(Math.max(1, at - Date.now()));
    this.#set = null;
    this.#ring();
  }
}

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
