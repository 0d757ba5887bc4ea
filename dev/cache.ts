/** What the machine's user keeps between runs: engines, installed once, whole or not at all. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../config.ts';
import type { Report } from './console.ts';
import { isAlive, type ProcessMark, processMark } from './process-mark.ts';

const LOCK_POLL_MS = 500;
const EMPTY_LOCK_MS = 10_000;

/** `${XDG_CACHE_HOME:-~/.cache}/pli` */
export function cacheDir(): string {
  return join(loadConfig(process.env).XDG_CACHE_HOME, 'pli');
}

/**
 * The folder of an installed thing, filled by `install` the first time. Two processes may ask at once: one works in a
 * temporary folder renamed when complete, the other waits. `key` carries the version: another version is another folder.
 */
export async function installed(
  key: string,
  report: Report,
  install: (folder: string) => Promise<void>,
): Promise<string> {
  const target = join(cacheDir(), key);
  if (existsSync(target)) return target;
  mkdirSync(cacheDir(), { recursive: true });
  const release = await lock(`${target}.lock`, report);
  const temporary = `${target}.new`;
  try {
    if (existsSync(target)) return target;
    rmSync(temporary, { recursive: true, force: true }); // left by an install that was killed
    mkdirSync(temporary);
    await install(temporary);
    renameSync(temporary, target);
    return target;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    release();
  }
}

/** Whether `installed(key)` would return at once. */
export function isInstalled(key: string): boolean {
  return existsSync(join(cacheDir(), key));
}

async function lock(path: string, report: Report): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify(processMark(process.pid)), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (holderIsGone(path)) rmSync(path, { force: true });
    else {
      report('another process installs it: waiting');
      await sleep(LOCK_POLL_MS);
    }
  }
}

function holderIsGone(path: string): boolean {
  try {
    return !isAlive(JSON.parse(readFileSync(path, 'utf8')) as ProcessMark);
  } catch {
    // Released meanwhile, being written, or left empty by a full disk.
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    return age > EMPTY_LOCK_MS;
  }
}
