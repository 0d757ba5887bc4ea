/** Runs other programs to their end, and finds them on PATH. */
import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

const LAST_LINES = 8;

const running = new Set<ChildProcess>();

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  readonly onLine?: (line: string) => void;
  readonly timeoutMs?: number;
}

/** A command that ended badly, with its last lines. */
export class CommandFailed extends Error {
  readonly lastLines: readonly string[];

  constructor(command: string, outcome: string, lastLines: readonly string[]) {
    super(`${command} ${outcome}${lastLines.length > 0 ? `: ${lastLines.join(' | ')}` : ''}`);
    this.name = 'CommandFailed';
    this.lastLines = lastLines;
  }
}

/** Runs a command and resolves with what it printed (both streams, in lines). Throws CommandFailed. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string[]> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    timeout: options.timeoutMs,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.add(child);
  child.stdin.on('error', () => {}); // a program that does not read its input is no failure
  child.stdin.end(options.input ?? '');
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      options.onLine?.(line);
    });
  }
  const outcome = await new Promise<string | undefined>((resolve) => {
    child.on('error', (error) => resolve(`could not run (${error.message})`));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? `code ${code}`}`));
  });
  running.delete(child);
  if (outcome) throw new CommandFailed(command, outcome, lines.slice(-LAST_LINES));
  return lines;
}

/** Ends every command under way: nobody waits for it any more. */
export function stopCommands(): void {
  for (const child of running) child.kill();
}

/** Whether a command runs and ends well. */
export async function works(command: string, args: readonly string[]): Promise<boolean> {
  return run(command, args, { timeoutMs: 30_000 }).then(
    () => true,
    () => false,
  );
}

/** The absolute path of the first of these programs found on PATH. */
export function findOnPath(...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name);
      if (folder && isExecutable(path)) return path;
    }
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
