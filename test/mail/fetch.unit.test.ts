/** How a listing is cut into what is downloaded at once, and what is taken for a whole letter. */
import { Readable } from 'node:stream';
import fc from 'fast-check';
import type { ImapFlow } from 'imapflow';
import { LETTER_BYTES } from '../../domain/post/letter-size.ts';
import { inBatches, listLetters, listSlice, loadLetters, uidRange } from '../../mail/imap/fetch.ts';
import { BATCH_BYTES, BATCH_LETTERS, STREAM_ABOVE_BYTES } from '../../mail/limits.ts';

const internalDate = new Date(0);

describe('batches', () => {
  it('keep every letter, in order, within their bounds; a large letter is alone', () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 500_000, max: 3_000_000 }));
    fc.assert(
      fc.property(fc.array(size, { maxLength: 300 }), (sizes) => {
        const listed = sizes.map((bytes, index) => ({ uid: index + 1, size: bytes, internalDate }));
        const batches = inBatches(listed);
        expect(batches.flat()).toEqual(listed);
        for (const batch of batches) {
          const bytes = batch.reduce((sum, letter) => sum + letter.size, 0);
          const isBounded = batch.length <= BATCH_LETTERS && bytes <= BATCH_BYTES;
          expect(batch.length === 1 || (isBounded && batch.every((one) => one.size <= STREAM_ABOVE_BYTES))).toBe(true);
        }
      }),
    );
  });

  it('are asked for in runs of UIDs', () => {
    expect(uidRange([1, 2, 3, 7, 9, 10])).toBe('1:3,7,9:10');
    expect(uidRange([])).toBe('');
  });
});

/** A server that gives, of each letter, so many bytes each time it is asked; at the end, the last of them. */
function serverGiving(lengths: Readonly<Record<number, readonly number[]>>): ImapFlow {
  const asked = new Map<number, number>();
  const source = (uid: number): Buffer => {
    const [times, each] = [asked.get(uid) ?? 0, lengths[uid] ?? []];
    asked.set(uid, times + 1);
    return Buffer.alloc(each[Math.min(times, each.length - 1)] ?? 0);
  };
  const fetchAll = async (range: string) =>
    range.split(/[,:]/).map((uid) => ({ uid: Number(uid), source: source(Number(uid)) }));
  const download = async (uid: string) => ({ content: Readable.from([source(Number(uid))]) });
  return { fetchAll, download } as unknown as ImapFlow;
}

describe.each([
  ['a letter', 1000],
  ['a large letter', STREAM_ABOVE_BYTES + 1000],
])('%s that comes shorter than its server said', (_name, size) => {
  const load = async (...lengths: readonly number[]) => {
    const listed = [{ uid: 1, size, internalDate }];
    const letters = await loadLetters(serverGiving({ 1: lengths }), listed, '7', { limit: LETTER_BYTES.most });
    return letters.map(({ raw }) => raw.length);
  };

  it('peer 1: is asked for again, and is whole then', async () => {
    expect(await load(size - 400, size)).toEqual([size]);
  });

  it('is what there is when it comes in the same length again: sizes may be estimates', async () => {
    expect(await load(size - 400)).toEqual([size - 400]);
    expect(await load(size + 400)).toEqual([size + 400]);
  });

  it('peer 1: is not taken when it comes in yet another length', async () => {
    await expect(load(size - 400, size - 300)).rejects.toThrow('The server gives letter 1 in');
  });
});

it('peer 1: of a batch, only the letter that came short is asked for again', async () => {
  const listed = [1, 2].map((uid) => ({ uid, size: 1000, internalDate }));
  const letters = await loadLetters(serverGiving({ 1: [1000, 1], 2: [600, 1000] }), listed, '7', {
    limit: LETTER_BYTES.most,
  });
  expect(letters.map(({ uid, raw }) => [uid, raw.length])).toEqual([
    [1, 1000],
    [2, 1000],
  ]);
});

it('peer 1: a letter that is listed without its size is asked for again, and is listed all the same', async () => {
  const unasked = [
    { uid: 9 },
    { uid: 5, size: 10, internalDate },
    { uid: 7 },
    { uid: 9, size: 30, internalDate },
    { uid: 9 },
  ];
  const answers = [unasked, [{ uid: 7, size: 20, internalDate }]];
  const asked: string[] = [];
  const fetchAll = async (range: string) => {
    asked.push(range);
    return answers.shift() ?? [];
  };
  const listed = await listLetters({ fetchAll } as unknown as ImapFlow, 5);
  expect(listed).toEqual([
    { uid: 7, size: 20, internalDate },
    { uid: 9, size: 30, internalDate },
  ]);
  expect(asked).toEqual(['6:*', '7']);
});

it('fault R11: a huge folder is listed in slices, and nothing is missed between them while letters are removed', async () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
  const gone = fc.array(fc.nat({ max: 59 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(gaps, gone, async (steps, removals) => {
      let last = 0;
      let there = steps.map((step) => (last += step));
      const removed = new Set<number>();
      const fetchAll = async (range: string, _: object, options?: { uid: boolean }) => {
        const rows = there.map((uid, index) => ({ uid, seq: index + 1, size: 1, internalDate }));
        if (!options) return rows.filter(({ seq }) => seq === Number(range));
        const [from = 0, to = ''] = range.split(':').map((n, i) => (i === 0 ? Number(n) : n)) as [number, string];
        return rows.filter(({ uid }) => uid >= from && (to === '*' || uid <= Number(to)));
      };
      const folder = () => ({ fetchAll, mailbox: { exists: there.length } }) as unknown as ImapFlow;
      const seen: number[] = [];
      for (let after: number | null = 0; after !== null; ) {
        const { listed, upTo }: Awaited<ReturnType<typeof listSlice>> = await listSlice(folder(), after, 5);
        expect(listed.length).toBeLessThanOrEqual(5);
        seen.push(...listed.map(({ uid }) => uid));
        after = upTo;
        const index = removals.pop();
        const [away] = index === undefined ? [] : there.slice(index, index + 1);
        if (away !== undefined) removed.add(away);
        there = there.filter((uid) => uid !== away);
      }
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
      expect(there.filter((uid) => !seen.includes(uid) && !removed.has(uid))).toEqual([]);
    }),
  );
});
