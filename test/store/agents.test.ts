/** Agents' hands: a place is taken once, given back once, and never beyond what was decided. */
import { openStore, type Store } from '../../store/store.ts';
import { testEngines } from '../setup/engines.ts';

const NOON = Date.UTC(2026, 4, 4, 10);
const TODAY = { queue: 'support', day: '2026-05-04', asks: false };

let store: Store;
beforeAll(async () => {
  store = await openStore(testEngines().mongoUrl);
});
afterAll(() => store.close());

const somebody = () => `agent-${crypto.randomUUID()}`;
const handsOf = async (id: string) => (await store.agents.get(id)).holding.map((h) => h.dossier);

/** Claims as routing does, of what was read just before. */
async function claim(id: string, dossier: string, given = TODAY): Promise<boolean> {
  await store.agents.seen(id, NOON);
  return store.agents.claim(await store.agents.get(id), dossier, given, NOON);
}

it('knows of somebody who was never there that nothing is in hand and nothing was chosen', async () => {
  expect(await store.agents.get('nobody')).toMatchObject({ state: null, seenAt: null, holding: [], load: 0 });
});

it('C10: of ten claims that read the same, one is made', async () => {
  const id = somebody();
  await store.agents.seen(id, NOON);
  const read = await store.agents.get(id);
  const claims = await Promise.all(
    Array.from({ length: 10 }, (_, i) => store.agents.claim(read, `d${i}`, TODAY, NOON)),
  );
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(await store.agents.get(id)).toMatchObject({ load: 1, given: { support: { day: '2026-05-04', count: 1 } } });
});

it('W6: a claim that read an available agent is not made of one who has left since', async () => {
  const id = somebody();
  await store.agents.seen(id, NOON);
  const read = await store.agents.get(id);
  await store.agents.setState(id, 'unavailable', NOON);
  expect(await store.agents.claim(read, 'd', TODAY, NOON)).toBe(false);
});

it('the same dossier is not claimed twice, and its claimant is known until the record says so', async () => {
  const [id, dossier] = [somebody(), crypto.randomUUID()];
  expect([await claim(id, dossier), await claim(id, dossier)]).toEqual([true, false]);
  expect(await store.agents.claimant(dossier)).toBe(id);
  await store.agents.settle(dossier, id, NOON);
  expect(await store.agents.claimant(dossier)).toBeNull();
  expect(await handsOf(id)).toEqual([dossier]);
});

it('N23: twenty dossiers taken at once by one with room for five are five', async () => {
  const id = somebody();
  const taken = await Promise.all(Array.from({ length: 20 }, (_, i) => store.agents.hold(id, `d${i}`, 5, NOON)));
  expect(taken.filter((t) => t === 'held')).toHaveLength(5);
  expect(taken.filter((t) => t === 'full')).toHaveLength(15);
  expect((await store.agents.get(id)).load).toBe(5);
  const [kept = ''] = await handsOf(id);
  expect(await store.agents.hold(id, kept, 5, NOON)).toBe('already');
});

it('C9: a place that was not used does not count for the day, nor is it given back twice', async () => {
  const id = somebody();
  await claim(id, 'rejected');
  await claim(id, 'done');
  await store.agents.release(id, 'rejected', { unused: true });
  expect(await store.agents.release(id, 'rejected', { unused: true })).toBeNull();
  await store.agents.release(id, 'done', { unused: false });
  expect(await store.agents.get(id)).toMatchObject({ load: 0, holding: [], given: { support: { count: 1 } } });
});

it('C9: each queue counts its own days', async () => {
  const id = somebody();
  await claim(id, 'd1');
  await claim(id, 'd2', { ...TODAY, queue: 'billing', day: '2026-05-03' });
  await claim(id, 'd3');
  await claim(id, 'd4', { ...TODAY, day: '2026-05-05' });
  const { given } = await store.agents.get(id);
  expect(given).toEqual({ support: { day: '2026-05-05', count: 1 }, billing: { day: '2026-05-03', count: 1 } });
});

it('hands become those of the record, whatever their capacity; settled again, nothing changes', async () => {
  const [before, after] = [somebody(), somebody()];
  await store.agents.hold(before, 'd', null, NOON);
  const freed = await store.agents.settle('d', after, NOON);
  expect(freed).toMatchObject([{ _id: before }]);
  expect(await store.agents.get(before)).toMatchObject({ load: 0 });
  expect(await store.agents.settle('d', after, NOON)).toEqual([]);
  expect([await handsOf(before), await handsOf(after)]).toEqual([[], ['d']]);
  await store.agents.settle('d', null, NOON);
  expect(await handsOf(after)).toEqual([]);
});

it('W6: an unanswered offer puts in RONA who is available, not who has come back since', async () => {
  const [silent, back, away] = [somebody(), somebody(), somebody()];
  await store.agents.setState(back, 'available', NOON + 1);
  await store.agents.setState(away, 'unavailable', NOON - 1);
  for (const id of [silent, back, away]) await store.agents.missed(id, NOON);
  const states = (await store.agents.list([silent, back, away])).map((a) => a.state);
  // Of the first nothing was known before: whoever was never there has nothing to miss.
  expect(states).toEqual([null, 'available', 'unavailable']);
  await store.agents.seen(silent, NOON - 1);
  await store.agents.missed(silent, NOON);
  expect(await store.agents.get(silent)).toMatchObject({ state: 'rona', since: NOON });
});

it('a desk that gives signs of life is seen until it signs out', async () => {
  const id = somebody();
  await store.agents.seen(id, NOON);
  await store.agents.seen(id, NOON + 15_000);
  expect(await store.agents.get(id)).toMatchObject({ seenAt: NOON + 15_000, since: NOON });
  await store.agents.left(id);
  expect((await store.agents.get(id)).seenAt).toBeNull();
});
