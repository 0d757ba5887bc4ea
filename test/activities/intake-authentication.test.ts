/** What our boundary said of a sender, from the administrator's list to the thread, with a real worker. */
import type { EmailSettings, Message } from '../../api/schemas.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import type { Visitor } from '../api/visitor.ts';
import { type Intake, openIntake, recorded } from './intake.ts';

let pli: Pli;
let intake: Intake;
let lea: Visitor;
let admin: Visitor;
beforeAll(async () => {
  pli = await openPli({ watched: false });
  await pli.startWorker();
  intake = await openIntake(pli);
  [lea, admin] = await Promise.all([pli.signIn('lea'), pli.signIn('admin')]);
});
afterAll(() => pli.close());

const RESULTS = 'Authentication-Results:';
const PASS = `${RESULTS} mx.pli.example; dkim=pass header.d=customer.example; dmarc=pass header.from=customer.example`;
const REST = { numberInSubject: false, agentsEditSubject: true, maxAttachedBytes: 25_000_000 };
const trust = (authenticationServers?: readonly string[]) =>
  admin.call<EmailSettings>('PUT', '/api/settings/email', { body: { ...REST, authenticationServers } });
const lettersOf = async (id: string) => (await lea.get<{ items: Message[] }>(`/api/dossiers/${id}/messages`)).items;

/** The letter as the thread has it, and its dossier. */
async function came(subject: string, ...headers: string[]) {
  await intake.take(Buffer.concat([...headers.map((line) => Buffer.from(`${line}\r\n`)), rawLetter({ subject })]));
  const [dossier] = await recorded(pli, subject, 1);
  const id = dossier?._id ?? '';
  return { id, letter: (await lettersOf(id))[0] };
}

const passed = { result: 'pass', domain: 'customer.example' };

it('believes nobody as long as the administrator names no server', async () => {
  expect(await admin.get<EmailSettings>('/api/settings/email')).toMatchObject({ authenticationServers: [] });
  expect((await came('nobody believed', PASS)).letter?.authentication).toBeNull();
});

it('keeps with a letter what the servers named say of it, for good', async () => {
  const { status, body } = await trust(['MX.pli.example']);
  expect([status, body.authenticationServers]).toEqual([200, ['MX.pli.example']]);
  const { letter, id } = await came('believed', PASS);
  expect(letter?.authentication).toEqual({ spf: null, dkim: passed, dmarc: passed });
  const forged = await came('forged', `${RESULTS} mx.pli.example; dmarc=fail header.from=customer.example`, PASS);
  expect(forged.letter?.authentication).toEqual({ spf: null, dkim: null, dmarc: { ...passed, result: 'fail' } });
  const other = await came('of another', PASS.replace('mx.pli', 'mx.evil'));
  expect(other.letter?.authentication).toEqual({ spf: null, dkim: null, dmarc: null });
  // What is left out stays; what is taken away changes no letter that came.
  expect((await trust()).body.authenticationServers).toEqual(['MX.pli.example']);
  expect((await trust([])).body.authenticationServers).toEqual([]);
  expect((await lettersOf(id))[0]?.authentication).toEqual(letter?.authentication);
});

it('takes no name that is none, and has it from no agent', async () => {
  for (const wrong of [['a b'], ['mx.pli.example;'], [''], ['a', 'a']]) expect((await trust(wrong)).status).toBe(400);
  expect((await lea.call('PUT', '/api/settings/email', { body: REST })).status).toBe(403);
});

it('N20: what names the sender goes with the author', async () => {
  await trust(['mx.pli.example']);
  const { id, letter } = await came('anonymous', PASS);
  expect(letter?.authentication?.dkim).toEqual(passed);
  await pli.store.messages.redact(letter?.id ?? '', 'author');
  expect((await lettersOf(id))[0]?.authentication).toBeNull();
});
