/** The stack's long-lived programs: started in their own group, logged, recorded, stopped in order. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, type ProcessMark, processMark } from './process-mark.ts';
import { rotate } from './rotate.ts';
import { Trouble } from './trouble.ts';

const LAST_LINES = 6;
const POLL_MS = 50;
/** How long a program may take to stop by itself; a worker drains for 10 s. */
const GRACE_MS = 20_000;

export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

export interface Child {
  readonly name: string;
  /** What it was started with. */
  readonly program: Program;
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
  rotate(log);
  const output = openSync(log, 'a');
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
    program,
    pid,
    log,
    ended,
    hasEnded: () => over,
    kill: () => signalGroup(pid, 'SIGKILL'),
    stop: async () => {
      signalGroup(pid, 'SIGTERM');
      const stopped = await Promise.race([ended, sleep(GRACE_MS, undefined, { ref: false })]);
      if (stopped === undefined) signalGroup(pid, 'SIGKILL');
      await ended;
    },
  };
}

/**
 * Waits until `check` holds for these programs; one that ends meanwhile, or time running out, is a Trouble that names
 * it with its last lines.
 */
export async function untilReady(
  children: readonly Child[],
  check: () => Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await check().catch(() => false))) {
    for (const child of children) if (child.hasEnded()) throw deathOf(child, await child.ended);
    if (Date.now() > end) {
      const names = children.map(({ name }) => titleOf(name)).join(' and ');
      const logs = children.map(({ log }) => `${quote(lastLines(log))}`).join('');
      throw new Trouble(
        `${names} did not come up in ${withinMs / 1000} s.${logs}`,
        `See ${children.map(({ log }) => log).join(' and ')}, then start again.`,
      );
    }
    await sleep(POLL_MS);
  }
}

/** The Trouble that names a dead program with its last log lines. */
export function deathOf(child: Child, how: string): Trouble {
  const last = quote(lastLines(child.log));
  return new Trouble(`${titleOf(child.name)} ended (${how}).${last}`, `The whole log is ${child.log}.`);
}

/** In the order they are stopped: those that use the engines, then the engines. */
const TITLES: Readonly<Record<string, string>> = {
  ui: 'The screens’ server',
  api: 'The API',
  worker: 'The worker',
  mox: 'The mail server',
  temporal: 'Temporal',
  mongod: 'MongoDB',
};

/** What people call a recorded program. */
export function titleOf(name: string): string {
  return TITLES[name] ?? name;
}

/**
 * Stops every recorded program of this data folder, one after the other, and tells each. Works from the record alone,
 * so it serves an orderly end, an interrupted start, and the leftovers of a start that was killed.
 */
export async function stopRecorded(data: string, onStopped: (name: string, ms: number) => void): Promise<void> {
  const order = (name: string): number => Object.keys(TITLES).indexOf(name);
  const alive = Object.entries(readPids(data)).filter(([, mark]) => isAlive(mark) && mark.pid !== process.pid);
  for (const [name, mark] of alive.sort(([a], [b]) => order(a) - order(b))) {
    const since = Date.now();
    signalGroup(mark.pid, 'SIGTERM');
    while (isAlive(mark) && Date.now() - since < GRACE_MS) await sleep(POLL_MS);
    if (isAlive(mark)) signalGroup(mark.pid, 'SIGKILL');
    while (isAlive(mark)) await sleep(POLL_MS);
    record(data, name, undefined);
    onStopped(name, Date.now() - since);
  }
}

/** Kills every recorded program at once. */
export function killRecorded(data: string): void {
  for (const mark of Object.values(readPids(data))) {
    if (isAlive(mark) && mark.pid !== process.pid) signalGroup(mark.pid, 'SIGKILL');
  }
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
