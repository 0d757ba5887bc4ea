/** Merges, un-merges, splits and redactions of five dossiers at once, letters coming in meanwhile, in any order. */
import fc from 'fast-check';
import { ExchangeWorld } from './exchange-world.ts';

const IDS = ['a', 'b', 'c', 'd', 'e'] as const;
const id = fc.constantFrom(...IDS);
const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('merge' as const), from: id, into: id }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('unmerge', 'split', 'redact', 'letter'), from: id }) },
  // The rest of the world goes on for a while.
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('work' as const), choices: fc.array(fc.nat(), { maxLength: 9 }) }),
  },
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;
const actions = fc.array(action, { maxLength: 40 });
const choices = fc.array(fc.nat(), { minLength: 1, maxLength: 30 });

/** Until nothing is under way. */
function settle(world: ExchangeWorld, order: readonly number[]): void {
  for (let i = 0; world.step(order[i % order.length] ?? 0); i++)
    if (i > 5_000) throw new Error('It never comes to rest');
}

function act(world: ExchangeWorld, one: Action, i: number): void {
  if (one.type === 'work') for (const choice of one.choices) world.step(choice);
  else if (!('into' in one)) actAlone(world, one.type, one.from, i);
  else world.merge(one.from, one.into);
}

function actAlone(world: ExchangeWorld, type: string, from: string, i: number): void {
  const held = [...world.letters].flatMap(([letter, { at }]) => (at === from ? [letter] : []));
  const last = held.at(-1);
  if (type === 'letter') world.arrive(`letter ${i}`, from);
  else if (type === 'unmerge') world.command(from, { type, isFree: true });
  else if (type === 'redact' && last !== undefined) world.command(from, { type, letter: last, what: 'content' });
  else if (type === 'split' && last !== undefined && held.length > 1)
    world.command(from, { type, letters: [last], into: `split ${i}`, number: 1 });
}

function played(steps: readonly Action[], order: readonly number[]): ExchangeWorld {
  const world = new ExchangeWorld();
  for (const from of IDS) for (const n of [1, 2]) world.arrive(`${from}${n}`, from);
  settle(world, [0]);
  for (const [i, one] of steps.entries()) act(world, one, i);
  settle(world, order);
  return world;
}

/** Those that the dossier where they are never heard of, or where nobody looks for them. */
function strandedIn(world: ExchangeWorld): string[] {
  return [...world.letters].flatMap(([letter, { at }]) => {
    const { dossier } = world.standing(at);
    return !dossier || dossier.mergedInto || !dossier.received.includes(letter) ? [`${letter} in ${at}`] : [];
  });
}

it('fault R2, fault R3: whatever is merged, un-merged, split and redacted at once, no merges go in a ring and every letter is in one living dossier that knows it', () => {
  fc.assert(
    fc.property(actions, choices, (steps, order) => {
      const world = played(steps, order);
      for (const from of world.dossiers.keys()) world.home(from);
      expect(strandedIn(world)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

it('fault R3: once every merge is undone, in any order, each letter is where it was before the merges', () => {
  fc.assert(
    fc.property(actions, choices, fc.shuffledSubarray([...IDS], { minLength: 5 }), (steps, order, undone) => {
      const world = played(steps, order);
      const splits = [...world.dossiers.keys()].filter((each) => each.startsWith('split'));
      for (const from of [...undone, ...splits]) world.command(from, { type: 'unmerge', isFree: true });
      settle(world, order);
      const away = [...world.letters].filter(([, { at, path, origin }]) => at !== origin || path.length > 0);
      expect(away).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
