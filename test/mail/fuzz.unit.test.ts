/** Broken letters, a thousand of them: `run-fuzz.ts` is the long run. */
import { fuzz } from '../letters/fuzz.ts';

it('O5, peer 26: a thousand broken letters each have a fate, quickly, and none escapes sanitising', async () => {
  const { fates, failures } = await fuzz(1000, 7);
  expect(failures).toEqual([]);
  expect(Object.values(fates).reduce((sum, count) => sum + count, 0)).toBe(1000);
});
