/** What is looked for with each letter, claim or screen is found by an index, however many there are. */
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
