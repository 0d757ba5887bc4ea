/** Dossier numbers are given once, whoever asks. */
import { openStore, type Store } from '../../store/store.ts';
import { testEngines } from '../setup/engines.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(testEngines().mongoUrl);
});
afterAll(() => store.close());

it('never gives a number twice to callers asking together', async () => {
  const firsts = await Promise.all(Array.from({ length: 50 }, (_, i) => store.numbers.take((i % 3) + 1)));
  const taken = firsts.flatMap((first, i) => Array.from({ length: (i % 3) + 1 }, (_, k) => first + k));
  expect(new Set(taken).size).toBe(taken.length);
  expect(Math.min(...taken)).toBe(1);
  expect(Math.max(...taken)).toBe(taken.length);
});
