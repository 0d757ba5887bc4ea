/** What comes with letters, checked as it comes: files that are not what they say, and those that hold a virus. */
import type { Attachment, DossierRow, Message, Problem } from '../../api/schemas.ts';
import { type Clamd, EICAR, startClamd } from '../mail/clamd.ts';
import { openPli, type Pli } from './harness.ts';
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

const PROGRAM = Buffer.from('MZ\x90\0\x03\0', 'latin1');

let pli: Pli;
let clamd: Clamd;
let lea: Visitor;
beforeAll(async () => {
  clamd = await startClamd();
  pli = await openPli({ clamd: clamd.url });
  await pli.startWorker({ CLAMAV_URL: clamd.url });
  lea = await pli.signIn('lea');
});
afterAll(async () => {
  await pli.close();
  await clamd.close();
});

type Files = NonNullable<Parameters<Pli['post']['write']>[0]>['attachments'];

/** The dossier of a letter with these files, and the files as the API gives them, by name. */
async function received(subject: string, attachments: NonNullable<Files>) {
  await pli.post.write({ subject, text: 'Bonjour', attachments });
  const list = () => lea.get<{ items: DossierRow[] }>('/api/dossiers');
  const { id } = await until('the dossier', async () => (await list()).items.find((d) => d.subject === subject));
  const { items } = await lea.get<{ items: Message[] }>(`/api/dossiers/${id}/messages`);
  return { id, files: new Map((items[0]?.attachments ?? []).map((file) => [file.name, file])) };
}

const codeOf = ({ status, body }: { status: number; body: Problem }) => [status, body.code];
const download = (file: Attachment | undefined) => lea.call<Problem>('GET', `/api/files/${file?.id}`);

it('an attachment that is not what its name or its type says is marked with what it is', async () => {
  const { files } = await received('Déguisement', [
    { filename: 'facture.pdf', content: PROGRAM, contentType: 'application/pdf' },
    { filename: 'plan.pdf', content: '%PDF-1.7', contentType: 'application/pdf' },
  ]);
  expect(files.get('facture.pdf')).toMatchObject({ looksLike: 'application/x-msdownload', scan: 'clean' });
  expect(files.get('plan.pdf')).not.toHaveProperty('looksLike');
});

it('an infected attachment is said to be so, and can be neither downloaded nor sent on', async () => {
  const { id, files } = await received('Virus', [
    { filename: 'eicar.txt', content: EICAR },
    { filename: 'notes.txt', content: 'rien' },
  ]);
  const [virus, notes] = [files.get('eicar.txt'), files.get('notes.txt')];
  expect([virus?.scan, notes?.scan]).toEqual(['infected', 'clean']);
  expect(codeOf(await download(virus))).toEqual([422, 'infected']);
  expect((await download(notes)).status).toBe(200);

  const content = { to: [], cc: [], bcc: [], subject: '', html: '', baseVersion: 0 };
  const body = { ...content, attachments: [{ id: virus?.id }] };
  expect(codeOf(await lea.call<Problem>('PUT', `/api/dossiers/${id}/draft`, { body }))).toEqual([422, 'infected']);
});

const upload = (name: string, body: string) =>
  lea.call<Attachment & Problem>('POST', `/api/files?name=${name}`, {
    body,
    headers: { 'content-type': 'text/plain' },
  });

const answer = (attachments: readonly { readonly id: string | undefined }[]) => ({
  type: 'replyKeepOpen',
  message: { to: [pli.customer.address], cc: [], bcc: [], subject: 'Re', html: '<p>Voici.</p>', attachments },
});

it('an uploaded file is scanned as it comes: an infected one is refused by its name', async () => {
  expect(await upload('plan.txt', 'plan')).toMatchObject({ status: 200, body: { name: 'plan.txt', scan: 'clean' } });
  const refused = await upload('eicar.txt', EICAR);
  expect(codeOf(refused)).toEqual([422, 'infected']);
  expect(refused.body.detail).toContain('eicar.txt');
});

it('what came before an antivirus was set is read when it is first opened', async () => {
  const { id, files } = await received('Avant antivirus', [
    { filename: 'ancien.txt', content: EICAR },
    { filename: 'sain.txt', content: 'depuis toujours' },
  ]);
  await pli.store.connection
    .collection('messages')
    .updateMany({ dossierId: id }, { $unset: { 'attachments.$[].scan': 1 } });
  expect(codeOf(await download(files.get('ancien.txt')))).toEqual([422, 'infected']);
  expect((await download(files.get('sain.txt'))).status).toBe(200);
  const [message] = (await lea.get<{ items: Message[] }>(`/api/dossiers/${id}/messages`)).items;
  expect(message?.attachments.map(({ scan }) => scan)).toEqual(['infected', 'clean']);
});

it('without its antivirus a letter comes all the same, and what it brings is held until it was read', async () => {
  await clamd.close();
  const { id, files } = await received('Sans antivirus', [
    { filename: 'notes.txt', content: 'rien' },
    { filename: 'eicar.txt', content: EICAR },
  ]);
  const [notes, virus] = [files.get('notes.txt'), files.get('eicar.txt')];
  const own = (await upload('joint.txt', 'à joindre')).body;
  expect([notes?.scan, virus?.scan, own.scan]).toEqual(['unscanned', 'unscanned', 'unscanned']);
  const held = await download(notes);
  expect(codeOf(held)).toEqual([409, 'attachment-held']);
  expect(held.body.detail).toContain('notes.txt');
  expect(codeOf(await download(own))).toEqual([409, 'attachment-held']);
  const { message } = answer([{ id: notes?.id }, { id: own.id }]);
  const saved = await lea.call('PUT', `/api/dossiers/${id}/draft`, { body: { ...message, baseVersion: 0 } });
  expect(saved.status).toBe(200);
  const reply = { type: 'replyKeepOpen', message };
  expect(codeOf(await lea.command<Problem>(id, reply))).toEqual([409, 'attachment-held']);
  const [letter] = (await lea.get<{ items: Message[] }>(`/api/dossiers/${id}/messages`)).items;
  const forward = { type: 'forward', letter: letter?.id, to: ['paul@elsewhere.example'] };
  expect(codeOf(await lea.command<Problem>(id, forward))).toEqual([409, 'attachment-held']);

  clamd = await startClamd({ port: Number(new URL(clamd.url).port) });
  expect((await download(notes)).status).toBe(200);
  expect(codeOf(await download(virus))).toEqual([422, 'infected']);
  expect(codeOf(await lea.command<Problem>(id, forward))).toEqual([422, 'infected']);
  const read = clamd.read.length;
  expect((await lea.command(id, reply)).status).toBe(200);
  // Of the two files of the reply, one had its verdict already.
  expect(clamd.read.length - read).toBe(1);
  const { items } = await lea.get<{ items: Message[] }>(`/api/dossiers/${id}/messages`);
  expect(items.map(({ attachments }) => attachments.map(({ scan }) => scan))).toEqual([
    ['clean', 'infected'],
    ['clean', 'clean'],
  ]);
});
