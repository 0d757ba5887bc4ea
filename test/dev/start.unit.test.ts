/** `npm start` refuses in one clear sentence, before it has started or written anything. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processMark } from '../../dev/process-mark.ts';
import { loadSecrets } from '../../dev/secrets.ts';

const START = join(import.meta.dirname, '../../dev/start.ts');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pli-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(env: Record<string, string>): { readonly status: number | null; readonly stderr: string } {
  return spawnSync(process.execPath, [START], { env: { ...process.env, ...env }, encoding: 'utf8' });
}

it('refuses a taken port', async () => {
  const server = await new Promise<Server>((resolve) => {
    const listening = createServer().listen(0, '127.0.0.1', () => resolve(listening));
  });
  const { port } = server.address() as { port: number };
  const data = join(folder, 'data');
  const { status, stderr } = start({ PORT: String(port), PLI_DATA: data });
  server.close();
  expect(stderr).toBe(`\nPort ${port} is taken by another program.\n  → Choose another: PORT=${port + 1} npm start\n`);
  expect(status).toBe(1);
  expect(existsSync(data)).toBe(false);
});

it('refuses a data folder in which another start runs', () => {
  writeFileSync(join(folder, 'pids.json'), JSON.stringify({ start: processMark(process.pid) }));
  const { status, stderr } = start({ PLI_DATA: folder });
  expect(stderr).toContain(`Pli already runs on ${folder} (process ${process.pid}).`);
  expect(status).toBe(1);
});

it('refuses wrong settings, all at once', () => {
  const { status, stderr } = start({ PORT: 'eighty', MONGODB_URL: 'localhost', PLI_DATA: folder });
  expect(stderr).toMatch(/PORT: [\s\S]*MONGODB_URL: /);
  expect(status).toBe(1);
});

it('erases no folder that is not its own', () => {
  writeFileSync(join(folder, 'thesis.txt'), 'years of work');
  const env = { ...process.env, PORT: '21999', PLI_DATA: folder };
  const { status, stderr } = spawnSync(process.execPath, [START, '--reset', '--yes'], { env, encoding: 'utf8' });
  expect(stderr).toContain(`${folder} was not made by Pli: nothing was erased.`);
  expect(status).toBe(1);
  expect(existsSync(join(folder, 'thesis.txt'))).toBe(true);
});

it('keeps its secrets between starts, for their owner alone', () => {
  const first = loadSecrets(folder);
  expect(loadSecrets(folder)).toEqual(first);
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(Buffer.from(first.secretsKey, 'base64')).toHaveLength(32);
});
