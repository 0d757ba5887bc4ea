/** The read model: it only moves forward, one event after the other. */
import type { Dossier } from '../../domain/dossier/dossier.ts';
import { VersionGap } from '../../store/dossiers/dossiers.ts';
import { openStore, type Store } from '../../store/store.ts';
import { OPENING, opened, type Play } from '../domain/given.ts';
import { testEngines } from '../setup/engines.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(testEngines().mongoUrl);
});
afterAll(() => store.close());

let number = 0;

/** A dossier at version 2, then accepted at version 4, then closed at version 5. */
function versions(): { id: string; at: (step: 'opened' | 'accepted' | 'closed') => Dossier } {
  const own = { id: crypto.randomUUID(), number: ++number };
  const of = (play: Play): Dossier => {
    if (!play.dossier) throw new Error('not opened');
    return { ...play.dossier, ...own };
  };
  const steps = {
    opened: () => of(opened()),
    accepted: () => of(opened().agent({ type: 'accept' })),
    closed: () => of(opened().agent({ type: 'accept' }).agent({ type: 'close' })),
  };
  return { id: own.id, at: (step) => steps[step]() };
}

it('follows the versions, and shows what lists need besides', async () => {
  const { id, at } = versions();
  await store.dossiers.project(at('opened'), 0, 'inProgress', { preview: 'Bonjour' });
  await store.dossiers.project(at('accepted'), 2, 'inProgress', {});
  await store.dossiers.project(at('closed'), 4, 'handled', { hasDraft: true });
  const row = await store.dossiers.get(id);
  expect(row).toMatchObject({ version: 5, state: 'closed', desk: 'handled', preview: 'Bonjour', hasDraft: true });
  expect(row).toMatchObject({ contact: OPENING.contact, previous: null, hasAttachments: false });
});

it('a batch played again, first or late, changes nothing', async () => {
  const { id, at } = versions();
  await store.dossiers.project(at('opened'), 0, 'inProgress', { preview: 'Bonjour' });
  await store.dossiers.project(at('accepted'), 2, 'inProgress', {});
  await store.dossiers.project(at('closed'), 4, 'handled', {});
  const before = await store.dossiers.get(id);
  await store.dossiers.project(at('opened'), 0, 'inProgress', { preview: 'older' });
  await store.dossiers.project(at('accepted'), 2, 'inProgress', { preview: 'older' });
  expect(await store.dossiers.get(id)).toEqual(before);
});

it('refuses to pass over an event', async () => {
  const { id, at } = versions();
  await expect(store.dossiers.project(at('closed'), 4, 'handled', {})).rejects.toThrow(VersionGap);
  await store.dossiers.project(at('opened'), 0, 'inProgress', {});
  await expect(store.dossiers.project(at('closed'), 4, 'handled', {})).rejects.toThrow(VersionGap);
  expect(await store.dossiers.get(id)).toMatchObject({ version: 2, state: 'new' });
});

it('lists every dossier once, page after page, while others come and rows of one instant stand together', async () => {
  const queue = crypto.randomUUID();
  const add = (since: number) => {
    const { at } = versions();
    return store.dossiers.project({ ...at('opened'), queue, since, waitingSince: null }, 0, 'inProgress', {});
  };
  for (const since of [10, 20, 20, 20, 30]) await add(since);
  const query = { queues: [queue], desk: 'inProgress', limit: 2 } as const;
  for (const order of ['recent', 'oldest'] as const) {
    const ids: string[] = [];
    for (let after: { at: number; id: string } | undefined; ; ) {
      const page = await store.dossiers.list({ ...query, order, ...(after ? { after } : {}) });
      const last = page.at(-1);
      if (!last) break;
      ids.push(...page.map((row) => row._id));
      after = { at: last.ageSince, id: last._id };
      if (order === 'recent' && ids.length === 2) await add(40);
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(order === 'recent' ? 5 : 6);
  }
  expect(await store.dossiers.counts([queue])).toEqual([{ queue, desk: 'inProgress', count: 6 }]);
});
