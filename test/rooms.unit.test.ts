/** The import table of docs/architecture.md, types included: which room may import which. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';

/** What each room may import besides itself; a path names one file or folder of a room. */
const TABLE: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  contract: ['domain'],
  store: ['domain'],
  mail: ['domain'],
  workflows: ['domain', 'contract'],
  services: ['domain', 'contract', 'store', 'mail/html', 'mail/send/verify-address.ts', 'mail/read/antivirus.ts'],
  activities: ['domain', 'contract', 'store', 'mail', 'services'],
  api: [
    'domain',
    'contract',
    'store',
    'services',
    'config.ts',
    'mail/html',
    'mail/send/verify-address.ts',
    'mail/read/antivirus.ts',
  ],
  'admin-ui': ['domain', 'api/schemas.ts'],
};

const IMPORT = /^(?:import|export)\s[^;]*?from '(\.[^']+)'/gm;

/** `file → imported file` for each import that leaves the room for a place it may not enter. */
function trespasses(room: string, allowed: readonly string[]): string[] {
  const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  return files.flatMap((name) => {
    const file = join(room, name);
    return [...readFileSync(file, 'utf8').matchAll(IMPORT)]
      .map(([, path = '']) => normalize(join(dirname(file), path)))
      .filter((target) => ![room, ...allowed].some((place) => target === place || target.startsWith(place + sep)))
      .map((target) => `${file} → ${target}`);
  });
}

it.each(Object.entries(TABLE))('%s imports what the table allows and nothing else', (room, allowed) => {
  expect(trespasses(room, allowed)).toEqual([]);
});

it('sees an import of types that runs over several lines', () => {
  expect(trespasses('workflows', ['domain']).some((line) => line.includes('contract'))).toBe(true);
});

it('admin-ui knows the API by its types alone', () => {
  const values = /^(import|export) (?!type )[^;]*?from '(\.\.\/)+api\//m;
  const files = readdirSync('admin-ui', { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  expect(files.filter((name) => values.test(readFileSync(join('admin-ui', name), 'utf8')))).toEqual([]);
  expect(values.test(`import {\n  a,\n} from '../api/x.ts';`)).toBe(true);
});
