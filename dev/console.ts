/** Says on the console what runs and how long it took; several steps may run at once. */
import { loadConfig } from '../config.ts';

const TICK_MS = 250;
// Without a terminal a line every so often shows that a long step is alive without flooding a log.
const PLAIN_PROGRESS_MS = 15_000;

/** Tells what a running step is at: "412 packages". */
export type Report = (detail: string) => void;

interface Running {
  readonly label: string;
  readonly since: number;
  detail: string;
  said: number;
}

const running = new Set<Running>();
const terminal = process.stdout.isTTY === true && loadConfig(process.env).CI === undefined;
let ticker: NodeJS.Timeout | undefined;

/** "0.4 s", "34 s", "3 min 05 s". */
export function duration(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** Prints a line, above the progress line when there is one. */
export function say(line: string): void {
  process.stdout.write(terminal && running.size > 0 ? `\r\x1b[2K${line}\n` : `${line}\n`);
}

/** Runs one piece of work and says how it went; a failure is named here and thrown on. */
export async function step<T>(label: string, work: (report: Report) => Promise<T>): Promise<T> {
  const entry: Running = { label, since: Date.now(), detail: '', said: Date.now() };
  running.add(entry);
  ticker ??= setInterval(tick, TICK_MS);
  try {
    const result = await work((detail) => {
      entry.detail = detail;
    });
    finish(entry, '✓');
    return result;
  } catch (error) {
    finish(entry, '✗');
    throw error;
  }
}

function finish(entry: Running, mark: string): void {
  const suffix = mark === '✓' && entry.detail ? `: ${entry.detail}` : '';
  say(`  ${mark} ${entry.label}${suffix} (${duration(Date.now() - entry.since)})`);
  running.delete(entry);
  if (running.size > 0) return;
  clearInterval(ticker);
  ticker = undefined;
  if (terminal) process.stdout.write('\r\x1b[2K');
}

function describe(entry: Running): string {
  const detail = entry.detail ? `, ${entry.detail}` : '';
  return `${entry.label} (${duration(Date.now() - entry.since)}${detail})`;
}

function tick(): void {
  if (terminal) {
    const line = [...running].map(describe).join(' · ');
    process.stdout.write(`\r\x1b[2K  … ${line.slice(0, Math.max(20, process.stdout.columns - 6))}`);
    return;
  }
  for (const entry of running) {
    if (Date.now() - entry.said < PLAIN_PROGRESS_MS) continue;
    entry.said = Date.now();
    say(`  … ${describe(entry)}`);
  }
}
