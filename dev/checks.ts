/** What must hold before anything is started: better said now than after minutes of work. */
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cacheDir } from './cache.ts';
import { portProblem } from './ports.ts';
import { isAlive } from './process-mark.ts';
import { readPids } from './processes.ts';
import { Trouble } from './trouble.ts';

const GIGABYTE = 1024 ** 3;
/** `data`: MongoDB's journal and files, Temporal's database, letters. `install`: engines built from source, with what their compiler keeps. */
const NEEDED_GIGABYTES = { data: 1, install: 4 };

/** The name under which `npm start` records itself in `<data>/pids.json`. */
export const STARTER = 'start';

/** Refuses a data folder in which another start runs. */
export function checkNotRunning(data: string): void {
  const starter = readPids(data)[STARTER];
  if (!starter || !isAlive(starter)) return;
  throw new Trouble(
    `Pli already runs on ${data} (process ${starter.pid}).`,
    'Stop it with Ctrl-C in its terminal, or start another with its own PLI_DATA and PORT.',
  );
}

/** Refuses a taken port and a full disk; what is installed already needs no more room. */
export async function checkMachine(data: string, port: number, needed = NEEDED_GIGABYTES): Promise<void> {
  await checkPort(port);
  await checkSpace(nearestFolder(data), needed.data);
  if (!existsSync(cacheDir())) await checkSpace(nearestFolder(cacheDir()), needed.install);
}

async function checkPort(port: number): Promise<void> {
  const problem = await portProblem(port);
  if (!problem) return;
  const reason = problem === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${problem})`;
  throw new Trouble(`Port ${port} ${reason}.`, `Choose another: PORT=${port + 1} npm start`);
}

async function checkSpace(folder: string, gigabytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / GIGABYTE;
  if (free >= gigabytes) return;
  throw new Trouble(
    `The disk of ${folder} has ${free.toFixed(1)} GB left; Pli needs ${gigabytes} GB.`,
    'Free some space, or choose another disk with PLI_DATA and XDG_CACHE_HOME.',
  );
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}
