/** The screen of workflows: which queues follow each, and the end of one that none follows. */
import './jsdom.ts';

import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { DefinitionsPane } from '../../admin-ui/configuration/DefinitionsPane.tsx';
import type { Batch, DefinitionSummary } from '../../api/schemas.ts';
import { api } from './api-stage.ts';
import { stage } from './desk-stage.tsx';

const STANDARD: DefinitionSummary = {
  ...{ id: 'standard', version: 2, label: { fr: 'Standard', en: 'Standard' }, status: 'offered', live: 12 },
  queues: [
    { id: 'support', name: 'Support' },
    { id: 'sales', name: 'Ventes' },
  ],
};
const FORMER: DefinitionSummary = {
  ...{ id: 'former', version: 1, label: { fr: 'Ancien', en: 'Former' }, status: 'offered', live: 1, queues: [] },
};
const BATCH: Batch = {
  ...{ id: 'b1', kind: 'definition', total: 1, done: 1, failed: 0, status: 'done', errors: [] },
  ...{ startedAt: '2026-11-20T09:00:00.000Z', endedAt: '2026-11-20T09:00:01.000Z' },
};

/** `left`: how many dossiers the deletion did not reach. */
async function show({ left, batch = () => BATCH }: { readonly left: number; readonly batch?: () => Batch }) {
  const deletions = () => sent.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
  const sent = api({
    get 'GET /api/definitions'() {
      const deleted = { ...FORMER, status: 'deleted', live: left };
      return { items: [STANDARD, deletions().length > 0 ? deleted : FORMER] };
    },
    'DELETE /api/definitions/former': { batch: 'b1' },
    get 'GET /api/batches/b1'() {
      return batch();
    },
  });
  stage(<DefinitionsPane />, {});
  const list = await screen.findByRole('list', { name: 'Workflows' });
  const lines = () => within(list).getAllByRole('listitem');
  return {
    deletions,
    reads: () => sent.filter(({ path }) => path === '/api/definitions').length,
    words: () => lines().map((line) => line.textContent),
    buttons: () => list.querySelectorAll('button'),
  };
}
const STANDARD_LINE = 'Standard, version 2Suivi par Support, Ventes. Sa suppression interrompt 12 dossiers.';

it('W5: only a workflow that no queue follows can be deleted, once its name is typed; what it interrupts is said', async () => {
  const { deletions, words, buttons } = await show({ left: 0 });
  expect(words()).toEqual([
    STANDARD_LINE,
    'Ancien, version 1Aucune file ne le suit. Sa suppression interrompt 1 dossier.Supprimer le workflow',
  ]);
  await userEvent.click(screen.getByRole('button', { name: 'Supprimer le workflow' }));
  const dialog = screen.getByRole('dialog', { name: 'Supprimer le workflow' });
  expect(dialog.textContent).toContain('1 dossier en cours de vie sera interrompu');
  expect(dialog.textContent).toContain('Cela ne peut pas être annulé.');
  const confirm = within(dialog).getByRole('button', { name: 'Supprimer' });
  expect(confirm).toHaveProperty('disabled', true);
  await userEvent.type(within(dialog).getByRole('textbox'), 'ancien');
  await userEvent.click(confirm);
  await waitFor(() => expect(words()).toEqual([STANDARD_LINE, 'Ancien, version 1Supprimé. ']));
  expect(await screen.findByText('1 dossier concerné.')).toBeTruthy();
  expect(deletions()).toEqual(['/api/definitions/former']);
  expect(buttons()).toHaveLength(0);
});

it('W5: a deletion that left dossiers behind can be asked again', async () => {
  const { deletions, words } = await show({ left: 1 });
  for (const [i, title] of ['Supprimer le workflow', 'Achever la suppression'].entries()) {
    await userEvent.click(screen.getByRole('button', { name: title }));
    await userEvent.type(screen.getByRole('textbox'), 'Ancien');
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Supprimer' }));
    await waitFor(() => expect(deletions()).toHaveLength(i + 1));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() =>
      expect(words()[1]).toBe('Ancien, version 1Supprimé. Sa suppression interrompt 1 dossier.Achever la suppression'),
    );
  }
});

it('W5: what is left of a deletion is counted once its batch has ended', async () => {
  let status: Batch['status'] = 'running';
  const { words, reads } = await show({ left: 1, batch: () => ({ ...BATCH, status }) });
  await userEvent.click(screen.getByRole('button', { name: 'Supprimer le workflow' }));
  await userEvent.type(screen.getByRole('textbox'), 'Ancien');
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Supprimer' }));
  await screen.findByRole('progressbar');
  await waitFor(() => expect(words()[1]).toBe('Ancien, version 1Supprimé. '));
  const before = reads();
  status = 'failed';
  await waitFor(() => expect(words()[1]).toContain('Sa suppression interrompt 1 dossier.Achever la suppression'));
  await waitFor(() => expect(reads()).toBe(before + 1));
});
