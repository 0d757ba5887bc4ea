/** Letters that nothing can take in: set aside with all that is needed to look at them, without harm to the others. */
import { pino } from 'pino';
import { createIngest } from '../../activities/intake/ingest.ts';
import { createLetterParser } from '../../mail/read/parser.ts';
import { createDossierSignals } from '../../services/engine/dossier-signals.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import { fetched, type Intake, openIntake, recorded } from './intake.ts';

let pli: Pli;
let intake: Intake;
beforeAll(async () => {
  pli = await openPli({ watched: false });
  await pli.startWorker();
  intake = await openIntake(pli);
});
afterAll(() => pli.close());

const batch = (name: string) => Array.from({ length: 100 }, (_, i) => fetched(rawLetter({ subject: `${name} ${i}` })));

it('peer 6: a letter that the store refuses is quarantined with its bytes, and the 99 around it arrive', async () => {
  await pli.store.connection.db?.command({ collMod: 'messages', validator: { subject: { $ne: 'poison' } } });
  const poison = fetched(rawLetter({ subject: 'poison' }));
  await intake.ingestion.ingest(intake.mailbox, batch('store').with(42, poison));
  await pli.store.connection.db?.command({ collMod: 'messages', validator: {} });
  expect(await recorded(pli, /^store \d+$/, 99)).toHaveLength(99);
  const [row] = await intake.rows([poison]);
  expect(row).toMatchObject({
    fate: 'quarantined',
    reason: { code: 'refused-by-store' },
    quarantine: { error: expect.stringContaining('validation'), parser: expect.stringMatching(/^mailparser \d/) },
  });
  expect(poison.raw.equals(await pli.store.blobs.get(row?.raw ?? ''))).toBe(true);
});

it('peer 6: a letter that the parser refuses is quarantined with its bytes, and the 99 around it arrive', async () => {
  const poison = fetched(Buffer.from(`${'X-A: b\r\n'.repeat(5000)}\r\nx`));
  await intake.ingestion.ingest(intake.mailbox, batch('parser').with(42, poison));
  expect(await recorded(pli, /^parser \d+$/, 99)).toHaveLength(99);
  const [row] = await intake.rows([poison]);
  expect(row).toMatchObject({
    fate: 'quarantined',
    reason: { code: 'unreadable' },
    quarantine: { error: 'more than 2000 headers' },
  });
  expect(poison.raw.equals(await pli.store.blobs.get(row?.raw ?? ''))).toBe(true);
});

it('O5: what was set aside, or attached by hand, is not to be looked at again under another UID', async () => {
  const raw = Buffer.from(`X-Twice: 1\r\n${'X-A: b\r\n'.repeat(5000)}\r\nx`);
  const [aside] = await intake.take(raw);
  if (!aside) throw new Error('no row');
  expect(await intake.take(raw)).toMatchObject([{ fate: 'duplicate', dossier: null, raw: aside.raw }]);
  await intake.take(rawLetter({ subject: 'home of the unread' }));
  const [home] = await recorded(pli, 'home of the unread', 1);
  await intake.ingestion.takeAgain(intake.mailbox, aside, { dossierId: home?._id ?? '', by: 'admin' });
  const message = expect.any(String);
  expect(await intake.take(raw)).toMatchObject([{ fate: 'duplicate', dossier: home?._id, message }]);
});

it('peer 1: a letter of which only the header is kept is set aside under its new number too: there it can be fetched', async () => {
  const header = Buffer.from('From: claire@customer.example\r\nSubject: huge\r\n\r\n');
  const listed = () => ({ ...fetched(header), size: 3_000_000, limit: 2_000_000 });
  const [first, anew] = [listed(), listed()];
  await intake.ingestion.ingest(intake.mailbox, [first]);
  await intake.ingestion.ingest(intake.mailbox, [anew]);
  const aside = { fate: 'quarantined', size: 3_000_000, quarantine: { isHeaderOnly: true } };
  expect(await intake.rows([first, anew])).toMatchObject([aside, aside]);
});

it('peer 6: a letter beyond the limits of time is quarantined, and its neighbours arrive', async () => {
  // So much less for each megabyte that 38 of them have no time at all.
  const parser = createLetterParser({ processes: 1, timeMs: 10_000, timePerMbMs: -262 });
  const { store, secrets, temporal, engines } = pli;
  const signals = createDossierSignals(temporal, engines.taskQueue);
  const { ingest } = createIngest({ store, signals, secrets, parser, log: pino({ level: 'silent' }) });
  const slow = fetched(rawLetter({ text: 'word '.repeat(8_000_000) }));
  const letters = [fetched(rawLetter({ subject: 'slow 1' })), slow, fetched(rawLetter({ subject: 'slow 2' }))];
  await ingest(intake.mailbox, letters);
  parser.close();
  expect((await intake.rows(letters)).map(({ fate, reason }) => [fate, reason.code])).toEqual([
    ['dossier', 'new-dossier'],
    ['quarantined', 'too-slow'],
    ['dossier', 'new-dossier'],
  ]);
});

it('peer 6: a dossier that cannot be told holds back no other, and is told later', async () => {
  const { store, secrets } = pli;
  const real = createDossierSignals(pli.temporal, pli.engines.taskQueue);
  const deaf = fetched(rawLetter({ subject: 'deaf' }));
  const letters = [fetched(rawLetter({ subject: 'told 1' })), deaf, fetched(rawLetter({ subject: 'told 2' }))];
  const signals: typeof real = {
    ...real,
    tell: (dossier, definition, letter) =>
      letter.opening.subject === 'deaf' ? Promise.reject(new Error('no')) : real.tell(dossier, definition, letter),
  };
  const { ingest } = createIngest({ store, signals, secrets, log: pino({ level: 'silent' }) });
  await ingest(intake.mailbox, letters);
  expect(await recorded(pli, /^told \d$/, 2)).toHaveLength(2);
  expect(await intake.rows([deaf])).toMatchObject([{ fate: 'dossier', signalled: false }]);
  expect(await intake.ingestion.finishTelling(intake.mailbox, new Date(Date.now() + 1000))).toBe(1);
  expect(await recorded(pli, 'deaf', 1)).toHaveLength(1);
});
