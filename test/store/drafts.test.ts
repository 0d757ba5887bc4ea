/** Drafts: whoever writes over a version that was not seen is told so; nobody's words are overwritten. */
import type { DraftContent } from '../../store/dossiers/drafts.ts';
import { openStore, type Store } from '../../store/store.ts';
import { testEngines } from '../setup/engines.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(testEngines().mongoUrl);
});
afterAll(() => store.close());

const text = (html: string): DraftContent => ({ to: [], cc: [], bcc: [], subject: '', html, attachments: [] });

it('peer 33: of writers on the same version one succeeds, and its text stands', async () => {
  const writers = Array.from({ length: 10 }, (_, i) => `writer ${i}`);
  for (const baseVersion of [0, 1]) {
    const saved = await Promise.all(writers.map((who) => store.drafts.save('race', baseVersion, who, text(who))));
    const winners = saved.filter((draft) => draft !== null);
    expect(winners).toMatchObject([{ version: baseVersion + 1 }]);
    expect(await store.drafts.get('race')).toMatchObject({ html: winners[0]?.html, author: winners[0]?.author });
  }
});

it('refuses a version that is past, or not there yet', async () => {
  await store.drafts.save('versions', 0, 'lea', text('one'));
  await store.drafts.save('versions', 1, 'lea', text('two'));
  for (const baseVersion of [0, 1, 3])
    expect(await store.drafts.save('versions', baseVersion, 'marc', text('x'))).toBeNull();
  expect(await store.drafts.save('none', 1, 'marc', text('x'))).toBeNull();
  expect(await store.drafts.get('none')).toBeNull();
});

it('a text that comes back does not replace a newer draft', async () => {
  await store.drafts.restore('restored', 'lea', { ...text('taken back'), begunFrom: ['refund'] });
  await store.drafts.restore('restored', 'lea', { ...text('again'), begunFrom: [] });
  expect(await store.drafts.get('restored')).toMatchObject({ html: 'taken back', begunFrom: ['refund'] });
});

it('fault X5: remembers every template it was begun from, until it is removed', async () => {
  await store.drafts.save('begun', 0, 'lea', { ...text('a'), template: 'refund' });
  await store.drafts.save('begun', 1, 'lea', { ...text('b'), template: 'other' });
  const saved = await store.drafts.save('begun', 2, 'lea', text('c'));
  expect(saved?.begunFrom?.toSorted()).toEqual(['other', 'refund']);
  await store.drafts.remove('begun');
  expect(await store.drafts.save('begun', 0, 'lea', text('d'))).toMatchObject({ begunFrom: [] });
});

it('is removed once', async () => {
  await store.drafts.save('removed', 0, 'lea', text('x'));
  expect([await store.drafts.remove('removed'), await store.drafts.remove('removed')]).toEqual([true, false]);
});
