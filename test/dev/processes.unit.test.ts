/** Programs are recorded, recognised, stopped in order, and never confused with strangers. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { delayOf, keepRunning } from '../../dev/keep-running.ts';
import { isAlive, processMark } from '../../dev/process-mark.ts';
import { type Child, deathOf, readPids, record, startProgram, stopRecorded, untilReady } from '../../dev/processes.ts';
import { rotate } from '../../dev/rotate.ts';

let data: string;
const started: Child[] = [];

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'pli-processes-'));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill();
  rmSync(data, { recursive: true, force: true });
});

function shell(name: string, script: string): Child {
  const child = startProgram(data, { name, command: '/bin/sh', args: ['-c', script] });
  started.push(child);
  return child;
}

it('records what it starts and forgets what ended', async () => {
  const child = shell('api', 'exit 3');
  expect(readPids(data).api?.pid).toBe(child.pid);
  expect(await child.ended).toBe('code 3');
  expect(readPids(data)).toEqual({});
});

it('stops what an earlier start left, users of the engines first', async () => {
  for (const name of ['mongod', 'mox', 'worker', 'temporal', 'api']) shell(name, 'exec sleep 60');
  const order: string[] = [];
  await stopRecorded(data, (name) => order.push(name));
  expect(order).toEqual(['api', 'worker', 'mox', 'temporal', 'mongod']);
  expect(started.every((child) => !isAlive(processMark(child.pid)))).toBe(true);
});

it('leaves alone a stranger that got the process id of a program of ours', async () => {
  const stranger = shell('stranger', 'exec sleep 60');
  record(data, 'stranger', undefined);
  record(data, 'mongod', { pid: stranger.pid, born: 'an earlier boot' });
  const order: string[] = [];
  await stopRecorded(data, (name) => order.push(name));
  expect(order).toEqual([]);
  expect(isAlive(processMark(stranger.pid))).toBe(true);
});

it('names a program that dies while it is awaited, with its last lines', async () => {
  const child = shell('temporal', 'echo "address already in use" >&2; exit 1');
  await expect(untilReady([child], async () => false)).rejects.toThrow(
    /^Temporal ended \(code 1\)\.\n {4}│ address already in use$/,
  );
});

it('names a program that does not come up in time', async () => {
  const child = shell('mox', 'echo listening; exec sleep 60');
  await expect(untilReady([child], async () => false, 200)).rejects.toThrow(
    /^The mail server did not come up in 0.2 s/,
  );
});

it('fault X11: a program that dies is started again, later each time, until all stops', async () => {
  const child = shell('api', 'echo begun; exit 1');
  const stopping = new AbortController();
  const keeping = keepRunning(data, [child], stopping.signal, { first: 5, longest: 20, stable: 60_000 });
  const begun = () => readFileSync(child.log, 'utf8').match(/begun/g)?.length ?? 0;
  while (begun() < 4) await new Promise((resolve) => setTimeout(resolve, 5));
  stopping.abort();
  await keeping;
  expect(begun()).toBeGreaterThanOrEqual(4);
});

it('fault X11: it waits twice as long after each death, and a minute at most', () => {
  expect([1, 2, 3, 4, 10].map((deaths) => delayOf(deaths))).toEqual([1_000, 2_000, 4_000, 8_000, 60_000]);
});

it('fault X11: a log goes on where it was, and is put aside once it is long', async () => {
  await shell('worker', 'echo one').ended;
  const again = shell('worker', 'echo two');
  await again.ended;
  expect(readFileSync(again.log, 'utf8')).toBe('one\ntwo\n');
  rotate(again.log, 4);
  expect([readFileSync(again.log, 'utf8'), readFileSync(`${again.log}.1`, 'utf8')]).toEqual(['', 'one\ntwo\n']);
});

it('points at the whole log', async () => {
  const child = shell('worker', 'echo one; echo two; exit 1');
  const { hint } = deathOf(child, await child.ended);
  expect(hint).toContain(child.log);
  expect(readFileSync(child.log, 'utf8')).toBe('one\ntwo\n');
});
