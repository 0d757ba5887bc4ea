/** Starts again what dies, later each time it dies soon, and says so. */
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './console.ts';
import { type Child, deathOf, startProgram } from './processes.ts';
import { rotate } from './rotate.ts';
import { explain } from './trouble.ts';

/** In milliseconds. */
export interface Delays {
  readonly first: number;
  readonly longest: number;
  /** One that lived as long begins anew with the first delay. */
  readonly stable: number;
}

const DELAYS: Delays = { first: 1_000, longest: 60_000, stable: 60_000 };
const ROTATE_MS = 60_000;

/** How long to wait after the `deaths`th death in a row, the first being 1. */
export function delayOf(deaths: number, { first, longest }: Delays = DELAYS): number {
  return Math.min(longest, first * 2 ** (deaths - 1));
}

/** Keeps these programs running and their logs short until `stopping` is aborted. */
export async function keepRunning(
  data: string,
  children: readonly Child[],
  stopping: AbortSignal,
  delays: Delays = DELAYS,
): Promise<void> {
  const rotating = setInterval(() => {
    for (const { log } of children) rotate(log);
  }, ROTATE_MS);
  await Promise.all(children.map((child) => keepOne(data, child, stopping, delays)));
  clearInterval(rotating);
}

async function keepOne(data: string, first: Child, stopping: AbortSignal, delays: Delays): Promise<void> {
  let child = first;
  for (let deaths = 1; ; deaths += 1) {
    const since = Date.now();
    const how = await child.ended;
    if (stopping.aborted) return;
    if (Date.now() - since > delays.stable) deaths = 1;
    const delay = delayOf(deaths, delays);
    say(`\n${explain(deathOf(child, how))}\n  → It is started again in ${delay / 1000} s.`);
    await sleep(delay, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return;
    child = startProgram(data, first.program);
  }
}
