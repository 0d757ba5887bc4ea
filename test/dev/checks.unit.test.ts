/** A disk too full is said before anything is written to it. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkMachine } from '../../dev/checks.ts';
import { explain } from '../../dev/trouble.ts';

/** More than any disk has. */
const TOO_MUCH = 1e9;
const ANY_PORT = 0;
const before = process.env.XDG_CACHE_HOME;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pli-checks-'));
  process.env.XDG_CACHE_HOME = folder;
});
afterEach(() => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before;
  rmSync(folder, { recursive: true, force: true });
});

const saying = (data: string, needed: { readonly data: number; readonly install: number }) =>
  checkMachine(data, ANY_PORT, needed).then(() => null, explain);

it('names the folder, what is left and what is needed; the folder of the data need not be there yet', async () => {
  const data = join(folder, 'deep', 'data');
  const left = `The disk of ${folder} has \\d+\\.\\d GB left; Pli needs ${TOO_MUCH} GB.`;
  const hint = '→ Free some space, or choose another disk with PLI_DATA and XDG_CACHE_HOME.';
  expect(await saying(data, { data: TOO_MUCH, install: 0 })).toMatch(new RegExp(`^${left}\n  ${hint}$`));
  expect(existsSync(join(folder, 'deep'))).toBe(false);
});

it('asks for the room of an installation only where nothing is installed', async () => {
  const needed = { data: 0, install: TOO_MUCH };
  expect(await saying(folder, needed)).toContain(`Pli needs ${TOO_MUCH} GB.`);
  mkdirSync(join(folder, 'pli'));
  expect(await saying(folder, needed)).toBeNull();
});

it('says nothing where there is room', async () => {
  expect(await saying(folder, { data: 0.000001, install: 0.000001 })).toBeNull();
});
