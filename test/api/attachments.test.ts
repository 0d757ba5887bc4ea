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
  pli = await openPli();
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

it('without its antivirus a letter comes all the same, its attachments said to be unscanned', async () => {
  await clamd.close();
  const { files } = await received('Sans antivirus', [{ filename: 'notes.txt', content: 'rien' }]);
  expect(files.get('notes.txt')?.scan).toBe('unscanned');
  expect((await download(files.get('notes.txt'))).status).toBe(200);
});
