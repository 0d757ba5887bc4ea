/** Letters set aside, as an administrator meets them by mouse and by key. */
import './jsdom.ts';

import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { LedgerTable } from '../../admin-ui/ledger/LedgerTable.tsx';
import type { LedgerRow, QuarantinedLetter, QuarantineResult } from '../../api/schemas.ts';
import { stage } from './desk-stage.tsx';

const ROW: LedgerRow = {
  ...{ mailbox: 'support', uidValidity: '7', uid: 12, messageId: null, size: 4096, dossier: null },
  ...{ fate: 'quarantined', reason: 'Illisible', at: '2026-11-20T09:00:00.000Z' },
};
const LETTER: QuarantinedLetter = {
  ...{ id: 'support|7|12', mailbox: 'support', uid: 12, at: ROW.at, size: 4096, fate: 'quarantined' },
  ...{ reason: 'Illisible', error: 'more than 2000 headers', parser: 'mailparser 3' },
  head: ['From: robot@noise.example', 'Subject: Bruit'],
  sender: 'robot@noise.example',
  handled: [{ what: 'downloaded', by: 'lea', at: ROW.at }],
};
const result = (change: Partial<QuarantineResult>): QuarantineResult => ({
  ...{ fate: 'quarantined', dossier: null, reason: 'Illisible', error: 'more than 2000 headers' },
  ...change,
});

async function examine() {
  const asked: unknown[] = [];
  const answer = (change: Partial<QuarantineResult>, ...what: readonly unknown[]) => {
    asked.push(what);
    return Promise.resolve(result(change));
  };
  stage(<LedgerTable rows={[ROW, { ...ROW, uid: 13, fate: 'dossier' }]} />, {
    quarantined: async () => LETTER,
    reprocessLetter: (id) => answer({}, 'reprocess', id),
    attachLetter: (id, number) => answer({ fate: 'dossier', error: null }, 'attach', id, number),
    ignoreLetter: (id, sender) => answer({ fate: 'ignored' }, 'ignore', id, sender),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Examiner' }));
  return { asked, dialog: within(await screen.findByRole('dialog', { name: 'Lettre mise à part' })) };
}

it('O5: the ledger lets a letter set aside be examined: its error, its parser, its head, what was done', async () => {
  const { dialog } = await examine();
  expect(await dialog.findByText(/more than 2000 headers/)).toBeTruthy();
  expect(dialog.getByText('mailparser 3')).toBeTruthy();
  expect(dialog.getByRole('region', { name: 'Premières lignes d’en-tête' }).textContent).toContain('Subject: Bruit');
  expect(dialog.getByText(/Léa Martin l’a téléchargée/)).toBeTruthy();
  expect(dialog.getByRole('link', { name: 'Télécharger ses octets' }).getAttribute('href')).toBe(
    '/api/quarantine/support%7C7%7C12/raw',
  );
});

it('O5: read again and still unreadable, it stays, and that is said', async () => {
  const { asked, dialog } = await examine();
  await userEvent.click(await dialog.findByRole('button', { name: 'La relire' }));
  await waitFor(() => expect(asked).toEqual([['reprocess', 'support|7|12']]));
  expect(screen.getByRole('dialog')).toBeTruthy();
});

it('O5: attached to a dossier by its number, by keyboard alone', async () => {
  const { asked, dialog } = await examine();
  const field = await dialog.findByRole('textbox', { name: 'Numéro de dossier' });
  await userEvent.type(field, 'x{Enter}');
  expect(asked).toEqual([]);
  await userEvent.clear(field);
  await userEvent.type(field, '#1042{Enter}');
  await waitFor(() => expect(asked).toEqual([['attach', 'support|7|12', 1042]]));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('O5: ignored by a rule once its sender is ticked', async () => {
  const { asked, dialog } = await examine();
  await userEvent.click(await dialog.findByRole('checkbox', { name: /robot@noise.example/ }));
  await userEvent.click(dialog.getByRole('button', { name: 'Ignorer' }));
  await waitFor(() => expect(asked).toEqual([['ignore', 'support|7|12', true]]));
});
