/** Who gets a reply is decided when it is submitted, from the letter it answers; nothing that happens later changes it. */
import type { DossierDetail } from '../../api/schemas.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { newMessageId, rawLetter } from '../api/letters.ts';
import { openIntake, recorded } from './intake.ts';
import { attempt, type FaultyServer, openFaultyServer, stageReply } from './outgoing.ts';

const CLAIRE = 'claire@customer.example';
const PAUL = 'paul@customer.example';

let pli: Pli;
let server: FaultyServer;
beforeAll(async () => {
  server = await openFaultyServer();
  pli = await openPli({ watched: false, submission: server });
});
beforeEach(() => server.calm());
afterAll(async () => {
  await pli.close();
  await server.close();
});

it('peer 18: a reply goes to who wrote the letter it answers, and not to the contact of the dossier', async () => {
  await pli.startWorker();
  const intake = await openIntake(pli);
  const messageId = newMessageId();
  await intake.take(rawLetter({ subject: 'third party', messageId, to: `${pli.support.address}, ${PAUL}` }));
  const [{ _id: id = '' } = {}] = await recorded(pli, 'third party', 1);
  const from = `Paul <${PAUL}>`;
  await intake.take(rawLetter({ from, subject: 'Re: third party', inReplyTo: messageId, references: [messageId] }));
  const { reply, contact } = await (await pli.signIn('lea')).get<DossierDetail>(`/api/dossiers/${id}`);
  expect(contact.email).toBe(CLAIRE);
  expect(reply).toMatchObject({ to: [PAUL] });
  expect([...reply.to, ...reply.cc]).not.toContain(CLAIRE);
});

it('peer 19: a reply that waits goes to whom it was submitted for, whoever the contact has become', async () => {
  await stageReply(pli, 'frozen', [CLAIRE]);
  const contact = { email: PAUL, name: 'Paul' };
  await pli.store.dossiers.model.updateOne({ _id: 'frozen' }, { $set: { contact } });
  expect(await attempt(pli, 'frozen')).toMatchObject({ outcome: 'sent' });
  expect(server.taken.map((letter) => letter.to)).toEqual([[CLAIRE, pli.support.address]]);
});

it('peer 19: a letter that is tried again is the one that was built first, whatever has changed since', async () => {
  server.refuseLetter = () => ({ code: 451, text: 'later' });
  await stageReply(pli, 'built', [CLAIRE]);
  expect(await attempt(pli, 'built')).toMatchObject({ outcome: 'deferred' });
  server.refuseLetter = () => null;
  const change = { to: [{ email: PAUL, name: '' }], html: '<p>Autre chose.</p>' };
  await pli.store.connection.collection('messages').updateOne({ _id: 'built-reply' } as never, { $set: change });
  expect(await attempt(pli, 'built')).toMatchObject({ outcome: 'sent' });
  expect(server.taken.map((letter) => letter.to)).toEqual([[CLAIRE, pli.support.address]]);
  expect(server.taken[0]?.raw.toString()).toContain('Demain.');
});
