/**
 * The list of a desk never jumps.
 * @jest-environment node
 */
import fc from 'fast-check';
import {
  appendPage,
  applyGone,
  applyRow,
  type DeskFilter,
  type DeskList,
  dropLeft,
  EMPTY_LIST,
  reconcile,
  revealWaiting,
  showsOneState,
  usualOrder,
} from '../../admin-ui/desk/list/desk-list.ts';
import { buildRow } from './builders.ts';

const filter: DeskFilter = { desk: 'inProgress', queue: '', state: '', whose: 'all', order: 'recent' };
const free = { filter, me: 'lea', free: true };
const held = { filter, me: 'lea', free: false };
const listOf = (...ids: string[]): DeskList => ({ ...EMPTY_LIST, rows: ids.map((id) => buildRow({ id })) });
const ids = (list: DeskList) => list.rows.map(({ id }) => id);

describe('a row that changes', () => {
  it('is replaced where it stands', () => {
    const list = applyRow(listOf('a', 'b', 'c'), buildRow({ id: 'b', state: 'open', version: 2 }), free);
    expect(ids(list)).toEqual(['a', 'b', 'c']);
    expect(list.rows[1]?.state).toBe('open');
  });

  it('is left alone by an older version that arrives late', () => {
    const list = applyRow(listOf('a'), buildRow({ id: 'a', state: 'open', version: 3 }), free);
    expect(applyRow(list, buildRow({ id: 'a', version: 2 }), free)).toBe(list);
  });

  it('fades where it stands when it leaves the desk, and is taken away later', () => {
    const list = applyRow(listOf('a', 'b'), buildRow({ id: 'a', desk: 'handled', version: 2 }), free);
    expect(ids(list)).toEqual(['a', 'b']);
    expect(list.leaving).toEqual(['a']);
    expect(ids(dropLeft(list))).toEqual(['b']);
  });

  it('stays when it comes back before it has faded', () => {
    const left = applyRow(listOf('a'), buildRow({ id: 'a', desk: 'handled', version: 2 }), free);
    const back = applyRow(left, buildRow({ id: 'a', version: 4 }), free);
    expect(ids(dropLeft(back))).toEqual(['a']);
  });

  it('leaves when it goes to another queue than the one shown', () => {
    const support = { ...held, filter: { ...filter, queue: 'support' } };
    expect(applyRow(listOf('a'), buildRow({ id: 'a', queue: 'billing', version: 2 }), support).leaving).toEqual(['a']);
  });
});

describe('a new row', () => {
  it('shows at once at the top of a list nobody has a hand on', () => {
    expect(ids(applyRow(listOf('a'), buildRow({ id: 'new' }), free))).toEqual(['new', 'a']);
  });

  it('waits otherwise, once, until it is asked for', () => {
    let list = applyRow(listOf('a'), buildRow({ id: 'new' }), held);
    list = applyRow(list, buildRow({ id: 'new', version: 2 }), held);
    expect(ids(list)).toEqual(['a']);
    expect(list.waiting).toHaveLength(1);
    expect(ids(revealWaiting(list))).toEqual(['new', 'a']);
    expect(revealWaiting(list).waiting).toEqual([]);
  });

  it('no longer waits when it leaves the desk meanwhile', () => {
    const list = applyRow(listOf('a'), buildRow({ id: 'new' }), held);
    expect(applyRow(list, buildRow({ id: 'new', desk: 'handled', version: 2 }), held).waiting).toEqual([]);
  });

  it('goes to the end where the oldest come first, if the end is on screen', () => {
    const oldest = { ...free, filter: { ...filter, order: 'oldest' as const } };
    expect(ids(applyRow(listOf('a'), buildRow({ id: 'new' }), oldest))).toEqual(['a', 'new']);
    expect(ids(applyRow({ ...listOf('a'), next: 'more' }, buildRow({ id: 'new' }), oldest))).toEqual(['a']);
  });
});

describe('reading more, or again', () => {
  it('shows a row once though it moved between two pages', () => {
    expect(ids(appendPage(listOf('a', 'b'), [buildRow({ id: 'b' }), buildRow({ id: 'c' })], null))).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('keeps the places of rows and lets the new ones wait', () => {
    const fresh = ['new', 'c', 'a'].map((id) => buildRow({ id, version: 2 }));
    const list = reconcile(listOf('a', 'b', 'c'), fresh, null);
    expect(ids(list)).toEqual(['a', 'c']);
    expect(list.waiting.map(({ id }) => id)).toEqual(['new']);
  });
});

describe('fault S1: a contact’s new letter', () => {
  const oldest = { ...free, filter: { ...filter, order: 'oldest' as const } };
  const written = (id: string, part: Parameters<typeof buildRow>[0] = {}) =>
    buildRow({ id, version: 2, state: 'open', readers: [], lastReceivedAt: '2026-11-21T11:00:00.000Z', ...part });

  it('on a dossier in progress is announced, and its row stays at its place', () => {
    const list = applyRow(listOf('a', 'b'), written('b'), oldest);
    expect(ids(list)).toEqual(['a', 'b']);
    expect(list.news).toEqual(['b']);
  });

  it('on a dossier beyond the pages that were read is announced too', () => {
    const list = applyRow({ ...listOf('a'), next: 'more' }, written('z'), oldest);
    expect([ids(list), list.news]).toEqual([['a'], ['z']]);
  });

  it('is no news once it is read, or once its dossier left the desk', () => {
    const list = applyRow(listOf('a', 'b'), written('b'), oldest);
    expect(applyRow(list, written('b', { readers: ['lea'] }), oldest).news).toEqual([]);
    expect(applyRow(list, written('b', { desk: 'handled', version: 3 }), oldest).news).toEqual([]);
    expect(applyGone(list, 'b').news).toEqual([]);
  });

  it('is announced once, and a change that brings no letter is not', () => {
    const list = applyRow(listOf('a', 'b'), written('b'), oldest);
    expect(applyRow(list, written('b', { version: 3, assignee: 'marc' }), oldest).news).toEqual(['b']);
    expect(applyRow(listOf('a'), buildRow({ id: 'a', version: 2, readers: [] }), oldest).news).toEqual([]);
  });

  it('read by a colleague, is still unread for this one', () => {
    expect(applyRow(listOf('a'), written('a', { readers: ['marc'] }), oldest).news).toEqual(['a']);
  });
});

it('fault S2: who has waited longest comes first, of what was dealt with the last', () => {
  expect((['inProgress', 'validation', 'handled'] as const).map(usualOrder)).toEqual(['oldest', 'oldest', 'recent']);
});

it('never changes the order of the rows on screen, whatever happens', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const row = fc.record({
    id,
    version: fc.integer({ min: 1, max: 9 }),
    desk: fc.constantFrom('inProgress' as const, 'handled' as const),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(row, fc.boolean())), (steps) => {
      let list = listOf('a', 'b', 'c');
      for (const [part, isFree] of steps) {
        const next = applyRow(list, buildRow(part), { filter, me: 'lea', free: isFree });
        const before = ids(list);
        expect(ids(next).filter((each) => before.includes(each))).toEqual(before);
        expect(new Set(ids(next)).size).toBe(ids(next).length);
        if (!isFree) expect(ids(next)).toEqual(before);
        list = next;
      }
    }),
  );
});

describe('what the list is narrowed to', () => {
  const listed = (part: Partial<DeskFilter>, row: Parameters<typeof buildRow>[0]) =>
    ids(applyRow(listOf(), buildRow({ id: 'new', ...row }), { ...free, filter: { ...filter, ...part } }));

  it('is one’s own dossiers, or those of nobody', () => {
    expect(listed({ whose: 'me' }, { assignee: 'lea' })).toEqual(['new']);
    expect(listed({ whose: 'me' }, { assignee: 'marc' })).toEqual([]);
    expect(listed({ whose: 'none' }, { assignee: null })).toEqual(['new']);
    expect(listed({ whose: 'none' }, { assignee: 'lea' })).toEqual([]);
  });

  it('G14: is a state, so that what was saved without being sent is found', () => {
    expect(listed({ state: 'suspended' }, { state: 'suspended' })).toEqual(['new']);
    expect(listed({ state: 'suspended' }, { state: 'open' })).toEqual([]);
  });
});

it('W10: a dossier transferred out of sight fades like any that leaves', () => {
  const list = applyGone(listOf('a', 'b'), 'a');
  expect(list.leaving).toEqual(['a']);
  expect(ids(dropLeft(list))).toEqual(['b']);
  expect(applyGone(listOf('a'), 'unknown').leaving).toEqual([]);
});

it('fault S16: the state is not repeated on every row where the list shows one', () => {
  const filter: DeskFilter = { desk: 'inProgress', queue: '', state: '', whose: 'all', order: 'recent' };
  const list = (...states: string[]) => ({
    ...EMPTY_LIST,
    rows: states.map((state, i) => buildRow({ id: `d${i}`, state })),
  });
  expect(showsOneState(list('new', 'new'), filter)).toBe(true);
  expect(showsOneState(list('new', 'open'), filter)).toBe(false);
  expect(showsOneState(list('new'), filter)).toBe(false);
  expect(showsOneState(list('new'), { ...filter, state: 'new' })).toBe(true);
});
