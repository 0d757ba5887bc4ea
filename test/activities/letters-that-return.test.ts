/** What comes back of what we send: two machines that answer each other, and reports of delivery. */

import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { openStore, type Store } from '../../store/store.ts';
import { does, newDossier } from '../api/desk.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import { pause, until } from '../api/until.ts';
import { BOUNCES, SENT_ID, SENT_TO } from '../letters/bounces.ts';

let pli: Pli;
let other: Store;
beforeAll(async () => {
  pli = await openPli();
  other = await secondPli(pli);
  for (const [store, queue] of [
    [pli.store, pli.queue],
    [other, `${pli.queue}-b`],
  ] as const)
    await store.automaticReplies.set({
      ...{ _id: queue, enabled: true, sender: null, language: 'fr', company: '', images: [], files: [] },
      html: '<p>Votre lettre est arrivée.</p>',
    });
  await pli.startWorker();
  await pli.startWorker({ MONGODB_URL: besides(pli.engines.mongoUrl), PLI_TASK_QUEUE: `${pli.queue}-b` });
});
afterAll(async () => {
  await pli.close();
  await other?.close();
});

/** Its own database, beside ours. */
function besides(mongoUrl: string): string {
  const url = new URL(mongoUrl);
  url.pathname += '-b';
  return url.href;
}

/** Another installation: its own database, and the customer's address as its support address. */
async function secondPli({ engines, customer, secrets, queue }: Pli): Promise<Store> {
  const store = await openStore(besides(engines.mongoUrl));
  const id = `${queue}-b`;
  const definition = { id: STANDARD.id, version: STANDARD.version };
  const login = { secure: false, plain: true, user: customer.user, password: secrets.seal(customer.password) };
  await store.definitions.publish(STANDARD);
  await store.queues.upsert({ _id: id, name: 'Autre', routing: 'pull', mailbox: id, definition });
  await store.mailboxes.upsert({
    ...{ _id: id, address: customer.address, name: 'Autre', queue: id, folder: 'INBOX', enabled: true, cursor: null },
    imap: { ...engines.mail.imap, ...login },
    smtp: { ...engines.mail.submission, ...login },
  });
  return store;
}

const automatic = async (store: Store) => (await store.outbox.list({ limit: 100 })).filter((row) => row.automatic);

it('peer 24: two of our installations that write to each other stop by themselves', async () => {
  await pli.post.write({ subject: 'Entre nous', text: 'Bonjour' });
  await until('the answer has left', async () => (await automatic(pli.store))[0]?.state === 'accepted', 40);
  const answered = await until(
    'the other has it',
    () => other.ledger.list({ limit: 10, fate: 'automatic' }).then((l) => l[0]),
    40,
  );
  expect(answered).toBeDefined();
  await pause(6_000);
  expect([(await automatic(pli.store)).length, (await automatic(other)).length]).toEqual([1, 0]);
});

it('peer 24: a machine that says nowhere what it is is answered five times, and no more', async () => {
  const machine = 'machine@naive.example';
  const sent = async () => (await automatic(pli.store)).filter((row) => row.recipients[0]?.address === machine);
  let written = 0;
  for (const end = Date.now() + 60_000; Date.now() < end && written < 8; written += 1) {
    const before = (await sent()).length;
    await pli.post.fill([rawLetter({ subject: `RE: ${written}`, from: machine, to: pli.support.address })]);
    await until(`its dossier ${written}`, () => pli.store.dossiers.model.findOne({ subject: `RE: ${written}` }).lean());
    if (written < 5) await until('an answer', async () => (await sent()).length > before);
  }
  await pause(3_000);
  expect([written, (await sent()).length]).toEqual([8, 5]);
});

it('peer 23: a reply that comes back brings its dossier back, once, and has nothing sent', async () => {
  const lea = await pli.signIn('lea');
  const { id } = await newDossier(pli, 'Revient');
  const { support } = pli;
  const to = support.address.replace('@', '-nobody@');
  const message = { to: [to], cc: [], bcc: [], subject: 'Re: Revient', html: '<p>Bonjour</p>', attachments: [] };
  const sam = await pli.signIn('sam');
  await does(sam, id, { type: 'replyAndClose', message });
  const row = await until(
    'it is sent',
    async () => {
      const rows = await pli.store.outbox.list({ limit: 50 });
      return rows.find((r) => r.dossierId === id && !r.automatic && r.state === 'accepted');
    },
    40,
  );
  const report = BOUNCES.find(({ name }) => name === 'rfc3464')?.raw.toString() ?? '';
  const bytes = Buffer.from(report.replaceAll(SENT_ID, row.messageId).replaceAll(SENT_TO, to));
  const before = (await pli.store.outbox.list({ limit: 100 })).length;
  await pli.post.fill([bytes, Buffer.from(`X-Copy: 2\r\n${bytes}`)]);
  const back = await until(
    'the dossier is back',
    async () => {
      const dossier = await pli.store.dossiers.get(id);
      return dossier?.desk === 'inProgress' && dossier;
    },
    40,
  );
  expect(back).toMatchObject({ state: 'new', alert: 'send-failed' });
  await until('both reports are told', async () => {
    const rows = await pli.store.ledger.list({ limit: 10, fate: 'bounce' });
    return rows.length === 2 && rows.every(({ signalled }) => signalled);
  });
  const told = (await pli.store.timeline.read(id)).filter(({ type }) => type === 'replyBounced');
  expect(told.map(({ data }) => data)).toMatchObject([
    { message: row._id, recipient: to, reason: expect.stringContaining('5.1.1') },
  ]);
  expect(await pli.store.outbox.list({ limit: 100 })).toHaveLength(before);
  expect((await lea.get<{ alert: string }>(`/api/dossiers/${id}`)).alert).toBe('send-failed');
});
