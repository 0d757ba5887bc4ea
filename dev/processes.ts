/** The stack's long-lived programs: started in their own group, logged, recorded, stopped in order. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, type ProcessMark, processMark } from './process-mark.ts';
import { Trouble } from './trouble.ts';

const LAST_LINES = 6;
const POLL_MS = 50;

export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** How long it may take to stop by itself, in milliseconds. */
  readonly graceMs?: number;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly log: string;
  /** Resolves once, with "code 1" or "SIGKILL". */
  readonly ended: Promise<string>;
  readonly hasEnded: () => boolean;
  readonly stop: () => Promise<void>;
  readonly kill: () => void;
}

/** Starts a program; its output goes to `<data>/logs/<name>.log`, its pid to `<data>/pids.json`. */
export function startProgram(data: string, program: Program): Child {
  const log = join(data, 'logs', `${program.name}.log`);
  mkdirSync(join(data, 'logs'), { recursive: true });
  // Files rather than pipes: an engine outlives a killed parent without dying of a broken pipe.
  const output = openSync(log, 'w');
  const child = spawn(program.command, program.args, {
    cwd: program.cwd,
    env: program.env ?? process.env,
    detached: true, // Ctrl-C reaches the terminal's group; we stop these ourselves, in order
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const ended = whenEnded(child);
  if (child.pid === undefined) {
    throw new Trouble(
      `${program.name} cannot be run (${program.command}).`,
      'Check that the file exists and is executable.',
    );
  }
  const pid = child.pid;
  record(data, program.name, processMark(pid));
  let over = false;
  void ended.then(() => {
    over = true;
    record(data, program.name, undefined);
  });
  return {
    name: program.name,
    pid,
    log,
    ended,
    hasEnded: () => over,
    kill: () => signalGroup(pid, 'SIGKILL'),
    stop: async () => {
      signalGroup(pid, 'SIGTERM');
      const stopped = await Promise.race([ended, sleep(program.graceMs ?? 10_000, undefined, { ref: false })]);
      if (stopped === undefined) signalGroup(pid, 'SIGKILL');
      await ended;
    },
  };
}

/** Waits until `check` holds; a program that ends meanwhile, or time running out, is a Trouble with its last lines. */
export async function untilReady(child: Child, check: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await check().catch(() => false))) {
    if (child.hasEnded()) throw deathOf(child, await child.ended);
    if (Date.now() > end) {
      throw new Trouble(
        `${child.name} did not come up in ${withinMs / 1000} s.${quote(lastLines(child.log))}`,
        `See ${child.log}, then start again.`,
      );
    }
    await sleep(POLL_MS);
  }
}

/** The Trouble that names a dead child with its last log lines. */
export function deathOf(child: Child, how: string): Trouble {
  return new Trouble(`${child.name} ended (${how}).${quote(lastLines(child.log))}`, `The whole log is ${child.log}.`);
}

/** Ends what a killed start left running in this data folder, and says which programs those were. */
export async function reapLeftovers(data: string): Promise<string[]> {
  const leftovers = Object.entries(readPids(data)).filter(([, mark]) => isAlive(mark) && mark.pid !== process.pid);
  for (const [, mark] of leftovers) signalGroup(mark.pid, 'SIGTERM');
  const end = Date.now() + 10_000;
  for (const [, mark] of leftovers) {
    while (isAlive(mark) && Date.now() < end) await sleep(POLL_MS);
    if (isAlive(mark)) signalGroup(mark.pid, 'SIGKILL');
    while (isAlive(mark)) await sleep(POLL_MS);
  }
  rmSync(join(data, 'pids.json'), { force: true });
  return leftovers.map(([name]) => name);
}

/** What runs in this data folder, by name. */
export function readPids(data: string): Record<string, ProcessMark> {
  try {
    return JSON.parse(readFileSync(join(data, 'pids.json'), 'utf8')) as Record<string, ProcessMark>;
  } catch {
    return {};
  }
}

/** Records a process of this data folder under a name, or forgets it. */
export function record(data: string, name: string, mark: ProcessMark | undefined): void {
  const { [name]: _, ...others } = readPids(data);
  try {
    writeFileSync(join(data, 'pids.json'), JSON.stringify(mark ? { ...others, [name]: mark } : others));
  } catch (error) {
    if (mark) throw error; // forgetting may come after the folder is gone
  }
}

function whenEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // already gone
  }
}

function lastLines(log: string): string[] {
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LAST_LINES);
  } catch {
    return [];
  }
}

function quote(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${lines.map((line) => `    │ ${line.slice(0, 240)}`).join('\n')}`;
}
