/** The attachments of a letter, and what the desk says of those that are not to be trusted. */
import './jsdom.ts';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { ApiProblem, problemFrom } from '../../admin-ui/data/problem.ts';
import { AttachmentsField } from '../../admin-ui/desk/composer/AttachmentsField.tsx';
import { AttachmentChips } from '../../admin-ui/desk/thread/AttachmentChips.tsx';
import { markLinks } from '../../admin-ui/desk/thread/mark-links.ts';
import { stage } from './desk-stage.tsx';

const file = { id: 'f1', name: 'facture.pdf', contentType: 'application/pdf', size: 1200 };

it('is a download, with nothing to say of it', async () => {
  stage(<AttachmentChips attachments={[{ ...file, scan: 'clean' }]} />, {});
  const link = await screen.findByRole('link', { name: /^facture\.pdf/ });
  expect(link.getAttribute('href')).toBe('/api/files/f1');
  expect(link.textContent).toMatch(/^facture\.pdf1.ko$/);
});

it('says what the bytes are, where the name says otherwise', async () => {
  stage(<AttachmentChips attachments={[{ ...file, looksLike: 'application/x-msdownload' }]} />, {});
  const link = await screen.findByRole('link', { name: /facture\.pdf/ });
  expect(link.textContent).toContain('n’est pas ce que dit son nom ou son type : application/x-msdownload');
});

it('says that the antivirus has not read a file, asks for it, and says beside it why it is still held', async () => {
  const detail = 'L’antivirus n’a pas pu lire « facture.pdf ».';
  const downloadFile = async () => {
    throw new ApiProblem(problemFrom(409, 'Conflict', { code: 'attachment-held', detail }));
  };
  stage(<AttachmentChips attachments={[{ ...file, scan: 'unscanned' }]} />, { downloadFile });
  const chip = await screen.findByRole('button', { name: /facture\.pdf.*pas encore lu par l’antivirus/ });
  expect(screen.queryByRole('link')).toBeNull();
  await userEvent.click(chip);
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe(detail));
});

it('gives a file that the antivirus has just read, under its name', async () => {
  const given: string[] = [];
  const saved = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(
    this: HTMLAnchorElement,
  ) {
    given.push(this.download);
  });
  Object.assign(URL, { createObjectURL: () => 'blob:file', revokeObjectURL: () => undefined });
  const asked: string[] = [];
  const downloadFile = async (id: string) => {
    asked.push(id);
    return new Blob(['%PDF']);
  };
  stage(<AttachmentChips attachments={[{ ...file, scan: 'unscanned' }]} />, { downloadFile });
  await userEvent.click(await screen.findByRole('button', { name: /facture\.pdf/ }));
  await waitFor(() => expect([asked, given]).toEqual([['f1'], ['facture.pdf']]));
  expect(screen.getByRole('status').textContent).toBe('');
  saved.mockRestore();
});

it('offers no download of an infected file, and says why', async () => {
  stage(<AttachmentChips attachments={[{ ...file, scan: 'infected' }]} />, {});
  expect(await screen.findByText(/virus trouvé/)).toBeTruthy();
  expect(screen.queryByRole('link')).toBeNull();
});

it('a file to be sent that the antivirus has not read says so, and stays', async () => {
  const attachments = [{ ...file, scan: 'unscanned' as const }];
  stage(<AttachmentsField attachments={attachments} uploads={[]} onRemove={() => {}} onStop={() => {}} />, {});
  expect((await screen.findByRole('listitem')).textContent).toMatch(/facture\.pdf.*pas encore lu par l’antivirus/);
});

it('fault S10: warns of a program, and more of one that passes for a document', async () => {
  stage(
    <AttachmentChips
      attachments={[
        { ...file, name: 'facture.pdf.exe' },
        { ...file, id: 'f2', name: 'setup.exe' },
        { ...file, id: 'f3', name: 'devis.pdf' },
      ]}
    />,
    {},
  );
  expect((await screen.findByRole('link', { name: /facture\.pdf\.exe/ })).textContent).toContain('n’ouvrez pas');
  expect(screen.getByRole('link', { name: /setup\.exe/ }).textContent).toContain('c’est un programme');
  expect(screen.getByRole('link', { name: /devis\.pdf/ }).textContent).toMatch(/^devis\.pdf1.ko$/);
});

it('fault S10: a link whose words name another site says where it leads, within the letter', () => {
  const letter = new DOMParser().parseFromString(
    '<p><a href="http://evil.example/x">https://www.banque.example</a> <a href="https://ok.example">notre site</a></p>',
    'text/html',
  );
  markLinks(letter, (site) => `mène à ${site}`);
  expect(letter.body.textContent).toBe('https://www.banque.example⚠ mène à evil.example notre site');
  expect([...letter.querySelectorAll('a')].map(({ title }) => title)).toEqual([
    'http://evil.example/x',
    'https://ok.example',
  ]);
});
