/** The screen of workflows: which queues follow each, the end of one that none follows, and how a queue changes its own. */
import './jsdom.ts';

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { DefinitionsPane } from '../../admin-ui/configuration/DefinitionsPane.tsx';
import { RoutingFields } from '../../admin-ui/configuration/QueueFields.tsx';
import type { Batch, DefinitionSummary, QueueSettingsInput } from '../../api/schemas.ts';
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

it('W5: only a workflow that no queue follows can be deleted, once its name is typed; what it interrupts is said', async () => {
  const sent = api({
    'GET /api/definitions': { items: [STANDARD, FORMER] },
    'DELETE /api/definitions/former': { batch: 'b1' },
    'GET /api/batches/b1': BATCH,
  });
  stage(<DefinitionsPane />, {});
  const [followed, free] = within(await screen.findByRole('list', { name: 'Workflows' })).getAllByRole('listitem');
  expect(followed?.textContent).toBe('Standard, version 2Suivi par Support, Ventes. 12 dossiers en cours de vie.');
  expect(within(followed as HTMLElement).queryByRole('button')).toBeNull();
  await userEvent.click(within(free as HTMLElement).getByRole('button', { name: 'Supprimer le workflow' }));
  const dialog = screen.getByRole('dialog', { name: 'Supprimer le workflow' });
  expect(dialog.textContent).toContain('1 dossier en cours de vie sera interrompu');
  expect(dialog.textContent).toContain('Cela ne peut pas être annulé.');
  const confirm = within(dialog).getByRole('button', { name: 'Supprimer' });
  expect(confirm).toHaveProperty('disabled', true);
  await userEvent.type(within(dialog).getByRole('textbox'), 'Ancien');
  await userEvent.click(confirm);
  expect(await screen.findByText('1 dossier concerné.')).toBeTruthy();
  expect(sent.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual(['/api/definitions/former']);
});

it('O1: a queue keeps the version it has until another workflow is chosen for its new dossiers', async () => {
  api({ 'GET /api/definitions': { items: [STANDARD, FORMER, { ...FORMER, id: 'gone', status: 'deleted' }] } });
  const changes: Partial<QueueSettingsInput>[] = [];
  const settings = { routing: 'pull', definition: { id: 'standard', version: 1 } } as QueueSettingsInput;
  stage(<RoutingFields settings={settings} onChange={(part) => changes.push(part)} />, {});
  fireEvent.mouseDown(await screen.findByRole('combobox', { name: 'Workflow des nouveaux dossiers' }));
  const options = within(screen.getByRole('listbox')).getAllByRole('option');
  expect(options.map((option) => option.textContent)).toEqual([
    'Standard, version 1',
    'Standard, version 2',
    'Ancien, version 1',
  ]);
  fireEvent.click(options[2] as HTMLElement);
  await waitFor(() => expect(changes).toEqual([{ definition: { id: 'former', version: 1 } }]));
});
