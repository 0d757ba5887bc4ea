/** Every code that a comment or a test's title names can be looked up: rows in docs/features.md, peers in docs/peers.md, faults in docs/faults.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOMS = ['domain', 'contract', 'store', 'mail', 'services', 'workflows', 'activities', 'api', 'admin-ui', 'test'];

const sources = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(room, name), 'utf8')),
);

/** The codes that stand first in a title (`'A9 A10: …'`) or in parentheses in a comment (`(A9, O2–O4)`). */
function rowsNamed(source: string): string[] {
  const titles = source.match(/['"`](?:[AGWNCO]\d{1,2}[ ,:–]+)+/g) ?? [];
  const remarks = (source.match(/(?:\/\/|\*).*$/gm) ?? []).flatMap(
    (line) => line.match(/\((?:[AGWNCO]\d{1,2}[,;–\s]*)+\)/g) ?? [],
  );
  return [...titles, ...remarks].flatMap((text) => text.match(/[AGWNCO]\d{1,2}/g) ?? []);
}

const peersNamed = (source: string): string[] =>
  [...source.matchAll(/\bpeers? (\d+)/g)].flatMap(([, number]) => number ?? []);

const listed = (file: string): Set<string> =>
  new Set([...readFileSync(file, 'utf8').matchAll(/^\| (\w+) +\|/gm)].flatMap(([, code]) => code ?? []));

it('every row named in the code is in docs/features.md', () => {
  const known = listed('docs/features.md');
  const named = new Set(sources.flatMap(rowsNamed));
  expect(named.size).toBeGreaterThan(60);
  expect([...named].filter((code) => !known.has(code))).toEqual([]);
});

it('every failure of a peer named in the code is in docs/peers.md', () => {
  const known = listed('docs/peers.md');
  const named = new Set(sources.flatMap(peersNamed));
  expect(named.size).toBeGreaterThan(30);
  expect([...named].filter((code) => !known.has(code))).toEqual([]);
});

it('every fault named in the code is in docs/faults.md', () => {
  const known = listed('docs/faults.md');
  const named = new Set(
    sources.flatMap((source) => [...source.matchAll(/\bfault ([LRSX]\d+)/g)].map(([, code]) => code ?? '')),
  );
  expect(named.size).toBeGreaterThan(5);
  expect([...named].filter((code) => !known.has(code))).toEqual([]);
});
