/** Rooms that may know another only by its types import nothing else from it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const BY_TYPE = [
  { room: 'workflows', knows: 'activities' },
  { room: 'admin-ui', knows: 'api' },
];

it.each(BY_TYPE)('$room knows $knows by its types alone', ({ room, knows }) => {
  const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const entering = new RegExp(`^(import|export) (?!type )[^;]*?from '(\\.\\./)+${knows}/`, 'm');
  expect(files.filter((name) => entering.test(readFileSync(join(room, name), 'utf8')))).toEqual([]);
  expect(entering.test(`import {\n  a,\n} from '../${knows}/x.ts';`)).toBe(true);
  expect(entering.test(`import type { A } from '../../${knows}/x.ts';`)).toBe(false);
});
