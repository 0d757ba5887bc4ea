/** `npm run worker` and `npm run serve` as the operator runs them: processes of their own, which may be stopped or killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { cacheDir } from '../../dev/cache.ts';
import { testEngines } from '../setup/engines.ts';
import { until } from './until.ts';

export interface WorkerProcess {
  /** What it has written so far. */
  readonly output: () => string;
  /** SIGTERM: what is under way is finished. Gives its exit code once it has ended; null: something killed it. */
  readonly stop: () => Promise<number | null>;
  /** SIGKILL: nothing is finished, nothing is said. */
  readonly kill: () => Promise<void>;
  /** It stands still from the one to the other, and knows nothing of it. */
  readonly pause: () => void;
  readonly resume: () => void;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a worker with these variables; resolves once it works. */
export function startWorker(env: Readonly<Record<string, string>>): Promise<WorkerProcess> {
  return start('worker.ts', '"working"', { WORKFLOW_BUNDLE: testEngines().workflowBundle.codePath, ...env });
}

/** Starts an API with these variables; resolves once it listens. */
export function startServer(env: Readonly<Record<string, string>>): Promise<WorkerProcess> {
  return start('api/server.ts', '"listening"', env);
}

async function start(file: string, ready: string, env: Readonly<Record<string, string>>): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [resolve(file)], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'trace', NODE_COMPILE_CACHE: join(cacheDir(), 'node'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const exited = once(child, 'exit').then(() => running.delete(child));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    return child.exitCode;
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  try {
    await until(`${file} to be ready`, () => child.exitCode !== null || output.includes(ready), 120);
    if (child.exitCode !== null) throw new Error(`${file} ended: ${output}`);
  } catch (error) {
    await kill();
    throw error;
  }
  return {
    ...{ output: () => output, stop, kill },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
  };
}
