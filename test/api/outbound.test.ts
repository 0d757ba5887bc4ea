/** Dossiers that we begin ourselves: written in a queue's name, saved or sent, answered where they were begun. */
import type { DossierRow, OutboundResult, Problem } from '../../api/schemas.ts';
import { answer, detailOf, does, newDossier, refusal } from './desk.ts';
import { openPli, type Pli } from './harness.ts';
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

let pli: Pli;
let lea: Visitor;
let marc: Visitor;
beforeAll(async () => {
  pli = await openPli();
  await pli.startWorker();
  [lea, marc] = await Promise.all([pli.signIn('lea'), pli.signIn('marc')]);
});
afterAll(() => pli.close());

const written = (subject: string, change: object = {}) => ({
  queue: pli.queue,
  ...answer(pli, `<p>${subject}</p>`, { subject }),
  ...change,
});
const begin = <T = OutboundResult>(who: Visitor, body: object, key: string = crypto.randomUUID()) =>
  who.call<T>('POST', '/api/dossiers', { body, headers: { 'idempotency-key': key } });
const refused = async (who: Visitor, body: object): Promise<[number, string]> => {
  const { status, body: problem } = await begin<Problem>(who, body);
  return [status, problem.code];
};
const received = async (subject: string) => (await pli.post.read(pli.customer)).filter((l) => l.subject === subject);

/** The queue as this test needs it; as it was, afterwards. */
async function withQueue(change: object, test: () => Promise<void>): Promise<void> {
  const before = await pli.store.queues.get(pli.queue);
  if (!before) throw new Error('no queue');
  await pli.store.queues.upsert({ ...before, ...change });
  await test().finally(() => pli.store.queues.upsert(before));
}

it('G2: begins a dossier in the queue’s name, its text as its draft, nothing sent', async () => {
  const { status, body } = await begin(lea, written('G2'));
  expect([status, body.state]).toEqual([201, 'open']);
  const detail = await detailOf(lea, body.id);
  expect(detail).toMatchObject({ direction: 'outbound', queue: pli.queue, hasDraft: true, canEditRecipient: true });
  expect(detail.contact.email).toBe(pli.customer.address);
  expect(detail.draft).toMatchObject({ subject: 'G2', html: '<p>G2</p>', author: 'lea' });
  expect(detail.reply.subject).toBe('G2');
  expect((await lea.get<{ items: DossierRow[] }>('/api/dossiers?assignee=me')).items.map((r) => r.id)).toContain(
    body.id,
  );
});

it('peer 22: the same key begins it once, and its draft does not come back once it is sent', async () => {
  const key = crypto.randomUUID();
  const answers = await Promise.all(Array.from({ length: 5 }, () => begin(lea, written('once'), key)));
  expect(answers.map((a) => [a.status, a.body])).toEqual(Array(5).fill([201, answers[0]?.body]));
  const id = answers[0]?.body.id ?? '';
  await does(lea, id, { type: 'replyAndWait', message: answer(pli, '<p>once</p>', { subject: 'once' }) });
  const again = await begin(lea, written('once'), key);
  expect([again.status, again.body.id]).toEqual([201, id]);
  expect(await detailOf(lea, id)).toMatchObject({ state: 'waiting', draft: null, hasDraft: false });
  expect(await pli.store.dossiers.model.countDocuments({ subject: 'once' })).toBe(1);
});

it('G1: only with the right, only for a queue one belongs to, only while it is open', async () => {
  const [nora, admin, stranger] = [await pli.signIn('nora'), await pli.signIn('admin'), await pli.signIn('stranger')];
  expect(await refused(nora, written('no'))).toEqual([403, 'forbidden']);
  expect(await refused(stranger, written('no'))).toEqual([404, 'not-found']);
  expect(await refused(admin, written('no'))).toEqual([403, 'not-a-member']);
  expect((await lea.call('POST', '/api/dossiers', { body: written('no') })).status).toBe(400);
  await withQueue({ status: 'closed' }, async () => {
    expect(await refused(lea, written('no'))).toEqual([422, 'queue-closed']);
  });
  await withQueue({ mailbox: 'none' }, async () => {
    expect(await refused(lea, written('no'))).toEqual([422, 'no-mailbox']);
  });
  expect(await pli.store.dossiers.model.countDocuments({ subject: 'no' })).toBe(0);
});

it('G7: goes to addresses that are addresses, at least one', async () => {
  expect(await refused(lea, written('no', { to: [] }))).toEqual([422, 'no-recipient']);
  expect(await refused(lea, written('no', { to: ['personne'] }))).toEqual([422, 'bad-address']);
  expect(await refused(lea, written('no', { cc: ['a@b@c'] }))).toEqual([422, 'bad-address']);
});

it('G5: asks from which mailbox only where there are several', async () => {
  const own = await pli.store.mailboxes.get(pli.queue);
  if (!own) throw new Error('no mailbox');
  const press = `${pli.queue}-press`;
  await pli.store.mailboxes.upsert({ ...own, _id: press, name: 'Presse' });
  await withQueue({ otherMailboxes: [press] }, async () => {
    const asked = await begin<Problem>(lea, written('no'));
    expect([asked.status, asked.body.code]).toEqual([422, 'choose-mailbox']);
    expect(asked.body.choices?.map((c) => [c.id, c.name])).toEqual([
      [pli.queue, 'Support'],
      [press, 'Presse'],
    ]);
    expect(await refused(lea, written('no', { mailbox: 'elsewhere' }))).toEqual([422, 'choose-mailbox']);
    const { id } = (await begin(lea, written('G5', { mailbox: press }))).body;
    expect(await pli.store.dossiers.get(id)).toMatchObject({ mailbox: press });
  });
});

it('C13: never begins one in the name of a mailbox that is only written from', async () => {
  const own = await pli.store.mailboxes.get(pli.queue);
  if (!own) throw new Error('no mailbox');
  const news = `${pli.queue}-news`;
  await pli.store.mailboxes.upsert({ ...own, _id: news, name: 'Nouvelles', outboundOnly: true });
  await withQueue({ otherMailboxes: [news] }, async () => {
    const { id } = (await begin(lea, written('C13'))).body;
    expect(await pli.store.dossiers.get(id)).toMatchObject({ mailbox: pli.queue });
    expect(await refused(lea, written('no', { mailbox: news }))).toEqual([422, 'choose-mailbox']);
  });
});

it('N1: is its author’s only if available or working', async () => {
  const present = (state: string) => lea.call('PUT', '/api/me/presence', { body: { state } });
  await present('unavailable');
  const away = (await begin(lea, written('N1 away'))).body;
  expect(await detailOf(lea, away.id)).toMatchObject({ assignee: null });
  await present('working');
  const there = (await begin(lea, written('N1'))).body;
  expect(await detailOf(lea, there.id)).toMatchObject({ assignee: 'lea' });
  await present('available');
});

it('G14: saved without sending it waits suspended in the queue; a colleague resumes, changes and sends it', async () => {
  const { id } = (await begin(lea, written('G14'))).body;
  expect(await does(lea, id, { type: 'suspend' })).toBe('suspended');
  const suspended = `/api/dossiers?desk=inProgress&queue=${pli.queue}&state=suspended`;
  expect((await marc.get<{ items: DossierRow[] }>(suspended)).items).toMatchObject([{ id, hasDraft: true }]);
  expect(await refusal(marc, id, { type: 'replyAndClose', message: answer(pli) })).toEqual([422, 'not-in-this-state']);
  expect(await does(marc, id, { type: 'resume' })).toBe('open');
  const detail = await detailOf(marc, id);
  expect([detail.assignee, detail.draft?.html]).toEqual(['marc', '<p>G14</p>']);
  const sent = answer(pli, '<p>changé</p>', { subject: 'G14', to: [pli.customer.address, 'autre@localhost'] });
  expect(await does(marc, id, { type: 'replyAndClose', message: sent })).toBe('closed');
});

it('G4: the right to change To is not asked of who writes first; it is of who answers', async () => {
  const before = await newDossier(pli, 'G4 inbound');
  const elsewhere = { to: ['ailleurs@localhost'], subject: 'G4' };
  const { id } = (await begin(lea, written('G4'))).body;
  expect(await refusal(lea, before.id, { type: 'replyAndWait', message: answer(pli, '', elsewhere) })).toEqual([
    403,
    'recipient-locked',
  ]);
  expect(await does(lea, id, { type: 'replyAndWait', message: answer(pli, '<p>x</p>', elsewhere) })).toBe('waiting');
  expect((await detailOf(lea, id)).contact.email).toBe(pli.customer.address);
});

it('knows the contact by the name of earlier letters', async () => {
  await newDossier(pli, 'earlier');
  const { id } = (await begin(lea, written('later', { to: [pli.customer.address.toUpperCase()] }))).body;
  const typed = pli.customer.address.replace(/^[^@]*/, (local) => local.toUpperCase());
  expect((await detailOf(lea, id)).contact).toEqual({ email: typed, name: 'Claire Durand' });
});

it('O3: an answer that a policy covers passes by a supervisor, as any other', async () => {
  const policy = { name: 'p', enabled: true, agents: ['lea'], queues: [], templates: [], sampleRate: 1 };
  await pli.store.policies.upsert({ _id: 'p', ...policy });
  const { id } = (await begin(lea, written('O3'))).body;
  const state = await does(lea, id, { type: 'replyAndWait', message: answer(pli, '<p>x</p>', { subject: 'O3' }) });
  await pli.store.policies.remove('p');
  expect(state).toBe('validation');
});

it('G3: leaves as a new letter; its answer comes back to the same dossier, in its queue', async () => {
  const { id } = (await begin(lea, written('Rappel de produit'))).body;
  const message = answer(pli, '<p>Rappel</p>', { subject: 'Rappel de produit' });
  expect(await does(lea, id, { type: 'replyAndWait', message })).toBe('waiting');
  const [letter] = await until(
    'the letter',
    async () => {
      const found = await received('Rappel de produit');
      return found.length ? found : null;
    },
    40,
  );
  expect([letter?.inReplyTo, letter?.references]).toEqual([undefined, letter?.messageId]);
  await pli.post.write({ subject: 'Re: Rappel de produit', text: 'Merci', inReplyTo: letter?.messageId });
  const back = await until(
    'the answer',
    async () => {
      const detail = await detailOf(lea, id);
      return detail.state === 'returned' ? detail : null;
    },
    40,
  );
  expect(back).toMatchObject({ queue: pli.queue, desk: 'inProgress', preview: 'Merci', canEditRecipient: false });
  expect(await pli.store.dossiers.model.countDocuments({ subject: /Rappel de produit/ })).toBe(1);
  const elsewhere = answer(pli, '<p>x</p>', { to: ['ailleurs@localhost'] });
  expect(await refusal(lea, id, { type: 'replyAndWait', message: elsewhere })).toEqual([403, 'recipient-locked']);
});
