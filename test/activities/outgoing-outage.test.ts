/** The mail server is away, for a minute or for hours: nothing is lost, nothing is doubled, nobody has to act. */
import { GIVE_UP_AFTER_MS, retryDelayMs } from '../../domain/dossier/timing.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { attempt, type FaultyServer, openFaultyServer, stageReply } from './outgoing.ts';

const CLAIRE = 'claire@customer.example';
const MINUTE = 60_000;
const SIX_HOURS = 360 * MINUTE;

let pli: Pli;
let server: FaultyServer;
beforeAll(async () => {
  server = await openFaultyServer();
  pli = await openPli({ watched: false, submission: server });
});
afterAll(async () => {
  await pli.close();
  await server.close();
});

/** Attempts at the times the rules give, on a clock of ours, until that long has passed; gives how many there were. */
async function attemptsDuring(id: string, outageMs: number): Promise<number> {
  let attempts = 0;
  for (let now = 0; now < outageMs; now += retryDelayMs(attempts++)) {
    expect(now).toBeLessThan(GIVE_UP_AFTER_MS);
    expect(await attempt(pli, id)).toMatchObject({ outcome: 'deferred', reason: expect.stringMatching(/refused/i) });
  }
  return attempts;
}

it.each([
  ['peer 37', '65 seconds', 65_000, 3],
  ['peer 20', 'six hours', SIX_HOURS, 18],
])('%s: after an outage of %s a reply leaves, once', async (_, words, outageMs, expected) => {
  const id = words.replace(' ', '-');
  await stageReply(pli, id, [CLAIRE]);
  const { port } = server;
  await server.close();
  expect(await attemptsDuring(id, outageMs)).toBe(expected);
  expect(await pli.store.outbox.get(`${id}-reply`)).toMatchObject({ state: 'deferred', attempts: expected });

  server = await openFaultyServer(port);
  expect(await attempt(pli, id)).toMatchObject({ outcome: 'sent' });
  expect(await attempt(pli, id)).toMatchObject({ outcome: 'sent' });
  expect(server.taken.map((letter) => letter.to)).toEqual([[CLAIRE, pli.support.address]]);
});

it('peer 37: fifty replies through refused dials, then 451 to every letter, all leave once afterwards', async () => {
  const ids = Array.from({ length: 50 }, (_, i) => `dial-${i}`);
  for (const id of ids) await stageReply(pli, id, [CLAIRE]);
  const all = () => Promise.all(ids.map((id) => attempt(pli, id)));
  const { port } = server;
  await server.close();
  for (const outcome of await all()) expect(outcome).toMatchObject({ outcome: 'deferred' });
  server = await openFaultyServer(port);
  server.refuseLetter = () => ({ code: 451, text: 'try again later' });
  for (const outcome of await all()) expect(outcome).toMatchObject({ outcome: 'deferred' });
  server.refuseLetter = () => null;
  for (const outcome of await all()) expect(outcome).toMatchObject({ outcome: 'sent', rejected: 0 });
  const messageIds = server.taken.map(({ raw }) => /^Message-ID: (\S+)/im.exec(raw.toString())?.[1]);
  expect(messageIds).toHaveLength(50);
  expect(new Set(messageIds).size).toBe(50);
});
