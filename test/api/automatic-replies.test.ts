/** The automatic reply of a queue over HTTP: who sets it, what it may hold, what then leaves. */
import type { Attachment, AutomaticReply, AutomaticReplyInput, Problem } from '../../api/schemas.ts';
import { openIntake } from '../activities/intake.ts';
import { type FaultyServer, openFaultyServer } from '../activities/outgoing.ts';
import { openPli, type Pli } from './harness.ts';
import { rawLetter } from './letters.ts';
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const TEXT: AutomaticReplyInput = {
  ...{ enabled: true, sender: null, language: 'fr', company: 'Pli', images: [], files: [] },
  html: '<p>Bonjour @{consumer}</p>',
};

let pli: Pli;
let server: FaultyServer;
let admin: Visitor;
let path: string;
beforeAll(async () => {
  server = await openFaultyServer();
  pli = await openPli({ watched: false, submission: server });
  admin = await pli.signIn('admin');
  path = `/api/queues/${pli.queue}/automatic-reply`;
});
afterAll(async () => {
  await pli.close();
  await server.close();
});

async function upload(name: string, bytes: Buffer): Promise<Attachment> {
  const headers = { 'content-type': 'application/octet-stream' };
  return (await admin.call<Attachment>('POST', `/api/files?name=${name}`, { body: bytes, headers })).body;
}
const put = (change: object) => admin.call<AutomaticReply & Problem>('PUT', path, { body: { ...TEXT, ...change } });
const code = async (change: object) => {
  const { status, body } = await put(change);
  return [status, body.code];
};

it('C14: is off until an administrator sets it, and nobody else does', async () => {
  expect(await admin.get<AutomaticReply>(path)).toMatchObject({ enabled: false, sender: null, html: '', files: [] });
  const lea = await pli.signIn('lea');
  expect((await lea.call('GET', path)).status).toBe(403);
  expect((await lea.call('PUT', path, { body: TEXT })).status).toBe(403);
});

it('C14, C16: refuses what cannot be sent, and keeps what was there', async () => {
  const html = await upload('page.html', Buffer.from('<script>'));
  const lying = await upload('photo.png', Buffer.from('MZ'));
  const text = await upload('notes.txt', Buffer.from('Bonjour'));
  expect(await code({ html: '<p> </p>' })).toEqual([422, 'automatic-reply-empty']);
  expect(await code({ html: '<p>@{nobody}</p>' })).toEqual([422, 'unknown-tag']);
  expect(await code({ sender: 'nowhere' })).toEqual([422, 'unknown-setting']);
  expect(await code({ files: [{ id: html.id }] })).toEqual([422, 'file-type-refused']);
  expect(await code({ images: [{ id: lying.id }] })).toEqual([422, 'file-type-refused']);
  expect(await code({ images: [{ id: text.id }] })).toEqual([422, 'file-type-refused']);
  expect(await code({ files: [{ id: 'of-nobody' }] })).toEqual([422, 'unknown-attachment']);
  expect(await code({ html: '<p><img src="cid:other"></p>' })).toEqual([422, 'unknown-attachment']);
  expect((await code({ files: Array.from({ length: 11 }, () => ({ id: text.id })) }))[0]).toBe(400);
  expect(await admin.get<AutomaticReply>(path)).toMatchObject({ enabled: false, html: '' });
});

it('C14: 25 MB are for all the files together', async () => {
  const big = await upload('big.txt', Buffer.alloc(14 * 1024 * 1024, 'a'));
  expect((await put({ files: [{ id: big.id }] })).status).toBe(200);
  expect(await code({ files: [{ id: big.id }, { id: big.id }] })).toEqual([422, 'attachments-too-large']);
});

it('C13, C14, C16: what is set is what leaves, from an address that nobody reads', async () => {
  const { _id, cursor, ...mailbox } = (await pli.store.mailboxes.get(pli.queue)) ?? (undefined as never);
  const sender = `${_id}-noreply`;
  const address = 'noreply@pli.example';
  await pli.store.mailboxes.upsert({ ...mailbox, _id: sender, cursor, address, outboundOnly: true, enabled: false });
  const [image, file] = [await upload('logo.png', PNG), await upload('conditions.txt', Buffer.from('Conditions'))];
  const html = `<p>Bonjour @{consumer} <img src="cid:${image.id}" alt="logo"></p>`;
  const { status, body } = await put({ html, sender, images: [{ id: image.id }], files: [{ id: file.id }] });
  expect([status, body.images, body.senders]).toMatchObject([
    200,
    [{ name: 'logo.png', contentType: 'image/png' }],
    expect.arrayContaining([{ id: sender, address, outboundOnly: true }]),
  ]);
  expect((await admin.call('GET', `${path}/files/${image.id}`)).headers.get('content-type')).toBe('image/png');
  await pli.startWorker();
  const intake = await openIntake(pli);
  const from = 'Zoé <zoe@customer.example>';
  await intake.take(rawLetter({ subject: 'Colis', from, to: pli.support.address }));
  const taken = await until('the answer', () => server.taken[0], 30);
  expect([taken.from, taken.to]).toEqual(['', ['zoe@customer.example']]);
  const raw = taken.raw.toString();
  expect(raw).toMatch(/^From: .*noreply@pli\.example/m);
  const [, cid] = /^Content-ID: <(.*)>/m.exec(raw) ?? [];
  expect(raw.replaceAll('=\r\n', '')).toContain(`src=3D"cid:${cid}"`);
  expect(raw).toContain('filename=conditions.txt');
});
