/** A reply that no server will take: the dossier comes back to its agent, and so does the text. */
import type { DossierDetail } from '../../api/schemas.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import { until } from '../api/until.ts';
import { openIntake, recorded } from './intake.ts';
import { type FaultyServer, openFaultyServer } from './outgoing.ts';

let pli: Pli;
let server: FaultyServer;
beforeAll(async () => {
  server = await openFaultyServer();
  pli = await openPli({ watched: false, submission: server });
  await pli.startWorker();
});
afterAll(async () => {
  await pli.close();
  await server.close();
});

it('a reply refused with 550 brings the dossier back to its desk, with an alert and its text as a draft', async () => {
  server.refuseRecipient = (address) => (address === 'claire@customer.example' ? { code: 550, text: 'gone' } : null);
  const intake = await openIntake(pli);
  await intake.take(rawLetter({ subject: 'refused' }));
  const [{ _id: id = '' } = {}] = await recorded(pli, 'refused', 1);
  const lea = await pli.signIn('lea');
  const text = { to: ['claire@customer.example'], cc: [], bcc: [], subject: 'Re: refused', html: '<p>Demain.</p>' };
  const reply = { type: 'replyAndClose', message: { ...text, attachments: [] } };
  expect(await lea.command(id, reply)).toMatchObject({ status: 200, body: { state: 'closed' } });

  const detail = () => lea.get<DossierDetail>(`/api/dossiers/${id}`);
  const back = await until('the failure', async () => ((await detail()).alert ? detail() : null), 40);
  expect(back).toMatchObject({ state: 'new', desk: 'inProgress', alert: 'send-failed', hasDraft: true, draft: text });
  expect((await pli.store.timeline.read(id)).map((e) => e.type).slice(-3)).toEqual([
    'replyReleased',
    'replyFailed',
    'moved',
  ]);
  expect(server.taken.filter((letter) => letter.to.includes('claire@customer.example'))).toEqual([]);
});
