/** Broken letters, a thousand of them: `run-fuzz.ts` is the long run. */
import { fuzz } from '../letters/fuzz.ts';

it('O5, peer 26: a thousand broken letters each have a fate, and none escapes sanitising', async () => {
  // The two seconds that each may take are the long run's to measure: other tests are under way.
  const { fates, failures } = await fuzz(1000, 7, { maxMs: 20_000 });
  expect(failures).toEqual([]);
  expect(Object.values(fates).reduce((sum, count) => sum + count, 0)).toBe(1000);
});
