/** Runs a script of ours again whenever server code changes. `node --watch` would upset Temporal's worker threads. */
import { type ChildProcess, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const ROOMS = ['domain', 'workflows', 'activities', 'mail', 'store', 'api'];
/** An editor that saves all its files is one change. */
const QUIET_MS = 200;

const script = process.argv[2] ?? '';
let child = run();
let timer: NodeJS.Timeout | undefined;
let stopping = false;

function run(): ChildProcess {
  return spawn(process.execPath, [script], { cwd: ROOT, stdio: 'inherit' });
}

function ended(): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function restart(): void {
  if (stopping) return;
  console.log(`${script}: the code changed`);
  // Killed, not drained: whoever edits does not wait, and another run finds everything in the store.
  if (ended()) child = run();
  else {
    child.once('exit', () => {
      if (!stopping) child = run();
    });
    child.kill('SIGKILL');
  }
}

function changed(): void {
  clearTimeout(timer);
  timer = setTimeout(restart, QUIET_MS);
}

for (const room of ROOMS) watch(join(ROOT, room), { recursive: true }, changed);
// config.ts and the processes' own scripts, beside the rooms.
watch(ROOT, (_event, file) => {
  if (file?.endsWith('.ts')) changed();
});

process.on('SIGTERM', () => {
  stopping = true;
  if (ended()) process.exit(0);
  child.once('exit', () => process.exit(0)); // the signal reached the whole group, the child too
});
