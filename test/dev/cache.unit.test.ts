/** What is installed is there whole, once, whoever asks. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installed } from '../../dev/cache.ts';

const CACHE = JSON.stringify(join(import.meta.dirname, '../../dev/cache.ts'));
const silent = (): void => {};
const before = process.env.XDG_CACHE_HOME;
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'pli-cache-'));
  process.env.XDG_CACHE_HOME = home;
});
afterEach(() => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before;
  rmSync(home, { recursive: true, force: true });
});

it('keeps nothing of an install that failed', async () => {
  const failing = installed('thing-1', silent, async (folder) => {
    writeFileSync(join(folder, 'half'), '');
    throw new Error('no network');
  });
  await expect(failing).rejects.toThrow('no network');
  expect(readdirSync(join(home, 'pli'))).toEqual([]);
});

it('goes on after an install that was killed', async () => {
  mkdirSync(join(home, 'pli', 'thing-1.new'), { recursive: true });
  writeFileSync(join(home, 'pli', 'thing-1.lock'), JSON.stringify({ pid: process.pid, born: 'before' }));
  const folder = await installed('thing-1', silent, async (path) => writeFileSync(join(path, 'whole'), ''));
  expect(readdirSync(folder)).toEqual(['whole']);
  expect(readdirSync(join(home, 'pli'))).toEqual(['thing-1']);
});

it('installs once when two processes ask at the same time', async () => {
  const log = join(home, 'log');
  const script = `
    import { appendFileSync } from 'node:fs';
    import { setTimeout } from 'node:timers/promises';
    import { installed } from ${CACHE};
    await installed('thing-1', () => {}, async () => {
      appendFileSync(${JSON.stringify(log)}, 'installed\\n');
      await setTimeout(300);
    });`;
  // The environment is given: what child processes get by default is not jest's own copy of it.
  const ask = () =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env: { ...process.env } });
  await Promise.all([ask(), ask()]);
  expect(readFileSync(log, 'utf8')).toBe('installed\n');
});
