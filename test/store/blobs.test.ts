/** Bytes, kept once by their hash, whatever their size. */
import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { openStore, type Store } from '../../store/store.ts';
import { testEngines } from '../setup/engines.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(testEngines().mongoUrl);
});
afterAll(() => store.close());

const copies = (hash: string) => store.connection.collection('blobs.files').countDocuments({ filename: hash });

it.each([
  ['nothing', 0],
  ['one byte', 1],
  ['one chunk exactly', 255 * 1024],
  ['one byte more than a chunk', 255 * 1024 + 1],
  ['several megabytes', 5_000_000],
])('gives back %s as it was, by its SHA-256', async (_, size) => {
  const bytes = randomBytes(size);
  const [hash = ''] = await store.blobs.putAll([bytes]);
  expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect((await store.blobs.get(hash)).equals(bytes)).toBe(true);
  expect((await buffer(store.blobs.open(hash))).equals(bytes)).toBe(true);
});

it('keeps the same bytes once, in one call or in two, and gives hashes in the order asked', async () => {
  const [a, b] = [Buffer.from(randomBytes(10)), Buffer.from(randomBytes(10))];
  const hashes = await store.blobs.putAll([a, b, a]);
  expect(hashes).toEqual([hashes[0], hashes[1], hashes[0]]);
  expect(await store.blobs.putAll([b])).toEqual([hashes[1]]);
  expect(await Promise.all(hashes.map(copies))).toEqual([1, 1, 1]);
});

it.each([
  ['small', 1_000],
  ['large', 600_000],
])('twenty workers that keep the same %s bytes at once can all read them', async (_, size) => {
  const bytes = randomBytes(size);
  const hashes = await Promise.all(Array.from({ length: 20 }, () => store.blobs.putAll([bytes])));
  const [hash = ''] = new Set(hashes.flat());
  expect(new Set(hashes.flat()).size).toBe(1);
  expect((await store.blobs.get(hash)).equals(bytes)).toBe(true);
});

it('says that it has no such bytes', async () => {
  await expect(store.blobs.get('0'.repeat(64))).rejects.toThrow(/not found/i);
});
