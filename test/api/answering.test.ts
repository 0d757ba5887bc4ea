/** Answering in full, over HTTP with real mail: everyone, in another name, under a subject by rule, with pictures within. */

import { sendersOf } from '../../api/dossiers/senders.ts';
import type { Attachment, DossierDetail, EmailSettings, Message, Problem } from '../../api/schemas.ts';
import type { TestAccount } from '../setup/engines.ts';
import { answer, detailOf, does, refusal } from './desk.ts';
import { openPli, type Pli } from './harness.ts';
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let pli: Pli;
let lea: Visitor;
let marc: Visitor;
let admin: Visitor;
let sales: TestAccount;
let colleague: TestAccount;

beforeAll(async () => {
  pli = await openPli();
  await pli.startWorker();
  [lea, marc, admin] = await Promise.all([pli.signIn('lea'), pli.signIn('marc'), pli.signIn('admin')]);
  [sales, colleague] = [pli.engines.newAccount(), pli.engines.newAccount()];
  const [queue, support] = await Promise.all([pli.store.queues.get(pli.queue), pli.store.mailboxes.get(pli.queue)]);
  if (!queue || !support) throw new Error('the harness has no queue');
  const login = { user: sales.user, password: pli.secrets.seal(sales.password) };
  const other = { address: sales.address, name: 'Ventes', imap: { ...support.imap, ...login } };
  const _id = `${pli.queue}-sales`;
  await pli.store.mailboxes.upsert({ ...support, ...other, _id, smtp: { ...support.smtp, ...login } });
  await pli.store.queues.upsert({ ...queue, otherMailboxes: [_id] });
});
afterAll(() => pli.close());

async function opened(subject: string, more: object = {}): Promise<string> {
  await pli.post.write({ subject, text: 'Bonjour', ...more });
  const row = await until(`the dossier ${subject}`, () => pli.store.dossiers.model.findOne({ subject }).lean());
  return row._id;
}
const received = (account: TestAccount, subject: string) =>
  until(`${subject} at ${account.user}`, async () =>
    (await pli.post.read(account)).find((letter) => letter.subject === subject),
  );
const send = (who: Visitor, id: string, change: object) =>
  does(who, id, { type: 'replyAndWait', message: answer(pli, '<p>Bonjour</p>', change) });
const set = (change: Partial<EmailSettings>) =>
  admin.call<Problem>('PUT', '/api/settings/email', {
    body: { numberInSubject: false, agentsEditSubject: true, maxAttachedBytes: 25_000_000, ...change },
  });
const messages = async (id: string) => (await lea.get<{ items: Message[] }>(`/api/dossiers/${id}/messages`)).items;
const upload = async (name: string, contentType: string, body: Buffer) =>
  (await lea.call<Attachment>('POST', `/api/files?name=${name}`, { body, headers: { 'content-type': contentType } }))
    .body;

it('W7, A2: to all are everyone on the letter but our own addresses', async () => {
  const id = await opened('À plusieurs', { cc: [colleague.address, sales.address, pli.support.address] });
  const { reply } = await detailOf(lea, id);
  expect(reply).toMatchObject({ to: [pli.customer.address], cc: [] });
  expect(reply.replyAll).toEqual({ to: [pli.customer.address], cc: [colleague.address] });
  await send(lea, id, { ...reply.replyAll, subject: reply.subject });
  expect(await received(colleague, 'Re: À plusieurs')).toMatchObject({ text: expect.stringContaining('Bonjour') });
});

it('N3: an answer leaves from another address of the queue, and from no other', async () => {
  const id = await opened('Devis');
  const { reply } = await detailOf(lea, id);
  expect(reply.senders.map((s) => s.address)).toEqual([pli.support.address, sales.address]);
  const message = answer(pli, '<p>Oui</p>', { subject: 'Re: Devis' });
  expect(await refusal(lea, id, { type: 'replyAndWait', message: { ...message, mailbox: 'elsewhere' } })).toEqual([
    422,
    'unknown-sender',
  ]);
  await does(lea, id, { type: 'replyAndWait', message: { ...message, mailbox: reply.senders[1]?.mailbox } });
  const letter = await received(pli.customer, 'Re: Devis');
  expect(letter.from?.value).toEqual([{ address: sales.address, name: 'Ventes' }]);
});

it('W5, N3: a dossier whose mailbox was deleted writes from that of its queue', async () => {
  const id = await opened('Sans boîte');
  const queue = await pli.store.queues.get(pli.queue);
  if (!queue) throw new Error('the harness has no queue');
  await pli.store.mailboxes.remove(queue.mailbox);
  await pli.store.queues.upsert({ ...queue, mailbox: `${pli.queue}-sales` });
  const { reply } = await detailOf(lea, id);
  expect([reply.from, reply.senders.map((s) => s.address)]).toEqual([sales.address, [sales.address]]);
  await send(lea, id, { subject: reply.subject });
  expect((await received(pli.customer, reply.subject)).from?.value).toMatchObject([{ address: sales.address }]);
  await pli.store.mailboxes.configure(queue.mailbox, {});
  await pli.store.queues.upsert(queue);
});

it('C13: a mailbox that is only written from is no longer one to answer from', async () => {
  const id = await opened('Envoi seulement');
  const other = `${pli.queue}-sales`;
  await pli.store.mailboxes.configure(other, { outboundOnly: true });
  const { reply } = await detailOf(lea, id);
  expect(reply.senders.map((s) => s.address)).toEqual([pli.support.address]);
  const message = answer(pli, '<p>Oui</p>', { subject: reply.subject, mailbox: other });
  expect(await refusal(lea, id, { type: 'replyAndWait', message })).toEqual([422, 'unknown-sender']);
  const moved = { $set: { mailbox: other, queue: 'no such queue' } };
  const kept = await pli.store.dossiers.model.findByIdAndUpdate(id, moved).lean();
  const alone = await pli.store.dossiers.get(id);
  expect(alone && (await sendersOf(pli.store, alone))).toEqual([]);
  await pli.store.dossiers.model.updateOne({ _id: id }, { $set: { mailbox: kept?.mailbox, queue: kept?.queue } });
  await pli.store.mailboxes.configure(other, { outboundOnly: false });
});

it('N3, O4: what is taken back remembers whom it answers and in whose name', async () => {
  const id = await opened('Repris');
  const { senders, inReplyTo } = (await detailOf(lea, id)).reply;
  await send(lea, id, { mailbox: senders[1]?.mailbox });
  await does(lea, id, { type: 'undoSend' });
  expect((await detailOf(lea, id)).draft).toMatchObject({ mailbox: senders[1]?.mailbox, inReplyTo });
});

describe('C2: the subject', () => {
  afterAll(() => set({}));

  it('is numbered or edited, never both', async () => {
    const { status, body } = await set({ numberInSubject: true, agentsEditSubject: true });
    expect([status, body.code]).toEqual([422, 'subject-both']);
    expect(await lea.get('/api/settings/email')).toMatchObject({ numberInSubject: false, agentsEditSubject: true });
  });

  it('has the number on the first answer, which its writer cannot take away', async () => {
    await set({ numberInSubject: true, agentsEditSubject: false });
    const id = await opened('Numéro');
    const { number, reply } = await detailOf(lea, id);
    expect(reply).toMatchObject({ subject: `Re: Numéro [#${number}]`, mayEditSubject: false });
    await send(lea, id, { subject: 'autre chose' });
    expect(await received(pli.customer, `Re: Numéro [#${number}]`)).toBeDefined();
    expect((await detailOf(lea, id)).reply.subject).toBe('Re: Numéro');
  });

  it('is that of the letter when it is neither', async () => {
    await set({ numberInSubject: false, agentsEditSubject: false });
    const id = await opened('Fixe');
    await send(lea, id, { subject: 'autre chose' });
    expect((await messages(id)).at(-1)?.subject).toBe('Re: Fixe');
  });
});

it('G8: a subject may have 1,024 characters, and no more', async () => {
  const id = await opened('Long');
  const tooLong = answer(pli, '<p>x</p>', { subject: 'x'.repeat(1025) });
  expect(await refusal(lea, id, { type: 'replyAndWait', message: tooLong })).toEqual([400, 'invalid']);
  await send(lea, id, { subject: 'x'.repeat(1024) });
  expect((await messages(id)).at(-1)?.subject).toHaveLength(1024);
});

it('A5, N5: a picture within the text is a part of the letter, and shows in preview, draft and thread', async () => {
  const id = await opened('Image');
  const { id: file } = await upload('schema.png', 'image/png', PNG);
  const html = `<p>Voici&nbsp;: <img src="/api/files/${file}" alt="schéma"></p>`;
  const preview = await lea.call<{ html: string }>('POST', '/api/preview', { body: { html } });
  expect(preview.body.html).toContain(`src="/api/files/${file}"`);
  await send(lea, id, { html, subject: 'Re: Image' });
  await does(lea, id, { type: 'undoSend' });
  const { draft } = await detailOf(lea, id);
  expect([draft?.html, draft?.attachments]).toEqual([expect.stringContaining(`src="/api/files/${file}"`), []]);
  expect((await marc.call('GET', `/api/files/${file}`)).status).toBe(200);
  await does(lea, id, { type: 'replyAndWait', message: answer(pli, draft?.html, { subject: 'Re: Image' }) });
  expect((await messages(id)).at(-1)).toMatchObject({
    html: expect.stringContaining(`src="/api/files/${file}"`),
    attachments: [],
  });
  const letter = await received(pli.customer, 'Re: Image');
  expect(letter.attachments).toMatchObject([
    { cid: `${file}@inline.pli`, contentDisposition: 'inline', contentType: 'image/png' },
  ]);
  expect(letter.attachments[0]?.content).toEqual(PNG);
  expect(letter.html).not.toContain('/api/files/');
});

it('N5: what is no picture is not shown as one, and what cannot be seen is not sent', async () => {
  const id = await opened('Fausse image');
  const { id: text } = await upload('page.html', 'text/html', Buffer.from('<script>1</script>'));
  const hidden = '<img src="/api/files/unknown">';
  for (const html of [`<img src="/api/files/${text}">`, hidden])
    expect(await refusal(lea, id, { type: 'replyAndWait', message: answer(pli, html) })).toEqual([
      422,
      'unknown-attachment',
    ]);
});

it('G12: what is attached has the size that the administrator allows, pictures among it', async () => {
  const id = await opened('Lourd');
  await set({ maxAttachedBytes: 1_000_000 });
  const files = [await upload('a', 'x/y', Buffer.alloc(600_000)), await upload('b', 'x/y', Buffer.alloc(600_000))];
  const attachments = files.map((file) => ({ id: file.id }));
  const message = answer(pli, '<p>x</p>', { attachments });
  expect(await refusal(lea, id, { type: 'replyAndWait', message })).toEqual([422, 'attachments-too-large']);
  await set({ maxAttachedBytes: 2_000_000 });
  await does(lea, id, { type: 'replyAndWait', message });
  const sent: DossierDetail = await detailOf(lea, id);
  expect(sent.state).toBe('waiting');
});

it('N9: a letter is handed on as it came, to whoever is named, and can be taken back', async () => {
  const id = await opened('Original', {
    html: '<p>Le <b>texte</b></p>',
    attachments: [{ filename: 'a.bin', content: PNG }],
  });
  const [letter] = await messages(id);
  const forward = { type: 'forward', letter: letter?.id, to: [colleague.address] };
  const before = await detailOf(lea, id);
  await does(lea, id, forward);
  await does(lea, id, { type: 'undoSend' });
  expect(await detailOf(lea, id)).toMatchObject({
    state: before.state,
    draft: null,
    waitingSince: before.waitingSince,
  });
  await does(lea, id, forward);
  const copy = await received(colleague, 'Fwd: Original');
  const stored = await pli.store.messages.get(letter?.id ?? '');
  const raw = await pli.store.blobs.get(stored?.raw ?? '');
  expect(copy.text).toContain('Bonjour');
  expect(copy.attachments).toMatchObject([{ contentType: 'message/rfc822', filename: 'Original.eml' }]);
  expect(copy.attachments[0]?.content.equals(raw)).toBe(true);
  expect(await detailOf(lea, id)).toMatchObject({ state: before.state, waitingSince: before.waitingSince });
  const events = await pli.store.timeline.read(id);
  expect(events.filter((e) => e.type === 'letterForwarded')).toMatchObject([
    { data: { letter: letter?.id, recipients: [colleague.address] } },
    { data: { letter: letter?.id, recipients: [colleague.address] } },
  ]);
  const answered = (await messages(id)).at(-1)?.id;
  expect(await refusal(lea, id, { ...forward, letter: answered })).toEqual([422, 'not-a-letter']);
  expect(await refusal(await pli.signIn('nora'), id, forward)).toEqual([403, 'forbidden']);
});

it('G6, A3: suggests contacts and colleagues by a part of their name or address, whatever its case', async () => {
  await opened('Connue', { from: `"Élodie Marchand" <${pli.customer.address}>` });
  const found = async (q: string) =>
    (await lea.get<{ items: { email: string }[] }>(`/api/addresses?q=${encodeURIComponent(q)}`)).items.map(
      (a) => a.email,
    );
  expect(await found(pli.customer.address.slice(0, 6).toUpperCase())).toContain(pli.customer.address);
  expect(await found('MARC@pli')).toEqual(['marc@pli.example']);
  expect(await found('.*')).toEqual([]);
});

it('G7: says what an address is; what is none is never sent to', async () => {
  const check = (address: string) => lea.get(`/api/addresses/check?address=${encodeURIComponent(address)}`);
  expect(await check(pli.customer.address)).toEqual({ verdict: 'unknown' });
  expect(await check('pas une adresse')).toEqual({ verdict: 'wrong' });
});

it('W8, C16, O3: an answer begins from a template filled in for its dossier, and is read by a supervisor where a policy says', async () => {
  const id = await opened('Modèle');
  const { number } = await detailOf(lea, id);
  const write = (html: string) =>
    admin.call<Problem>('PUT', '/api/templates/excuses', { body: { name: 'Excuses', html } });
  expect((await write('<p>@{nobody}</p>')).body.code).toBe('unknown-tag');
  expect((await write('<p>N° @{ticket_id}, @{agent}, @{queue}</p><script>1</script>')).status).toBe(200);
  expect((await lea.call('PUT', '/api/templates/excuses', { body: { name: 'x', html: '' } })).status).toBe(403);
  const { html } = await lea.get<{ html: string }>(`/api/dossiers/${id}/templates/excuses`);
  expect(html).toBe(`<p>N° ${number}, lea, Support</p>`);
  const policy = { name: 'Excuses', enabled: true, agents: [], queues: [], templates: ['excuses'], sampleRate: 1 };
  expect((await admin.call('PUT', '/api/policies/excuses', { body: policy })).status).toBe(200);
  const draft = { ...answer(pli, html), template: 'excuses', baseVersion: 0 };
  await lea.call('PUT', `/api/dossiers/${id}/draft`, { body: draft });
  expect((await detailOf(lea, id)).draft).toMatchObject({ template: 'excuses' });
  const message = answer(pli, html, { template: 'excuses' });
  expect(await does(lea, id, { type: 'replyAndWait', message })).toBe('validation');
  const other = await opened('Sans modèle');
  expect(await does(lea, other, { type: 'replyAndWait', message: answer(pli) })).toBe('waiting');
});
