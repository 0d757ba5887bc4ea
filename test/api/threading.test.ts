/** Letters that change dossier and come back, and those that lose their words, over HTTP with a real worker. */
import type { DossierDetail, DossierRow, Message, Problem, TimelineEvent } from '../../api/schemas.ts';
import { verifyChain } from '../../store/dossiers/timeline.ts';
import { fetched, type Intake, openIntake, recorded } from '../activities/intake.ts';
import { openPli, type Pli } from './harness.ts';
import { newMessageId, rawLetter } from './letters.ts';
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

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

const lettersOf = async (id: string) => (await lea.get<{ items: Message[] }>(`/api/dossiers/${id}/messages`)).items;
const eventsOf = async (id: string) =>
  (await lea.get<{ items: TimelineEvent[] }>(`/api/dossiers/${id}/timeline`)).items;
const subjectsOf = async (id: string) => (await lettersOf(id)).map(({ subject }) => subject).sort();
const has = (id: string, ...subjects: string[]) =>
  until(`${subjects} in ${id}`, async () => String(await subjectsOf(id)) === String(subjects));
const heard = (id: string, type: string) =>
  until(`${type} in ${id}`, async () => (await eventsOf(id)).find((event) => event.type === type));
async function dossierOf(subject: string): Promise<DossierRow> {
  const [found] = await recorded(pli, subject, 1);
  return lea.get<DossierDetail>(`/api/dossiers/${found?._id}`);
}
/** A dossier of these letters, each answering the one before. */
async function thread(...subjects: string[]) {
  const ids = subjects.map(() => newMessageId());
  for (const [i, subject] of subjects.entries()) {
    const inReplyTo = i > 0 ? { inReplyTo: ids[i - 1] ?? '' } : {};
    await intake.take(rawLetter({ subject, messageId: ids[i] ?? '', ...inReplyTo }));
  }
  const dossier = await dossierOf(subjects[0] ?? '');
  await has(dossier.id, ...[...subjects].sort());
  return { ...dossier, ids };
}

it('O7: a letter split off opens a dossier of the same contact; its later answers go there, and both timelines tell', async () => {
  const { id, number, contact, ids } = await thread('split a', 'split b');
  const [, second] = await lettersOf(id);
  const answer = await lea.command(id, { type: 'split', letters: [second?.id] });
  expect(answer.status).toBe(200);
  const there = await dossierOf('split b');
  expect(there.contact).toEqual(contact);
  await has(id, 'split a');
  await has(there.id, 'split b');
  expect((await heard(id, 'lettersSplit'))?.data).toMatchObject({ into: there.id, number: there.number });
  expect((await heard(there.id, 'lettersCame'))?.data).toMatchObject({ from: id, number, how: 'split' });
  await intake.take(rawLetter({ subject: 'split c', inReplyTo: ids[1] ?? '' }));
  await has(there.id, 'split b', 'split c');
  await intake.take(rawLetter({ subject: 'split d', inReplyTo: ids[0] ?? '' }));
  await has(id, 'split a', 'split d');
});

it('fault L18, fault R13: letters received days ago wait since then, and a split does not begin their wait again', async () => {
  const daysAgo = (days: number) => new Date(Math.floor(Date.now() / 1000) * 1000 - days * 86_400_000);
  const [week, day] = [daysAgo(7), daysAgo(1)] as const;
  const [first, second] = [newMessageId(), newMessageId()];
  const old = fetched(rawLetter({ subject: 'late a', messageId: first }));
  const later = fetched(rawLetter({ subject: 'late b', messageId: second, inReplyTo: first }));
  await intake.ingestion.ingest(intake.mailbox, [
    { ...old, internalDate: week },
    { ...later, internalDate: day },
  ]);
  const { id } = await dossierOf('late a');
  await has(id, 'late a', 'late b');
  const waits = (row: DossierRow) => Math.floor(Date.parse(row.waitingSince ?? '') / 1000) * 1000;
  expect(waits(await lea.get<DossierDetail>(`/api/dossiers/${id}`))).toBe(week.getTime());
  expect((await pli.store.dossiers.get(id))?.lateAt).toBeLessThan(Date.now());
  const letter = (await lettersOf(id)).find(({ subject }) => subject === 'late b');
  await lea.command(id, { type: 'split', letters: [letter?.id] });
  expect(waits(await dossierOf('late b'))).toBe(day.getTime());
});

it('peer 14: a letter that changed its subject shows it, and is split off rather than kept in the old matter', async () => {
  const { id } = await thread('old matter', 'quite another');
  const [first, second] = await lettersOf(id);
  expect(first?.threading).toMatchObject({ by: 'none' });
  expect(second?.threading).toMatchObject({ by: 'in-reply-to', isSubjectChanged: true, isStranger: false });
  expect((await lea.command(id, { type: 'split', letters: [second?.id] })).status).toBe(200);
  await has(id, 'old matter');
});

it('O7: what cannot be split is refused in words: all of it, or what is another’s', async () => {
  const { id } = await thread('whole');
  const [letter] = await lettersOf(id);
  const all = await lea.command<Problem>(id, { type: 'split', letters: [letter?.id] });
  expect(all).toMatchObject({ status: 422, body: { code: 'nothing-left' } });
  const foreign = await lea.command<Problem>(id, { type: 'split', letters: ['elsewhere'] });
  expect(foreign).toMatchObject({ status: 422, body: { code: 'unknown-message' } });
});

it('O7: merged, its letters and their later answers are in the other dossier; un-merged, exactly what was moved comes back', async () => {
  const a = await thread('merge a');
  const b = await thread('merge b1', 'merge b2');
  expect((await lea.command(b.id, { type: 'merge', into: a.number })).body).toMatchObject({ state: 'closed' });
  await has(a.id, 'merge a', 'merge b1', 'merge b2');
  expect((await heard(a.id, 'lettersCame'))?.data).toMatchObject({ from: b.id, number: b.number, how: 'merge' });
  const merged = await lea.get<DossierDetail>(`/api/dossiers/${b.id}`);
  expect(merged.mergedInto).toEqual({ id: a.id, number: a.number });
  expect((await lea.command<Problem>(b.id, { type: 'reopen' })).body.code).toBe('merged');
  await intake.take(rawLetter({ subject: 'merge b3', inReplyTo: b.ids[1] ?? '' }));
  await has(a.id, 'merge a', 'merge b1', 'merge b2', 'merge b3');
  await intake.take(rawLetter({ subject: `merge b4 [#${b.number}]` }));
  expect((await lea.command(b.id, { type: 'unmerge' })).body).toMatchObject({ state: 'new' });
  await has(b.id, 'merge b1', 'merge b2');
  await heard(a.id, 'lettersLeft');
  const stayed = await subjectsOf(a.id);
  expect(stayed.slice(0, 2)).toEqual(['merge a', 'merge b3']);
  await intake.take(rawLetter({ subject: 'merge b5', inReplyTo: b.ids[1] ?? '' }));
  await has(b.id, 'merge b1', 'merge b2', 'merge b5');
  for (const id of [a.id, b.id]) expect(verifyChain(await pli.store.timeline.read(id))).toMatchObject({ ok: true });
});

it('fault R2: of two dossiers merged into each other at once, one goes and one stays, with every letter', async () => {
  const [a, b] = [await thread('cross a'), await thread('cross b')];
  const merge = (from: DossierRow, into: DossierRow) =>
    lea.command<Problem>(from.id, { type: 'merge', into: into.number });
  const answers = await Promise.all([merge(a, b), merge(b, a)]);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.map(({ body }) => body.code)).toEqual(['target-closed']);
  const [gone, home] = answers[0]?.status === 200 ? [a, b] : [b, a];
  await has(home.id, 'cross a', 'cross b');
  expect(await subjectsOf(gone.id)).toEqual([]);
  expect((await lea.command<Problem>(gone.id, { type: 'merge', into: home.number })).body.code).toBe('merged');
  const rows = await Promise.all([gone.id, home.id].map((id) => lea.get<DossierDetail>(`/api/dossiers/${id}`)));
  expect(rows.map(({ mergedInto }) => mergedInto?.id ?? null)).toEqual([home.id, null]);
});

it('fault L13: a letter that names a dossier merged twice over joins the one that has its letters; un-merged, they come from there', async () => {
  const [a, b, c] = [await thread('chain a'), await thread('chain b'), await thread('chain c')];
  expect((await lea.command(a.id, { type: 'merge', into: b.number })).status).toBe(200);
  await has(b.id, 'chain a', 'chain b');
  expect((await lea.command(b.id, { type: 'merge', into: c.number })).status).toBe(200);
  await has(c.id, 'chain a', 'chain b', 'chain c');
  await intake.take(rawLetter({ subject: `chain d [#${a.number}]` }));
  await has(c.id, 'chain a', 'chain b', 'chain c', `chain d [#${a.number}]`);
  expect((await lea.command(a.id, { type: 'unmerge' })).status).toBe(200);
  await has(a.id, 'chain a');
  await has(c.id, 'chain b', 'chain c', `chain d [#${a.number}]`);
  await intake.take(rawLetter({ subject: 'chain e', inReplyTo: a.ids[0] ?? '' }));
  await has(a.id, 'chain a', 'chain e');
  expect((await lea.command(b.id, { type: 'unmerge' })).status).toBe(200);
  await has(b.id, 'chain b');
  await has(c.id, 'chain c', `chain d [#${a.number}]`);
});

it('fault L24: the draft of a dossier merged away goes along, and comes back; where both have one, both stay', async () => {
  const [a, b, c] = [await thread('draft a'), await thread('draft b'), await thread('draft c')];
  const words = { to: ['claire@customer.example'], cc: [], bcc: [], subject: 'Re', attachments: [] };
  const write = (id: string, html: string, baseVersion = 0) =>
    lea.call('PUT', `/api/dossiers/${id}/draft`, { body: { ...words, html, baseVersion } });
  const draftOf = async (id: string) => {
    const { draft, hasDraft } = await lea.get<DossierDetail>(`/api/dossiers/${id}`);
    // Its row says so a moment later.
    return hasDraft === (draft !== null) ? (draft?.html ?? null) : 'not said yet';
  };
  const drafts = (...expected: (string | null)[]) =>
    until(
      `the drafts ${expected}`,
      async () => String(await Promise.all([a, b, c].map(({ id }) => draftOf(id)))) === String(expected),
    );
  await write(a.id, '<p>Ma réponse</p>');
  await lea.command(a.id, { type: 'merge', into: b.number });
  await drafts(null, '<p>Ma réponse</p>', null);
  await lea.command(a.id, { type: 'unmerge' });
  await drafts('<p>Ma réponse</p>', null, null);
  await write(c.id, '<p>La mienne</p>');
  await lea.command(a.id, { type: 'merge', into: c.number });
  await has(c.id, 'draft a', 'draft c');
  await drafts('<p>Ma réponse</p>', null, '<p>La mienne</p>');
});

it('O7: dossiers of two contacts are merged only once that is confirmed', async () => {
  const a = await thread('two a');
  await intake.take(rawLetter({ subject: 'two b', from: 'Paul <paul@elsewhere.example>' }));
  const b = await dossierOf('two b');
  const asked = await lea.command<Problem>(b.id, { type: 'merge', into: a.number });
  expect(asked).toMatchObject({
    status: 422,
    body: { code: 'other-contact', detail: expect.stringContaining('claire@') },
  });
  expect((await lea.command(b.id, { type: 'merge', into: a.number, acrossContacts: true })).status).toBe(200);
  await has(a.id, 'two a', 'two b');
});

it('O7: with one of two workers killed as it merges, the letters arrive and the merge is on record once', async () => {
  const a = await thread('dead a');
  const b = await thread('dead b');
  const worker = await pli.startWorker();
  await Promise.all([lea.command(b.id, { type: 'merge', into: a.number }), worker.kill()]);
  await has(a.id, 'dead a', 'dead b');
  expect((await eventsOf(b.id)).filter(({ type }) => type === 'merged')).toHaveLength(1);
});

it('N20: words taken out are gone for everybody, with their bytes and the preview; the timeline says who, and verifies', async () => {
  const { id } = await thread('redacted');
  const [letter] = await lettersOf(id);
  const stored = await pli.store.messages.get(letter?.id ?? '');
  const redact = { type: 'redact', letter: letter?.id, what: 'content' };
  expect((await lea.command(id, redact)).status).toBe(403);
  expect((await admin.command(id, redact)).status).toBe(200);
  const [after] = await lettersOf(id);
  expect(after).toMatchObject({ subject: '', html: '', text: '', redacted: { content: true, author: false } });
  expect(after?.attachments).toEqual([]);
  const original = await lea.call<Problem>('GET', `/api/dossiers/${id}/messages/${letter?.id}/raw`);
  expect([original.status, original.body.code]).toEqual([404, 'original-erased']);
  expect((await lea.get<DossierDetail>(`/api/dossiers/${id}`)).preview).toBe('');
  await until(
    'the bytes are erased',
    async () => (await pli.store.messages.get(letter?.id ?? ''))?.redacted?.erase.length === 0,
  );
  await expect(pli.store.blobs.get(stored?.raw ?? '')).rejects.toThrow();
  expect(await heard(id, 'messageRedacted')).toMatchObject({ actor: { kind: 'user', id: 'admin' } });
  const forward = { type: 'forward', letter: letter?.id, to: ['paul@elsewhere.example'] };
  expect((await lea.command(id, forward)).status).toBe(200);
  const copy = (await pli.store.messages.ofDossier(id)).at(-1);
  expect(copy).toMatchObject({ forwards: letter?.id, subject: 'Fwd: ', attachments: [] });
  expect(copy?.html).not.toMatch(/Bonjour|redacted/);
  expect(verifyChain(await pli.store.timeline.read(id))).toMatchObject({ ok: true });
});

it('N20: an author taken out is nobody, and what they wrote stays', async () => {
  const { id } = await thread('anonymous');
  const [letter] = await lettersOf(id);
  expect((await admin.command(id, { type: 'redact', letter: letter?.id, what: 'author' })).status).toBe(200);
  const [after] = await lettersOf(id);
  expect(after).toMatchObject({ from: { email: '', name: '' }, redacted: { content: false, author: true } });
  expect(after?.text).toContain('Bonjour');
});
