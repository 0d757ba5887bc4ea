/** The record: appended to once, chained by hash, and whatever is done to it shows. */
import type { DossierEvent } from '../../domain/dossier/events.ts';
import { GENESIS, type TimelineEntry, toEvent, verifyChain } from '../../store/dossiers/timeline.ts';
import { openStore, type Store } from '../../store/store.ts';
import { opened } from '../domain/given.ts';
import { testEngines } from '../setup/engines.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(testEngines().mongoUrl);
});
afterAll(() => store.close());

/** Five events of a new dossier: opened, letter, moved, assigned, moved. */
function history(): { id: string; events: DossierEvent[] } {
  const id = crypto.randomUUID();
  const play = opened().agent({ type: 'accept' }).agent({ type: 'close' });
  return { id, events: play.events.map((event) => ({ ...event, dossierId: id })) };
}

async function recorded(): Promise<TimelineEntry[]> {
  const { id, events } = history();
  await store.timeline.append(events);
  return store.timeline.read(id);
}

it('O6: appended events are a chain from the first to the last', async () => {
  const { id, events } = history();
  await store.timeline.append(events.slice(0, 2));
  await store.timeline.append(events.slice(2));
  const entries = await store.timeline.read(id);
  expect(entries.map((e) => [e.seq, e.type, e.data])).toEqual(events.map((e) => [e.seq, e.type, e.data]));
  expect(entries.map((e) => e.prevHash)).toEqual([GENESIS, ...entries.slice(0, -1).map((e) => e.hash)]);
  expect(verifyChain(entries)).toEqual({ ok: true, events: 5 });
});

it('appending again, whole or after a part of it, changes nothing of what is there', async () => {
  const { id, events } = history();
  await store.timeline.append(events.slice(0, 3));
  const before = await store.timeline.read(id);
  await store.timeline.append(events.slice(0, 3));
  expect(await store.timeline.read(id)).toEqual(before);
  await store.timeline.append(events.slice(1));
  const after = await store.timeline.read(id);
  expect(after.slice(0, 3)).toEqual(before);
  expect(verifyChain(after)).toEqual({ ok: true, events: 5 });
});

it('ten workers that append the same events at once leave one chain', async () => {
  const { id, events } = history();
  await Promise.all(Array.from({ length: 10 }, () => store.timeline.append(events)));
  expect(verifyChain(await store.timeline.read(id))).toEqual({ ok: true, events: 5 });
});

it.each([
  ['other data', { data: { to: 'somebody else' } }],
  ['another type', { type: 'replyUndone' }],
])('keeps what was recorded first, and gives it back: %s', async (_, change) => {
  const { id, events } = history();
  await store.timeline.append(events);
  const before = await store.timeline.read(id);
  const other = { ...events[3], ...change } as DossierEvent;
  expect(await store.timeline.append([other])).toEqual(before.slice(3).map(toEvent));
  expect(await store.timeline.read(id)).toEqual(before);
});

it('of two histories appended at the same instant one stands whole, and is what the other is given', async () => {
  for (let round = 0; round < 10; round++) {
    const { id, events } = history();
    const other = events.map((event) => ({ ...event, data: { ...event.data, round } }) as unknown as DossierEvent);
    const answers = await Promise.all([store.timeline.append(events), store.timeline.append(other)]);
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    expect(answers.find((answer) => answer !== null)).toEqual((await store.timeline.read(id)).map(toEvent));
    expect(verifyChain(await store.timeline.read(id))).toEqual({ ok: true, events: 5 });
  }
});

describe('O6: the check of a chain finds', () => {
  const at = (seq: number, change: Partial<TimelineEntry>) => (entries: TimelineEntry[]) =>
    entries.map((e) => (e.seq === seq ? { ...e, ...change } : e));

  it.each([
    ['a missing entry', (e: TimelineEntry[]) => e.toSpliced(2, 1), { seq: 3, problem: 'gap' }],
    ['a missing beginning', (e: TimelineEntry[]) => e.slice(1), { seq: 1, problem: 'gap' }],
    ['an entry twice', (e: TimelineEntry[]) => e.toSpliced(2, 0, ...e.slice(1, 2)), { seq: 3, problem: 'gap' }],
    ['a link to another entry', at(4, { prevHash: 'f'.repeat(64) }), { seq: 4, problem: 'broken-link' }],
    ['another author', at(3, { actor: { kind: 'user', id: 'eve' } }), { seq: 3, problem: 'altered-entry' }],
    ['another time', at(3, { at: 1 }), { seq: 3, problem: 'altered-entry' }],
    ['other data', at(4, { data: { to: 'eve' } }), { seq: 4, problem: 'altered-data' }],
  ])('%s', async (_, alter, verdict) => {
    expect(verifyChain(alter(await recorded()))).toEqual({ ok: false, ...verdict });
  });

  it('nothing in an empty one', () => {
    expect(verifyChain([])).toEqual({ ok: true, events: 0 });
  });
});
