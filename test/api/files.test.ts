/** Files: uploaded, attached, seen only by those who see where they are, and never run by a browser. */
import type { Attachment, DossierRow, Message, Problem } from '../../api/schemas.ts';
import { openPli, type Pli } from './harness.ts';
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

const PAGE = '<script>alert(1)</script>';

let pli: Pli;
let lea: Visitor;
let marc: Visitor;
let id: string;
beforeAll(async () => {
  pli = await openPli();
  await pli.startWorker();
  await pli.post.write({ subject: 'Colis', text: 'Bonjour', attachments: [{ filename: 'page.html', content: PAGE }] });
  [lea, marc] = await Promise.all([pli.signIn('lea'), pli.signIn('marc')]);
  const list = () => lea.get<{ items: DossierRow[] }>('/api/dossiers');
  ({ id } = await until('the dossier', async () => (await list()).items[0]));
});
afterAll(() => pli.close());

async function upload(name: string, contentType: string, body: Buffer): Promise<Attachment> {
  const path = `/api/files?name=${encodeURIComponent(name)}`;
  const answer = await lea.call<Attachment>('POST', path, { body, headers: { 'content-type': contentType } });
  expect(answer.status).toBe(200);
  return answer.body;
}
const read = (who: Visitor, file: string) => who.call<string>('GET', `/api/files/${file}`);

it('gives back the bytes that were uploaded, under their name, to who uploaded them', async () => {
  const file = await upload('reçu « été ».txt', 'text/plain', Buffer.from('été'));
  expect(file).toMatchObject({ name: 'reçu « été ».txt', contentType: 'text/plain', size: 5 });
  const { body, headers } = await read(lea, file.id);
  expect(body).toBe('été');
  expect(headers.get('content-disposition')).toContain(
    `filename*=UTF-8''re%C3%A7u%20%C2%AB%20%C3%A9t%C3%A9%20%C2%BB.txt`,
  );
});

it('takes an empty file, and one of several megabytes', async () => {
  const large = Buffer.alloc(3_000_000, 7);
  const files = [await upload('empty', 'text/plain', Buffer.alloc(0)), await upload('large', 'x/y', large)];
  expect(files.map((f) => f.size)).toEqual([0, 3_000_000]);
  expect((await read(lea, files[0]?.id ?? '')).body).toBe('');
  expect((await read(lea, files[1]?.id ?? '')).body).toHaveLength(3_000_000);
});

it('A6: a colleague sees a file once it is in a draft that they see, and not before', async () => {
  const file = await upload('plan.txt', 'text/plain', Buffer.from('plan'));
  expect((await read(marc, file.id)).status).toBe(404);
  const content = { to: [], cc: [], bcc: [], subject: '', html: '', attachments: [{ id: file.id }], baseVersion: 0 };
  expect((await lea.call('PUT', `/api/dossiers/${id}/draft`, { body: content })).status).toBe(200);
  expect((await read(marc, file.id)).body).toBe('plan');
  expect((await read(await pli.signIn('stranger'), file.id)).status).toBe(404);
});

it('nobody attaches a file that they cannot see', async () => {
  const file = await upload('private.txt', 'text/plain', Buffer.from('private'));
  const content = { to: [], cc: [], bcc: [], subject: '', html: '', attachments: [{ id: file.id }], baseVersion: 0 };
  const path = `/api/dossiers/${id}/draft`;
  const { version = 0 } = (await pli.store.drafts.get(id)) ?? {};
  const answer = await marc.call<Problem>('PUT', path, { body: { ...content, baseVersion: version } });
  expect([answer.status, answer.body.code]).toEqual([422, 'unknown-attachment']);
  expect((await read(marc, file.id)).status).toBe(404);
});

it('nobody attaches what came to a queue that they do not see', async () => {
  const [letter] = (await lea.get<{ items: Message[] }>(`/api/dossiers/${id}/messages`)).items;
  const dossier = await pli.store.dossiers.get(id);
  if (!dossier) throw new Error('not seeded');
  const theirs = { ...dossier, _id: 'theirs', number: 999, queue: 'elsewhere' };
  await pli.store.dossiers.model.create(theirs);
  const attachments = [{ id: letter?.attachments[0]?.id ?? '' }];
  const content = { to: [], cc: [], bcc: [], subject: '', html: '', attachments, baseVersion: 0 };
  const stranger = await pli.signIn('stranger');
  const answer = await stranger.call<Problem>('PUT', '/api/dossiers/theirs/draft', { body: content });
  expect([answer.status, answer.body.code]).toEqual([422, 'unknown-attachment']);
  expect(await pli.store.drafts.get('theirs')).toBeNull();
});

it('fault X8: an HTML file, received or uploaded, is a download that no browser runs or keeps', async () => {
  const [letter] = (await lea.get<{ items: Message[] }>(`/api/dossiers/${id}/messages`)).items;
  const uploaded = await upload('page.html', 'text/html', Buffer.from(PAGE));
  for (const file of [letter?.attachments[0]?.id ?? '', uploaded.id]) {
    const { headers, body } = await read(lea, file);
    expect(body).toBe(PAGE);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('cache-control')).toBe('private, no-store');
  }
});

it.each([['a/b'], ['a\\b'], ['a\r\nb'], ['']])('refuses the name %j', async (name) => {
  const path = `/api/files?name=${encodeURIComponent(name)}`;
  const answer = await lea.call<Problem>('POST', path, { body: Buffer.from('x') });
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid']);
});

it('fault X10: an upload has the type of what it holds, whatever it was said to be', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const type = async (name: string, said: string, bytes: Buffer) => (await upload(name, said, bytes)).contentType;
  expect(await type('picture.dat', 'text/html', png)).toBe('image/png');
  expect(await type('page.png', 'image/png', Buffer.from(PAGE))).toBe('text/plain');
  expect(await type('page.html', 'image/png', Buffer.from(PAGE))).toBe('text/html');
  expect(await type('setup.txt', 'text/plain', Buffer.from('MZ\0\0'))).toBe('application/octet-stream');
  expect(await type('a.docx', 'x/y', Buffer.from('PK\x03\x04'))).toContain('wordprocessingml');
});

it('fault X10: one person uploads so much in a day, and no more; others go on', async () => {
  const counted = pli.store.attempts.counter('uploaded', { points: 1, seconds: 86_400 });
  await counted.set('lea', 1_000_000_000 - 3, 3600);
  expect((await upload('last.txt', 'text/plain', Buffer.from('abc'))).size).toBe(3);
  const answer = await lea.call<Problem>('POST', '/api/files?name=more.txt', { body: Buffer.from('x') });
  expect([answer.status, answer.body.code]).toEqual([429, 'upload-quota']);
  expect(answer.body.detail).toMatch(/dans 60\sminutes\.$/);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3500);
  const marc = await pli.signIn('marc');
  expect((await marc.call('POST', '/api/files?name=more.txt', { body: Buffer.from('x') })).status).toBe(200);
  await counted.delete('lea');
});
