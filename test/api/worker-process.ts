/** `npm run worker` as the operator runs it: a process of its own, which may be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { testEngines } from '../setup/engines.ts';
import { until } from './until.ts';

export interface WorkerProcess {
  /** What it has written so far. */
  readonly output: () => string;
  /** SIGKILL: nothing is finished, nothing is said. */
  readonly kill: () => Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts it with these variables; resolves once it works. */
export async function startWorker(env: Readonly<Record<string, string>>): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [resolve('worker.ts')], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'trace', WORKFLOW_BUNDLE: testEngines().workflowBundle.codePath, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const exited = once(child, 'exit').then(() => running.delete(child));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  try {
    await until('the worker to work', () => child.exitCode !== null || output.includes('"working"'));
    if (child.exitCode !== null) throw new Error(`the worker ended: ${output}`);
  } catch (error) {
    await kill();
    throw error;
  }
  return { output: () => output, kill };
}
