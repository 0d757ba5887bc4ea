/** Letters that take long: each costs its own time, and nobody else's. */
import { pino } from 'pino';
import { createIngest } from '../../activities/intake/ingest.ts';
import { createLetterParser, type LetterParser } from '../../mail/read/parser.ts';
import { createDossierSignals } from '../../services/engine/dossier-signals.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import { until } from '../api/until.ts';
import { heavyBodies, heavyLetter, randomNest } from '../letters/heavy.ts';
import { fetched, type Intake, openIntake, recorded } from './intake.ts';

const SLOW_ABOVE = 100_000;

let pli: Pli;
let intake: Intake;
beforeAll(async () => {
  pli = await openPli({ watched: false });
  await pli.startWorker();
  intake = await openIntake(pli);
});
afterAll(() => pli.close());

/** Reads nothing long in the quick lane; in the other, only once it is let to. */
function heldParser() {
  const parser = createLetterParser({ quickBudget: (bytes) => (bytes > SLOW_ABOVE ? { cpuMs: 0, wallMs: 0 } : ALL) });
  const { promise: isLet, resolve: letGo } = Promise.withResolvers<void>();
  const held: LetterParser = {
    ...parser,
    parse: async (raw, lane) => {
      if (lane === 'patient') await isLet;
      return parser.parse(raw, lane);
    },
  };
  return { held, letGo };
}
const ALL = { cpuMs: 60_000, wallMs: 60_000 };

it('fault X3: six slow letters delay nobody, and arrive in their turn', async () => {
  const { held, letGo } = heldParser();
  const { store, secrets, temporal, engines } = pli;
  const signals = createDossierSignals(temporal, engines.taskQueue);
  const { ingest, readSlow } = createIngest({ store, signals, secrets, parser: held, log: pino({ level: 'silent' }) });
  const slow = Array.from({ length: 6 }, (_, i) =>
    fetched(rawLetter({ subject: `slow ${i}`, text: 'mot '.repeat(SLOW_ABOVE) })),
  );
  await ingest(intake.mailbox, [...slow, fetched(rawLetter({ subject: 'beside them' }))]);
  await ingest(intake.mailbox, [fetched(rawLetter({ subject: 'after them' }))]);
  expect(await recorded(pli, /^(beside|after) them$/, 2)).toHaveLength(2);
  const waiting = { fate: 'quarantined', reason: { code: 'too-slow' }, quarantine: { isTriedAgain: true } };
  expect(await intake.rows(slow)).toMatchObject(slow.map(() => waiting));
  letGo();
  await readSlow(intake.mailbox);
  expect(await recorded(pli, /^slow \d$/, 6)).toHaveLength(6);
  const [row] = await intake.rows(slow);
  const message = await store.messages.get(row?.message ?? '');
  // Its own hour, not that of its second reading.
  expect(message?.date.getTime()).toBeLessThanOrEqual((slow[0]?.internalDate.getTime() ?? 0) + 999);
  held.close();
});

it('fault X1: health answers while the heaviest letters are opened, and each is shown or said why not', async () => {
  const bodies = [
    ...Object.entries(heavyBodies(600_000)),
    ...Array.from({ length: 4 }, (_, i) => [`nest ${i}`, { html: randomNest(i, 100_000), text: '' }] as const),
  ];
  const letters = bodies.map(([name, body]) => fetched(heavyLetter(`heavy ${name}`, body)));
  await intake.ingestion.ingest(intake.mailbox, letters);
  await intake.ingestion.readSlow(intake.mailbox);
  const rows = await intake.rows(letters);
  const dossiers = rows.flatMap(({ dossier }) => dossier ?? []);
  await until('their dossiers', async () => (await pli.store.dossiers.getAll(dossiers)).length === dossiers.length);
  // What was kept is gone: each must be made safe as it is opened.
  for (const { message } of rows) await pli.store.displays.remove(message ?? '');
  const agent = await pli.signIn('lea');
  let isOpening = true;
  const opening = Promise.all(dossiers.map((id) => agent.call('GET', `/api/dossiers/${id}/messages`))).finally(() => {
    isOpening = false;
  });
  let answered = 0;
  while (isOpening) {
    expect((await agent.call('GET', '/api/health')).status).toBe(200);
    answered++;
  }
  const opened = await opening;
  expect(answered).toBeGreaterThan(opened.length);
  for (const { status, body } of opened) {
    expect(status).toBe(200);
    const [letter] = (body as { items: { html: string; notice: string | null; text: string }[] }).items;
    expect(letter && (letter.html !== '' || letter.notice !== null || letter.text !== '')).toBe(true);
  }
});
