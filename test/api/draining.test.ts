/** SIGTERM, as an update of the installation sends it: what is under way ends well, and nothing else is taken on. */
import { type FaultyServer, openFaultyServer } from '../activities/outgoing.ts';
import { answer, newDossier } from './desk.ts';
import { listen } from './event-source.ts';
import { openPli, type Pli } from './harness.ts';
import { rawLetter } from './letters.ts';
import { pause, until } from './until.ts';

let pli: Pli;
let server: FaultyServer;
beforeAll(async () => {
  server = await openFaultyServer();
  pli = await openPli({ submission: server });
});
afterAll(async () => {
  await pli.close();
  await server.close();
});
beforeEach(() => server.calm());

const typesOf = async (id: string) => (await pli.store.timeline.read(id)).map((e) => e.type);

it('a worker hears the server out for the reply it is sending, reads no other letter, and ends with 0', async () => {
  const worker = await pli.startWorker();
  const { id } = await newDossier(pli, 'Colis');
  let say = (): void => undefined;
  server.beforeYes = () => new Promise((resolve) => (say = () => resolve(undefined)));
  const lea = await pli.signIn('lea');
  expect(await lea.command(id, { type: 'replyAndWait', message: answer(pli) })).toMatchObject({ status: 200 });
  await until('the letter at the server', () => server.taken.length === 1);

  const ended = worker.stop();
  await pause(1_000);
  await pli.post.fill([rawLetter({ subject: 'Trop tard', from: `Claire <${pli.customer.address}>` })]);
  await pause(2_000);
  say();
  expect(await ended).toBe(0);
  const reply = (await pli.store.messages.ofDossier(id)).find((m) => m.direction === 'outbound');
  expect(await pli.store.outbox.get(reply?._id ?? '')).toMatchObject({ state: 'accepted', attempts: 1 });
  expect(await pli.store.dossiers.model.countDocuments({ subject: 'Trop tard' })).toBe(0);

  const next = await pli.startWorker();
  await until('the record of the sending', async () => (await typesOf(id)).includes('replySent'));
  await until('the next dossier', () => pli.store.dossiers.model.findOne({ subject: 'Trop tard' }).lean());
  expect(server.taken).toHaveLength(1);
  expect(await next.stop()).toBe(0);
});

it('an API answers the command under way, lets go of who only listens, takes nobody else, and ends with 0', async () => {
  const worker = await pli.startWorker();
  const { id } = await newDossier(pli, 'Facture');
  const { url, api } = await pli.serve();
  const lea = await pli.signIn('lea', url);
  const events = await listen(lea);
  // Nobody carries it out before the worker goes on.
  worker.pause();
  const given = lea.command(id, { type: 'accept' });
  await pause(1_000);

  const ended = api.stop();
  await expect(events.ended).rejects.toThrow('terminated');
  const asks = () => fetch(`${url}/api/session`).then(() => null, String);
  expect(await until('nobody else to be taken', asks)).toContain('fetch failed');
  worker.resume();
  expect(await given).toMatchObject({ status: 200, body: { state: 'open' } });
  expect(await ended).toBe(0);
});
