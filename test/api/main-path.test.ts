/** The main job over HTTP: a letter in, an answer out, taken back and sent again, closed, reopened. */
import type { Attachment, DossierDetail, DossierRow, LedgerRow, Message } from '../../api/schemas.ts';
import { verifyChain } from '../../store/dossiers/timeline.ts';
import { openPli, type Pli } from './harness.ts';
import { pause, until } from './until.ts';
import type { Visitor } from './visitor.ts';
import type { WorkerProcess } from './worker-process.ts';

let pli: Pli;
let worker: WorkerProcess;
let lea: Visitor;
let marc: Visitor;
let id: string;
let firstLetter: string;
let attachment: Attachment;

beforeAll(async () => {
  pli = await openPli();
  worker = await pli.startWorker();
  lea = await pli.signIn('lea');
  marc = await pli.signIn('marc');
});
afterAll(() => pli.close());

const desk = async (name: string) => (await lea.get<{ items: DossierRow[] }>(`/api/dossiers?desk=${name}`)).items;
const detail = (who = lea) => who.get<DossierDetail>(`/api/dossiers/${id}`);
const thread = async () => (await lea.get<{ items: Message[] }>(`/api/dossiers/${id}/messages`)).items;
const answers = async () => (await pli.post.read(pli.customer)).filter((l) => l.subject === 'Re: Colis perdu – été');

function reply(): object {
  const { address } = pli.customer;
  const text = { subject: 'Re: Colis perdu – été', html: '<p>Bonjour, il <i>arrive</i> demain.</p>' };
  return { to: [address], cc: [], bcc: [], ...text, attachments: [{ id: attachment.id }] };
}

it('shows a letter on the desk, safe to display, with its contact', async () => {
  firstLetter = await pli.post.write({
    subject: 'Colis perdu – été',
    html: '<p>Bonjour, mon <b>colis</b> ?</p><script>alert(1)</script><img src="http://127.0.0.1:9/x.png">',
    attachments: [{ filename: 'reçu été.pdf', content: Buffer.from('%PDF-1.4') }],
  });
  const row = await until('the dossier', async () => (await desk('inProgress'))[0]);
  id = row.id;
  expect(row).toMatchObject({ state: 'new', contact: { email: pli.customer.address }, hasAttachments: true });
  const [letter] = await thread();
  expect(letter).toMatchObject({ direction: 'inbound', remoteImages: 1, attachments: [{ name: 'reçu été.pdf' }] });
  expect(letter?.html).not.toMatch(/<script| src="/);
});

it('fault L4: its original is a download that no browser runs', async () => {
  const [letter] = await thread();
  const path = `/api/dossiers/${id}/messages/${letter?.id}/raw`;
  const { status, headers } = await lea.call<string>('GET', path);
  expect([status, headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([
    200,
    'message/rfc822',
    'nosniff',
  ]);
  expect(headers.get('content-disposition')).toBe('attachment; filename=message.eml');
});

it('A1: accepting it takes charge of it and opens the dossier', async () => {
  expect((await lea.command(id, { type: 'accept' })).body).toMatchObject({ state: 'open' });
  expect(await detail()).toMatchObject({ state: 'open', desk: 'inProgress', assignee: 'lea' });
});

it('A2: a reply starts with the sender in To, which only the right to do so may change', async () => {
  expect((await detail()).reply).toMatchObject({ to: [pli.customer.address], subject: 'Re: Colis perdu – été' });
  expect([(await detail()).canEditRecipient, (await detail(marc)).canEditRecipient]).toEqual([false, true]);
});

it('A6: a draft is saved at once, seen by every colleague, and moves nothing', async () => {
  const before = await detail();
  const draft = { to: [pli.customer.address], cc: [], bcc: [], subject: 'Re', html: '<p>Bonj</p>', attachments: [] };
  await lea.call('PUT', `/api/dossiers/${id}/draft`, { body: { ...draft, baseVersion: 0 } });
  const seen = await detail(marc);
  expect(seen.draft).toMatchObject({ ...draft, version: 1, author: 'lea' });
  expect(seen).toMatchObject({ state: before.state, desk: before.desk, version: before.version, hasDraft: true });
});

it('O4: a reply taken back within ten seconds leaves nothing with the customer, and its text as a draft', async () => {
  const upload = { body: Buffer.from('bon de retour'), headers: { 'content-type': 'text/plain' } };
  attachment = (await lea.call<Attachment>('POST', '/api/files?name=retour.txt', upload)).body;
  const sent = await lea.command(id, { type: 'replyAndClose', message: reply() });
  expect(sent.body).toMatchObject({ state: 'closed' });
  const { outgoing } = await detail();
  const submitted = (await pli.store.timeline.read(id)).findLast((e) => e.type === 'replySubmitted');
  expect(Date.parse(outgoing[0]?.nextAt ?? '')).toBe((submitted?.at ?? 0) + 10_000);
  expect((await lea.command(id, { type: 'undoSend' })).body).toMatchObject({ state: 'open' });
  const back = await detail();
  expect(back).toMatchObject({ state: 'open', desk: 'inProgress', outgoing: [] });
  expect(back.draft).toMatchObject({ html: expect.stringContaining('arrive'), attachments: [{ name: 'retour.txt' }] });
});

it('A10: replying and closing closes the dossier, and puts it on the handled desk', async () => {
  expect((await lea.command(id, { type: 'replyAndClose', message: reply() })).body).toMatchObject({ state: 'closed' });
  expect(await desk('inProgress')).toEqual([]);
  expect(await desk('handled')).toMatchObject([{ id, state: 'closed', hasDraft: false }]);
});

it('A4: the customer has the answer once: threaded, as text and HTML, with its attachment', async () => {
  const [answer] = await until('the answer', async () => ((await answers()).length ? answers() : null));
  expect(answer).toMatchObject({ inReplyTo: firstLetter, references: [firstLetter, answer?.messageId] });
  expect(answer?.text).toContain('arrive');
  expect(answer?.html).toContain('<i>arrive</i>');
  expect(answer?.attachments.map((a) => [a.filename, a.content.toString()])).toEqual([['retour.txt', 'bon de retour']]);
  await until('the copy in Sent', async () => (await pli.post.read(pli.support, 'Sent')).length === 1);
  await until('the record', async () => (await thread()).some((m) => m.status === 'sent'));
  await pause(2_000);
  expect(await answers()).toHaveLength(1);
  expect((await thread()).filter((m) => m.status === 'sent')).toMatchObject([{ messageId: answer?.messageId }]);
});

it('A10: when the customer answers, the same dossier is to handle again, on the desk in progress', async () => {
  const [answer] = await answers();
  const ours = answer?.messageId ?? '';
  await pli.post.write({ subject: 'Re: Colis', text: 'Non', inReplyTo: ours, references: [firstLetter, ours] });
  const rows = await until('its return', async () => ((await desk('inProgress')).length ? desk('inProgress') : null));
  expect(rows).toMatchObject([{ id, state: 'reopened', contact: { email: pli.customer.address } }]);
});

it('N6: its letters come oldest first, the latest at the end', async () => {
  const letters = await thread();
  expect(letters.map((m) => `${m.direction} ${m.status}`)).toEqual([
    'inbound received',
    'outbound withdrawn',
    'outbound sent',
    'inbound received',
  ]);
  expect(letters.map((m) => m.date)).toEqual(letters.map((m) => m.date).toSorted());
});

it('O6: its timeline tells everything that happened, in order, in an unbroken chain', async () => {
  const entries = await pli.store.timeline.read(id);
  expect(verifyChain(entries)).toEqual({ ok: true, events: entries.length });
  const moves = entries.flatMap((e) =>
    'transition' in e.data && 'to' in e.data ? [`${e.data.from} → ${e.data.to}`] : [],
  );
  const undone = ['open → closed', 'closed → open'];
  expect(moves).toEqual(['new → open', ...undone, 'open → closed', 'closed → reopened']);
  expect(entries.map((e) => e.at)).toEqual(entries.map((e) => e.at).toSorted((a, b) => a - b));
});

it('O5: every letter seen has one row in the ledger, which only administrators read', async () => {
  const { items } = await (await pli.signIn('admin')).get<{ items: LedgerRow[] }>('/api/ledger');
  expect(items.map((r) => r.fate)).toEqual(['dossier', 'own', 'dossier']);
  expect(items.filter((r) => r.dossier === id)).toHaveLength(2);
  expect((await lea.call('GET', '/api/ledger')).status).toBe(403);
});

it('neither the API nor the worker logs anything of what letters say, or of who wrote them', () => {
  expect(pli.logs()).toContain('/commands');
  expect(worker.output()).toContain('reply handed to the mail server');
  const content = new RegExp(`colis|arrive|retour|reçu|${pli.customer.address}`, 'i');
  for (const logs of [pli.logs(), worker.output()]) expect(logs).not.toMatch(content);
});
