/** A queue that was deleted: whom that interrupts is told by a batch, and told again where it did not reach everybody. */
import './jsdom.ts';

import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { QueuesPane } from '../../admin-ui/configuration/QueuesPane.tsx';
import type { Batch } from '../../api/schemas.ts';
import { api } from './api-stage.ts';
import { stage } from './desk-stage.tsx';

const BATCH: Batch = {
  ...{ id: 'b1', kind: 'queue', total: 2, done: 1, failed: 1, status: 'failed', errors: [] },
  ...{ startedAt: '2026-11-20T09:00:00.000Z', endedAt: '2026-11-20T09:00:01.000Z' },
};

it('W5: a queue whose deletion left dossiers behind is deleted again from where it was', async () => {
  const FINISH = 'Achever la suppression';
  const deletions = () => sent.filter(({ method }) => method === 'DELETE').length;
  const sent = api({
    get 'GET /api/queues/support'() {
      return { id: 'support', name: 'Support', status: 'deleted', live: 2 - deletions(), mailboxes: [] };
    },
    'DELETE /api/queues/support': { batch: 'b1' },
    'GET /api/batches/b1': BATCH,
  });
  stage(<QueuesPane />, {}, { path: '/configuration/queues/:id?', at: '/configuration/queues/support' });
  for (const [done, left] of ['2 dossiers', '1 dossier'].entries()) {
    await waitFor(() => expect(deletions()).toBe(done));
    await userEvent.click(await screen.findByRole('button', { name: FINISH }));
    const dialog = screen.getByRole('dialog', { name: FINISH });
    await waitFor(() => expect(dialog.textContent).toContain(`${left} en cours de vie`));
    await userEvent.type(within(dialog).getByRole('textbox'), 'Support');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Supprimer' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  }
  await waitFor(() => expect(screen.queryByRole('button', { name: FINISH })).toBeNull());
  expect(await screen.findByText('1 dossier concerné, 1 en échec :')).toBeTruthy();
  expect(deletions()).toBe(2);
});
