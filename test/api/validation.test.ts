/** Validation: what a supervisor reads is what leaves, and nobody approves their own (A7, O2, O3). */
import type { DossierRow, Message, Policy, Validation } from '../../api/schemas.ts';
import { answer, detailOf, does, newDossier, refusal, writesAgain } from './desk.ts';
import { openPli, type Pli } from './harness.ts';
import { pause, until } from './until.ts';
import type { Visitor } from './visitor.ts';

let pli: Pli;
let lea: Visitor;
let marc: Visitor;
let sam: Visitor;
let ines: Visitor;
let admin: Visitor;
beforeAll(async () => {
  pli = await openPli();
  await pli.startWorker();
  [lea, marc, sam, ines, admin] = await Promise.all([
    pli.signIn('lea'),
    pli.signIn('marc'),
    pli.signIn('sam'),
    pli.signIn('ines'),
    pli.signIn('admin'),
  ]);
});
afterAll(() => pli.close());

const validation = (id: string, who = sam) => who.get<Validation>(`/api/dossiers/${id}/validation`);
const letters = async (subject: string) => (await pli.post.read(pli.customer)).filter((l) => l.subject === subject);

/** A dossier whose answer waits for a supervisor, and the digest to approve. */
async function submitted(subject: string, { by = lea, change = {}, more = {} } = {}) {
  const dossier = await newDossier(pli, subject);
  await does(by, dossier.id, { type: 'accept' });
  const message = answer(pli, `<p>${subject}</p>`, { subject: `Re: ${subject}`, ...change });
  expect(await does(by, dossier.id, { type: 'submitForValidation', message, ...more })).toBe('validation');
  const digest = (await detailOf(sam, dossier.id)).validation?.digest ?? '';
  return { ...dossier, digest };
}

it('A7: an answer goes to the supervisors’ desk, frozen, with all they decide by', async () => {
  const { id } = await submitted('A7');
  const { items } = await sam.get<{ items: DossierRow[] }>('/api/dossiers?desk=validation&order=oldest');
  expect(items.map((row) => row.id)).toContain(id);
  const read = await validation(id);
  expect(read).toMatchObject({ author: 'lea', policy: null, previous: null, letters: [], flags: [] });
  expect(read.answer).toMatchObject({ status: 'validating', subject: 'Re: A7', to: [{ email: pli.customer.address }] });
  expect(Date.parse(read.dueAt ?? '')).toBeGreaterThan(Date.now());
  expect((await detailOf(lea, id)).draft).toBeNull();
  expect(await refusal(lea, id, { type: 'replyAndClose', message: answer(pli) })).toEqual([422, 'not-in-this-state']);
});

it('O2: nobody approves their own answer, nor without the right', async () => {
  const { id, digest } = await submitted('four eyes', { by: sam });
  expect(await refusal(lea, id, { type: 'approve', digest })).toEqual([403, 'forbidden']);
  expect(await refusal(sam, id, { type: 'approve', digest })).toEqual([422, 'own-answer']);
  expect(await refusal(sam, id, { type: 'refuse', reason: 'non' })).toEqual([422, 'own-answer']);
  expect(await does(ines, id, { type: 'approve', digest })).toBe('closed');
});

it('O2: an approval of something else than what waits is refused', async () => {
  const { id, digest } = await submitted('something else');
  expect(await refusal(sam, id, { type: 'approve', digest: '0'.repeat(64) })).toEqual([422, 'answer-changed']);
  await does(sam, id, { type: 'approve', digest });
  expect(await refusal(ines, id, { type: 'approve', digest })).toEqual([422, 'not-in-this-state']);
  expect((await sam.call('GET', `/api/dossiers/${id}/validation`)).status).toBe(404);
});

it('O2: when the contact writes meanwhile the supervisor reads it before deciding', async () => {
  const dossier = await submitted('meanwhile');
  const { id, digest } = dossier;
  await writesAgain(pli, dossier, 'Annulez tout');
  expect(await detailOf(sam, id)).toMatchObject({ state: 'validation' });
  expect(await refusal(sam, id, { type: 'approve', digest })).toEqual([422, 'contact-wrote']);
  const { letters } = await validation(id);
  expect(letters.map((l) => l.text.trim())).toEqual(['Annulez tout']);
  expect(await does(sam, id, { type: 'approve', digest, acknowledged: letters[0]?.id })).toBe('closed');
});

it('A7, O2: what is approved leaves as it was read, once, and does what its author wanted', async () => {
  const { id, digest } = await submitted('as read', { more: { outcome: 'wait' } });
  const read = await validation(id);
  expect(await does(sam, id, { type: 'approve', digest })).toBe('waiting');
  const [letter] = await until(
    'the letter',
    async () => ((await letters('Re: as read')).length ? letters('Re: as read') : null),
    40,
  );
  const { html } = (await sam.call<{ html: string }>('POST', '/api/preview', { body: { html: read.answer.html } }))
    .body;
  expect(letter?.html).toContain(html);
  const events = (await pli.store.timeline.read(id)).map((e) => e.type);
  expect(events).toEqual(expect.arrayContaining(['validationRequested', 'validationApproved', 'replySubmitted']));
});

it('O2: what was changed after its approval never leaves: it comes back with an alert', async () => {
  const { id, digest } = await submitted('tampered');
  await does(sam, id, { type: 'approve', digest });
  const [held] = (await detailOf(sam, id)).outgoing;
  await pli.store.connection
    .collection('messages')
    .updateOne({ _id: held?.message as never }, { $set: { html: '<p>autre</p>' } });
  const back = await until(
    'its return',
    async () => {
      const detail = await detailOf(lea, id);
      return detail.alert === 'send-failed' ? detail : null;
    },
    40,
  );
  expect(back).toMatchObject({ state: 'open', outgoing: [] });
  const failed = (await pli.store.timeline.read(id)).find((e) => e.type === 'replyFailed');
  expect(failed?.data).toMatchObject({ reason: expect.stringContaining('approved') });
  await pause(500);
  expect(await letters('Re: tampered')).toEqual([]);
});

it('O2: a mailbox renamed after an approval keeps nothing back', async () => {
  const { id, digest } = await submitted('renamed');
  await does(sam, id, { type: 'approve', digest });
  await pli.store.mailboxes.configure(pli.queue, { name: 'Assistance' });
  const [letter] = await until(
    'the letter',
    async () => ((await letters('Re: renamed')).length ? letters('Re: renamed') : null),
    40,
  );
  expect(letter?.from?.value).toEqual([{ address: pli.support.address, name: 'Assistance' }]);
});

it('A7: a refused answer comes back to its author with the reason, and its next version shows the first', async () => {
  const dossier = await submitted('refused');
  const { id } = dossier;
  expect(await does(sam, id, { type: 'refuse', reason: 'Trop sec' })).toBe('open');
  const back = await detailOf(lea, id);
  expect(back).toMatchObject({ assignee: 'lea', alert: 'validation-refused', validation: null });
  expect(back.refusedAnswer).toMatchObject({ reason: 'Trop sec', by: 'sam' });
  expect(back.draft?.html).toContain('refused');
  await writesAgain(pli, dossier, 'Alors ?');
  await does(lea, id, { type: 'submitForValidation', message: answer(pli, '<p>plus doux</p>') });
  const again = await validation(id);
  expect([again.previous?.html, again.answer.html]).toEqual(['<p>refused</p>', '<p>plus doux</p>']);
  expect((await detailOf(lea, id)).refusedAnswer).toBeNull();
});

it('O2: an amended answer leaves as amended; both versions and who changed it are on record', async () => {
  const { id, digest } = await submitted('amended');
  const before = await validation(id);
  const message = answer(pli, '<p>corrigé</p>', { subject: 'Re: amended' });
  expect(await does(sam, id, { type: 'amendAndApprove', digest, message })).toBe('closed');
  const amended = (await pli.store.timeline.read(id)).find((e) => e.type === 'answerAmended');
  expect(amended).toMatchObject({ actor: { id: 'sam' }, data: { previous: before.answer.id } });
  expect(await pli.store.messages.get(before.answer.id)).toMatchObject({ status: 'replaced', author: 'lea' });
  const [letter] = await until(
    'the letter',
    async () => ((await letters('Re: amended')).length ? letters('Re: amended') : null),
    40,
  );
  expect(letter?.html).toContain('corrigé');
});

it('O4: undone, an approval brings the answer back under validation', async () => {
  const { id, digest } = await submitted('undone');
  await does(sam, id, { type: 'approve', digest });
  expect(await does(sam, id, { type: 'undoSend' })).toBe('validation');
  expect((await validation(id)).answer.status).toBe('validating');
});

it('fault S10: says what is unusual: whom a reply would not go to, who is from outside, in To too, what is attached', async () => {
  const upload = { body: Buffer.from('tarifs'), headers: { 'content-type': 'text/plain' } };
  const file = (await marc.call<{ id: string }>('POST', '/api/files?name=tarifs.txt', upload)).body;
  const change = {
    to: [pli.customer.address, 'autre@example.org'],
    cc: ['presse@example.net', 'sam@pli.example'],
    attachments: [{ id: file.id }],
  };
  const { id } = await submitted('unusual', { by: marc, change });
  expect((await validation(id)).flags).toEqual([
    { kind: 'changed-recipient', value: 'autre@example.org' },
    { kind: 'external-recipient', value: 'autre@example.org' },
    { kind: 'external-recipient', value: 'presse@example.net' },
    { kind: 'new-attachment', value: 'tarifs.txt' },
  ]);
});

describe('policies', () => {
  const policy = { name: 'Nouveaux', enabled: true, agents: ['marc'], queues: [], templates: [], sampleRate: 1 };
  const put = (who: Visitor, id: string, body: object) => who.call<Policy>('PUT', `/api/policies/${id}`, { body });
  beforeAll(() => admin.call('PUT', '/api/templates/refund', { body: { name: 'Remboursement', html: '<p>x</p>' } }));
  afterEach(() => admin.call('DELETE', '/api/policies/new-agents'));

  it('O3: are written, listed and removed by administrators alone', async () => {
    expect((await put(sam, 'new-agents', policy)).status).toBe(403);
    expect((await put(admin, 'new-agents', { ...policy, sampleRate: 2 })).status).toBe(400);
    expect((await put(admin, 'new-agents', { ...policy, agents: ['nobody'] })).body).toMatchObject({
      code: 'unknown-name',
    });
    expect((await put(admin, 'new-agents', { ...policy, templates: ['none'] })).body).toMatchObject({
      code: 'unknown-name',
    });
    expect((await put(admin, 'new-agents', policy)).body).toEqual({ id: 'new-agents', ...policy });
    expect(await admin.get('/api/policies')).toEqual({ items: [{ id: 'new-agents', ...policy }] });
    expect((await admin.call('DELETE', '/api/policies/new-agents')).status).toBe(204);
    expect((await admin.call('DELETE', '/api/policies/new-agents')).status).toBe(404);
  });

  it('O3: an agent’s answers pass by a supervisor, whatever button sent them, with what each wanted', async () => {
    await put(admin, 'new-agents', policy);
    const { id } = await newDossier(pli, 'O3');
    expect(await does(marc, id, { type: 'replyAndWait', message: answer(pli) })).toBe('validation');
    expect((await detailOf(sam, id)).validation).toMatchObject({ outcome: 'wait', policy: 'new-agents' });
    expect((await validation(id)).policy).toEqual({ id: 'new-agents', name: 'Nouveaux' });
    expect(await sam.get('/api/validations/policies')).toEqual({ items: [{ id: 'new-agents', name: 'Nouveaux' }] });
    const other = await newDossier(pli, 'O3 other');
    expect(await does(lea, other.id, { type: 'replyAndWait', message: answer(pli) })).toBe('waiting');
  });

  it('O3: by queue, by template, and none when it is off', async () => {
    const { id } = await newDossier(pli, 'O3 template');
    const reply = { type: 'replyAndWait', message: answer(pli) };
    await put(admin, 'new-agents', {
      ...policy,
      agents: [],
      templates: ['refund'],
      queues: [pli.queue],
      enabled: false,
    });
    expect(await does(lea, id, { ...reply, message: answer(pli, '<p>a</p>', { template: 'refund' }) })).toBe('waiting');
    await put(admin, 'new-agents', { ...policy, agents: [], templates: ['refund'], queues: [pli.queue] });
    const [plain, templated] = [await newDossier(pli, 'O3 plain'), await newDossier(pli, 'O3 refund')];
    expect(await does(lea, plain.id, reply)).toBe('waiting');
    const refund = { ...reply, message: answer(pli, '<p>b</p>', { template: 'refund' }) };
    expect(await does(lea, templated.id, refund)).toBe('validation');
  });

  it('N9, O3: who must have answers read hands no letter on, and the button says why', async () => {
    await put(admin, 'new-agents', policy);
    const { id } = await newDossier(pli, 'O3 forward');
    const letter = (await marc.get<{ items: Message[] }>(`/api/dossiers/${id}/messages`)).items[0]?.id;
    const forward = { type: 'forward', letter, to: ['ailleurs@example.org'] };
    expect(await refusal(marc, id, forward)).toEqual([422, 'needs-validation']);
    const { allowed, refused } = await detailOf(marc, id);
    expect(allowed).not.toContain('forward');
    expect(refused.find((r) => r.type === 'forward')?.code).toBe('needs-validation');
    expect((await detailOf(lea, id)).allowed).toContain('forward');
  });

  it('O3: an answer that hides its template is judged by the one of its draft', async () => {
    await put(admin, 'new-agents', { ...policy, agents: [], templates: ['refund'] });
    const { id } = await newDossier(pli, 'O3 hidden');
    const draft = { ...answer(pli), template: 'refund', baseVersion: 0 };
    expect((await lea.call('PUT', `/api/dossiers/${id}/draft`, { body: draft })).status).toBe(200);
    expect(await does(lea, id, { type: 'replyAndWait', message: answer(pli) })).toBe('validation');
  });
});
