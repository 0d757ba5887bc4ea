/** Every awkward letter on the real engines: each has its fate, its bytes, and its dossier where it must have one. */
import { openPli, type Pli } from '../api/harness.ts';
import type { AwkwardLetter } from '../letters/build.ts';
import { CORPUS } from '../letters/corpus.ts';
import { fetched, type Intake, openIntake } from './intake.ts';

let pli: Pli;
let intake: Intake;
beforeAll(async () => {
  pli = await openPli({ watched: false });
  intake = await openIntake(pli);
});
afterAll(() => pli.close());

/** Nothing was sent from these mailboxes. */
const fateOf = ({ fate, unmatched }: AwkwardLetter) => unmatched ?? fate;

it('O5, peer 1: every letter of the corpus has its one fate, and its bytes', async () => {
  const letters = CORPUS.map(({ raw }) => fetched(raw));
  for (let at = 0; at < letters.length; at += 50)
    await intake.ingestion.ingest(intake.mailbox, letters.slice(at, at + 50));
  const rows = await intake.rows(letters);
  expect(rows.map(({ fate }, i) => [CORPUS[i]?.name, fate])).toEqual(CORPUS.map((one) => [one.name, fateOf(one)]));
  for (const [i, { name, raw }] of CORPUS.entries()) {
    // Compared as a whole: byte by byte takes minutes.
    const isSame = raw.equals(await pli.store.blobs.get(rows[i]?.raw ?? ''));
    expect({ name, isSame }).toEqual({ name, isSame: true });
  }
  const placed = rows.filter(({ fate }) => fate === 'dossier' || fate === 'automatic');
  expect(placed.every(({ dossier, message, signalled }) => dossier && message && signalled)).toBe(true);
});

it('peer 10: the whole corpus to a second mailbox opens nothing more', async () => {
  const second = { ...intake.mailbox, _id: `${pli.queue}-2` };
  await pli.store.mailboxes.upsert(second);
  const letters = CORPUS.map(({ raw }) => fetched(raw));
  const before = await pli.store.connection.collection('messages').countDocuments();
  for (let at = 0; at < letters.length; at += 50) await intake.ingestion.ingest(second, letters.slice(at, at + 50));
  const expected = CORPUS.map(fateOf).map((fate) => (fate === 'dossier' || fate === 'automatic' ? 'duplicate' : fate));
  expect((await intake.rows(letters, second._id)).map(({ fate }) => fate)).toEqual(expected);
  expect(await pli.store.connection.collection('messages').countDocuments()).toBe(before);
});
