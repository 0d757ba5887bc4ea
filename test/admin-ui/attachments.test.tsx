/** The attachments of a letter, and what the desk says of those that are not to be trusted. */
import './jsdom.ts';
import { screen } from '@testing-library/react';
import { AttachmentChips } from '../../admin-ui/desk/thread/AttachmentChips.tsx';
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

it('says that the antivirus has not read a file, which stays a download', async () => {
  stage(<AttachmentChips attachments={[{ ...file, scan: 'unscanned' }]} />, {});
  expect((await screen.findByRole('link', { name: /facture\.pdf/ })).textContent).toContain('non analysé');
});

it('offers no download of an infected file, and says why', async () => {
  stage(<AttachmentChips attachments={[{ ...file, scan: 'infected' }]} />, {});
  expect(await screen.findByText(/virus trouvé/)).toBeTruthy();
  expect(screen.queryByRole('link')).toBeNull();
});
