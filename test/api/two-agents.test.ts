/** Two agents, or one twice, on one dossier: one reply leaves, nobody's text is lost. */
import type { Badges, DossierDetail, Draft, Message, Presence, Problem } from '../../api/schemas.ts';
import { newDossier as begin, writesAgain } from './desk.ts';
import { openPli, type Pli } from './harness.ts';
import { rawLetter } from './letters.ts';
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

async function newDossier(subject: string): Promise<string> {
  await pli.post.fill([rawLetter({ subject, from: `Claire <${pli.customer.address}>` })]);
  const row = await until('the dossier', () => pli.store.dossiers.model.findOne({ subject }).lean());
  return row._id;
}
const text = (html: string) => ({ to: [pli.customer.address], cc: [], bcc: [], subject: 'Re', html, attachments: [] });
const thread = async (id: string) => (await lea.get<{ items: Message[] }>(`/api/dossiers/${id}/messages`)).items;
const outbound = async (id: string) => (await thread(id)).filter((m) => m.direction === 'outbound');

it('peer 34, O10: of two replies to the same letter the second is refused with what changed', async () => {
  const id = await newDossier('two agents');
  const { version } = await lea.get<DossierDetail>(`/api/dossiers/${id}`);
  const send = (who: Visitor, html: string) =>
    who.command<Problem>(id, { type: 'replyAndWait', expectedVersion: version, message: text(html) });
  expect((await send(lea, '<p>de Léa</p>')).status).toBe(200);
  const second = await send(marc, '<p>de Marc</p>');
  expect(second).toMatchObject({
    status: 409,
    body: { code: 'stale', changes: [{ type: 'replySubmitted' }, { type: 'moved' }] },
  });
  expect(await outbound(id)).toMatchObject([{ html: expect.stringContaining('de Léa'), status: 'held' }]);
});

// Whoever sends empties the dossier's draft, even when a colleague wrote it.
it('O10: the draft of a colleague outlives another’s reply', async () => {
  const id = await newDossier('his draft, her reply');
  await marc.call('PUT', `/api/dossiers/${id}/draft`, { body: { ...text('<p>de Marc</p>'), baseVersion: 0 } });
  await lea.command(id, { type: 'replyAndWait', message: text('<p>de Léa</p>') });
  const { draft } = await marc.get<DossierDetail>(`/api/dossiers/${id}`);
  expect(draft).toMatchObject({ html: expect.stringContaining('de Marc') });
});

it('peer 34: two replies sent at the same instant are one reply', async () => {
  const id = await newDossier('same instant');
  const { version } = await lea.get<DossierDetail>(`/api/dossiers/${id}`);
  const reply = (html: string) => ({ type: 'replyAndWait', expectedVersion: version, message: text(html) });
  const answers = await Promise.all([lea.command(id, reply('<p>a</p>')), marc.command(id, reply('<p>b</p>'))]);
  expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
  expect(await outbound(id)).toHaveLength(1);
});

it('peer 22: the same key sent ten times at once does it once, and answers the same', async () => {
  const id = await newDossier('ten clicks');
  const key = crypto.randomUUID();
  const reply = { type: 'replyAndWait', message: text('<p>une fois</p>') };
  const answers = await Promise.all(Array.from({ length: 10 }, () => lea.command(id, reply, key)));
  const again = await lea.command(id, reply, key);
  expect(answers.map((a) => [a.status, a.body])).toEqual(Array(10).fill([200, again.body]));
  expect(await outbound(id)).toHaveLength(1);
});

it('a colleague’s same key is another request', async () => {
  const id = await newDossier('same key');
  const key = crypto.randomUUID();
  expect((await lea.command(id, { type: 'accept' }, key)).status).toBe(200);
  expect((await marc.command(id, { type: 'resolve' }, key)).body).toMatchObject({ state: 'resolved' });
});

it('O4: only its author takes a reply back', async () => {
  const id = await newDossier('not yours');
  await lea.command(id, { type: 'replyAndWait', message: text('<p>x</p>') });
  expect(await marc.command(id, { type: 'undoSend' })).toMatchObject({ status: 422, body: { code: 'not-yours' } });
});

it('peer 33: a draft saved over one that was not seen is refused with that one, and neither text is lost', async () => {
  const id = await newDossier('two drafts');
  const save = (who: Visitor, html: string, baseVersion: number) =>
    who.call<Draft & Problem>('PUT', `/api/dossiers/${id}/draft`, { body: { ...text(html), baseVersion } });
  expect((await save(lea, '<p>de Léa</p>', 0)).body).toMatchObject({ version: 1, author: 'lea' });
  const conflict = await save(marc, '<p>de Marc</p>', 0);
  expect(conflict).toMatchObject({
    status: 409,
    body: { code: 'draft-conflict', draft: { version: 1, author: 'lea' } },
  });
  expect((await save(marc, '<p>des deux</p>', 1)).body).toMatchObject({ version: 2, author: 'marc' });
  expect((await save(lea, '<p>de Léa, encore</p>', 1)).status).toBe(409);
});

it('a draft discarded is gone for everybody, and shown so in the list', async () => {
  const id = await newDossier('discarded');
  await lea.call('PUT', `/api/dossiers/${id}/draft`, { body: { ...text('<p>x</p>'), baseVersion: 0 } });
  expect((await lea.call('DELETE', `/api/dossiers/${id}/draft`)).status).toBe(204);
  expect(await marc.get(`/api/dossiers/${id}`)).toMatchObject({ draft: null, hasDraft: false });
});

it('W10: a command asked under the rules of a queue that the dossier has left is refused with what changed', async () => {
  const id = await newDossier('between two queues');
  const queue = await pli.store.queues.get(pli.queue);
  if (!queue) throw new Error('no queue');
  await pli.store.queues.upsert({ ...queue, _id: `${pli.queue}-billing`, name: 'Billing' });
  await lea.command(id, { type: 'accept' });
  const { version } = await lea.get<DossierDetail>(`/api/dossiers/${id}`);
  const to = { kind: 'queue', id: `${pli.queue}-billing` };
  expect((await lea.command(id, { type: 'transfer', to, wrapUp: 'Facture' })).status).toBe(200);
  // As whoever read the dossier a moment before the transfer has it.
  await pli.store.dossiers.model.updateOne({ _id: id }, { $set: { queue: pli.queue, version } });
  const late = await marc.command<Problem>(id, { type: 'accept' });
  expect(late).toMatchObject({ status: 409, body: { code: 'stale', changes: [{ type: 'transferred' }, {}] } });
});

describe('fault S1: what is unread is each person’s own, kept on the server', () => {
  const row = async (who: Visitor, id: string) => who.get<DossierDetail>(`/api/dossiers/${id}`);
  const lettersOf = async (who: Visitor, id: string) =>
    (await who.get<{ items: Message[] }>(`/api/dossiers/${id}/messages`)).items;
  const reads = async (who: Visitor, id: string) => {
    const letters = (await lettersOf(who, id)).map((letter) => letter.id);
    expect((await who.call('POST', `/api/dossiers/${id}/read`, { body: { letters } })).status).toBe(204);
  };

  it('on a dossier in progress too: a new letter is to be read again by everybody, each for themselves', async () => {
    const dossier = await begin(pli, 'Lu ou non');
    const { id } = dossier;
    expect(await row(lea, id)).toMatchObject({ readers: [], lastReceivedAt: expect.any(String) });
    await reads(lea, id);
    expect((await row(marc, id)).readers).toEqual(['lea']);
    await lea.command(id, { type: 'accept' });
    await writesAgain(pli, dossier);
    expect(await row(lea, id)).toMatchObject({ readers: [], state: 'open', desk: 'inProgress' });
    expect((await lettersOf(lea, id)).map(({ readers }) => readers)).toEqual([['lea'], []]);
    const { unread } = await lea.get<Badges>('/api/badges');
    await reads(lea, id);
    expect((await row(lea, id)).readers).toEqual(['lea']);
    expect((await lea.get<Badges>('/api/badges')).unread).toBe(unread - 1);
  });

  it('is not read by naming letters of another dossier, nor of one that is not seen', async () => {
    const [one, other] = [await begin(pli, 'Un'), await begin(pli, 'Autre')];
    const [letter] = await lettersOf(lea, other.id);
    await lea.call('POST', `/api/dossiers/${one.id}/read`, { body: { letters: [letter?.id] } });
    expect([(await row(lea, one.id)).readers, (await row(lea, other.id)).readers]).toEqual([[], []]);
    expect((await lea.call('POST', '/api/dossiers/none/read', { body: { letters: ['x'] } })).status).toBe(404);
  });
});

it('fault S3: what one took counts for the day as what one was given, and once', async () => {
  const today = async () => (await marc.get<Presence>('/api/me/presence')).assignedToday;
  const before = await today();
  const { id } = await begin(pli, 'Pris');
  await marc.command(id, { type: 'accept' });
  expect(await today()).toBe(before + 1);
  await marc.command(id, { type: 'unassign' });
  await marc.command(id, { type: 'take' });
  expect(await today()).toBe(before + 1);
});
