/** What is looked for with each letter, claim or screen is found by an index, however many there are. */
import type { DossierQuery } from '../../store/dossiers/dossiers.ts';
import { openStore, type Store } from '../../store/store.ts';
import { testEngines } from '../setup/engines.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(testEngines().mongoUrl);
});
afterAll(() => store.close());

/** As the stores ask: a collection, and the filter of one of its questions. */
const QUESTIONS: readonly (readonly [question: string, collection: string, filter: object])[] = [
  ['who has an offer', 'dossiers', { 'offer.to': { $in: ['lea', 'marc'] } }],
  ['whose hands hold what', 'dossiers', { holder: { $gt: '' } }],
  ['fault S2: a desk, oldest first', 'dossiers', { queue: { $in: ['support'] }, desk: 'inProgress' }],
  ['which alerts stand', 'dossiers', { alert: { $ne: null }, queue: { $in: ['support'] } }],
  ['which dossiers seek somebody', 'dossiers', { queue: { $in: ['support'] }, seekingSince: { $gt: 0 } }],
  ['which letters are known by their content', 'messages', { contentHash: { $in: ['a', 'b'] } }],
  ['whether a letter holds these bytes', 'messages', { $or: [{ raw: 'a' }, { 'attachments.sha256': 'a' }] }],
  ['where an attachment is', 'messages', { 'attachments.id': 'a' }],
  ['the letters of a dossier', 'messages', { dossierId: 'a' }],
  ['the rows of a message', 'ledger', { message: { $in: ['a'] } }],
  ['what a dossier was not told', 'ledger', { mailbox: 'a', signalled: false, at: { $lt: new Date() } }],
  [
    'what was set aside with these bytes',
    'ledger',
    { mailbox: 'a', raw: { $in: ['a'] }, fate: { $in: ['quarantined', 'ignored'] } },
  ],
  ['what we sent by that id', 'outbox', { messageId: { $in: ['a'] } }],
  ['the dossier of a number', 'dossiers', { number: { $in: [1, 2] } }],
  ['the uploads of these bytes', 'files', { sha256: 'a' }],
  ['the drafts with these bytes', 'drafts', { 'attachments.sha256': 'a' }],
];

it.each(QUESTIONS)('%s', async (_, collection, filter) => {
  const { queryPlanner } = await store.connection.collection(collection).find(filter).explain();
  const plan = JSON.stringify(queryPlanner.winningPlan);
  expect(plan).toContain('IXSCAN');
  expect(plan).not.toContain('COLLSCAN');
});

/** Every list that the API lets be asked for. */
const LISTS = (['inProgress', undefined] as const).flatMap((desk) =>
  [['support'], ['support', 'sales'], undefined].flatMap((queues) =>
    ['open', undefined].flatMap((state) =>
      ['lea', 'none', undefined].flatMap((assignee) =>
        (['oldest', 'recent'] as const).map((order) => ({ desk, queues, state, assignee, order })),
      ),
    ),
  ),
);
const AFTER = { at: 1_000, id: 'a' };

/** The plans of the list as the store asks for it. */
async function plansOf(query: DossierQuery): Promise<string> {
  const asked: [filter: object, options: { sort: object; limit: number }][] = [];
  store.connection.set('debug', (_collection: string, _method: string, filter: object, options: never) =>
    asked.push([filter, options]),
  );
  await store.dossiers.list(query);
  store.connection.set('debug', false);
  const dossiers = store.connection.collection('dossiers');
  const explained = asked.map(([filter, { sort, limit }]) =>
    dossiers.find(filter, { sort: sort as never, limit }).explain(),
  );
  return JSON.stringify((await Promise.all(explained)).map(({ queryPlanner }) => queryPlanner.winningPlan));
}

const defined = (query: object) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));

it.each(LISTS)('fault R11: a list is read in its order, and no further than its page: %j', async (query) => {
  for (const after of [undefined, AFTER]) {
    const plans = await plansOf({ ...(defined({ ...query, after }) as DossierQuery), limit: 51 });
    expect(plans).toContain('IXSCAN');
    expect(plans).not.toMatch(/COLLSCAN|"stage":"SORT"/);
  }
});

it.each([{ offeredTo: 'lea' }, { alerted: true }])(
  'fault R11: a list of few is found by its index: %j',
  async (query) => {
    expect(await plansOf({ ...query, order: 'oldest', limit: 51 })).not.toContain('COLLSCAN');
  },
);
