/** The outbox, as an administrator acts on it by mouse and by key. */
import './jsdom.ts';
import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { ThreadBanners } from '../../admin-ui/desk/thread/ThreadBanners.tsx';
import { OutboxTable } from '../../admin-ui/outbox/OutboxTable.tsx';
import type { OutboxRow } from '../../api/schemas.ts';
import { buildEvent } from './builders.ts';
import { buildDetail } from './desk-builders.ts';
import { stage } from './desk-stage.tsx';

const ROW: OutboxRow = {
  ...{ id: 'r1', dossier: 'd1', mailbox: 'support', messageId: '<r1@pli.example>', state: 'deferred' },
  ...{ automatic: false, attempts: 3, mayRetry: true, mayCancel: true, lastError: '451 later', acceptedAt: null },
  ...{ nextAttempt: '2026-11-21T10:00:00.000Z', createdAt: '2026-11-21T09:00:00.000Z' },
  recipients: [{ address: 'claire@customer.example', state: 'deferred', response: '451 later' }],
};

function show(change: Partial<OutboxRow> = {}) {
  const asked: unknown[] = [];
  const answer = async (...what: readonly unknown[]) => {
    asked.push(what);
    return null;
  };
  stage(<OutboxTable rows={[{ ...ROW, ...change }]} />, {
    retrySend: (id) => answer('retry', id),
    cancelSend: (id) => answer('cancel', id),
  });
  return asked;
}

it('peer 37: what waits is tried now when asked', async () => {
  const asked = show();
  await userEvent.click(await screen.findByRole('button', { name: 'Retenter (claire@customer.example)' }));
  await waitFor(() => expect(asked).toEqual([['retry', 'r1']]));
});

it('O5: what nobody has is cancelled once that is confirmed, by keyboard alone', async () => {
  const asked = show();
  const open = await screen.findByRole('button', { name: 'Annuler l’envoi (claire@customer.example)' });
  act(() => open.focus());
  await userEvent.keyboard('{Enter}');
  const dialog = within(await screen.findByRole('dialog', { name: /Annuler cet envoi/ }));
  expect(dialog.getByText(/claire@customer.example/)).toBeTruthy();
  expect(dialog.getByText(/son texte en brouillon/)).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: 'Garder l’envoi' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(asked).toEqual([]);
  act(() => open.focus());
  await userEvent.keyboard('{Enter}');
  const again = within(await screen.findByRole('dialog', { name: /Annuler cet envoi/ }));
  act(() => again.getByRole('button', { name: 'Annuler l’envoi' }).focus());
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(asked).toEqual([['cancel', 'r1']]));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('O5: what somebody may have offers neither', async () => {
  show({ mayRetry: false, mayCancel: false });
  await screen.findByText('claire@customer.example');
  expect(screen.queryByRole('button')).toBeNull();
});

it('O5: says in words who cancelled it', async () => {
  show({ state: 'failed', mayRetry: false, mayCancel: false, lastError: 'cancelled by marc' });
  expect(await screen.findByText('Annulé par Marc Petit')).toBeTruthy();
  expect(screen.getByText('Annulé')).toBeTruthy();
});

it('O5: the dossier of a reply that was cancelled says by whom', async () => {
  const failed = buildEvent({ seq: 4, type: 'replyFailed', actor: { kind: 'system' } });
  stage(<ThreadBanners dossier={buildDetail({ alert: 'send-failed' })} writing={false} />, {
    timeline: async () => [buildEvent(), { ...failed, data: { message: 'r1', reason: 'cancelled by marc' } }],
  });
  expect(await screen.findByText(/Message non parti.*annulé par Marc Petit/)).toBeTruthy();
});
