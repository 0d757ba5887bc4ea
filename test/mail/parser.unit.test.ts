/** The processes that read letters: what they cost, and what ends them. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UnreadableLetter } from '../../mail/read/parse.ts';
import { createLetterParser, type LetterParser } from '../../mail/read/parser.ts';
import { file, head, hello, mixed, multipart, part } from '../letters/build.ts';

const opened: LetterParser[] = [];
const parserOf = (options: Parameters<typeof createLetterParser>[0]) => {
  const parser = createLetterParser({ processes: 1, ...options });
  opened.push(parser);
  return parser;
};
afterAll(() => {
  for (const parser of opened) parser.close();
});

const text = (characters: number) => Buffer.from(`${head()}\n${'Bonjour. '.repeat(characters / 9)}`);

it('gives letters back whole, in any number at once', async () => {
  const parser = parserOf({ processes: 2 });
  const content = Buffer.from([0, 255, 13, 10]);
  const letters = await Promise.all(
    Array.from({ length: 50 }, (_, i) => parser.parse(Buffer.from(mixed(hello, file(`f${i}.bin`, content))))),
  );
  expect(letters.map(({ attachments }) => attachments[0]?.name)).toEqual(letters.map((_, i) => `f${i}.bin`));
  expect(letters.every(({ attachments }) => attachments[0]?.content.equals(content))).toBe(true);
});

it('leaves the bytes it was given as they were', async () => {
  const whole = Buffer.from(`before${head()}\nBonjour`);
  const copy = Buffer.from(whole);
  await parserOf({}).parse(whole.subarray(6));
  expect(whole).toEqual(copy);
});

it('a letter that takes too long is refused, and the next one is read', async () => {
  // So much less for each megabyte that 38 of them have no time at all.
  const parser = parserOf({ timeMs: 10_000, timePerMbMs: -262 });
  const [slow, next] = await Promise.allSettled([parser.parse(text(40_000_000)), parser.parse(text(900))]);
  expect(slow).toMatchObject({ status: 'rejected', reason: { name: 'UnreadableLetter', code: 'too-slow' } });
  expect(next).toMatchObject({ status: 'fulfilled' });
});

it('a letter that takes too much memory is refused, and the next one is read', async () => {
  const parser = parserOf({ memoryMb: 48 });
  const heavy = Buffer.from(`${head('Content-Type: text/html')}\n${'<p>Bonjour.</p>'.repeat(100_000)}`);
  const [swollen, next] = await Promise.allSettled([parser.parse(heavy), parser.parse(text(900))]);
  expect(swollen).toMatchObject({ status: 'rejected', reason: { name: 'UnreadableLetter', code: 'too-heavy' } });
  expect(next).toMatchObject({ status: 'fulfilled' });
});

/** Ends the processes that read for this test, as a machine short of memory does. */
async function killReaders(): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  const readers = rows.filter(
    ([, ppid, ...args]) => Number(ppid) === process.pid && /letter-process/.test(args.join(' ')),
  );
  for (const [pid] of readers) process.kill(Number(pid), 'SIGKILL');
  return readers.length;
}

it('peer 6: a letter whose reader is killed, or was killed before it, is read by another', async () => {
  const parser = parserOf({});
  await parser.parse(text(900));
  expect(await killReaders()).toBeGreaterThan(0);
  expect((await parser.parse(text(900))).subject).toBe('Colis');
  const reading = parser.parse(text(9_000_000));
  await killReaders();
  expect((await reading).subject).toBe('Colis');
});

it('a letter that cannot be read is refused with the reason', async () => {
  const parser = parserOf({});
  const bomb = Buffer.from(`${head()}${multipart('mixed', Array(1500).fill(part([], 'x')))}`);
  await expect(parser.parse(bomb)).rejects.toThrow(UnreadableLetter);
  await expect(parser.parse(bomb)).rejects.toMatchObject({ code: 'unreadable' });
});

/** What is asked of these is memory: how long they take depends on the machine. */
const PATIENT = { timeMs: 150_000 };

it.each([
  ['one file', mixed(hello, file('a.bin', Buffer.alloc(29 * 1024 * 1024, 7)))],
  ['HTML alone', `${head('Content-Type: text/html; charset=utf-8')}\n${'<p>Bonjour à tous</p>\n'.repeat(1_800_000)}`],
])('a letter of 40 MB is read within the limits: %s', async (_, letter) => {
  const raw = Buffer.from(letter);
  expect(raw.length).toBeGreaterThan(38_000_000);
  expect((await parserOf(PATIENT).parse(raw)).subject).toBe('Colis');
});

it('a letter of 40 MB of words alone, which would end a thread and its owner, is refused', async () => {
  const raw = Buffer.from(`${head()}\n${'Bonjour à tous, voici la suite.\n'.repeat(1_200_000)}`);
  await expect(parserOf(PATIENT).parse(raw)).rejects.toMatchObject({ code: 'too-heavy' });
});
