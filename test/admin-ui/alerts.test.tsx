/** Alerts on the rail: how many, which, and the way to each. */
import './jsdom.ts';
import { screen, waitFor, within } from '@testing-library/react';
import { AlertsScreen } from '../../admin-ui/alerts/AlertsScreen.tsx';
import type { Query } from '../../admin-ui/data/http.ts';
import { Rail } from '../../admin-ui/shell/Rail.tsx';
import { buildRow } from './builders.ts';
import { stage } from './desk-stage.tsx';

const presence = async () => ({
  state: 'available' as const,
  since: '2026-11-21T10:00:00Z',
  load: 1,
  capacity: 5,
  assignedToday: 2,
});

it('fault S6: the rail counts alerts and letters set aside, and the list leads to each', async () => {
  const asked: Query[] = [];
  const rows = [
    buildRow({ alert: 'help-asked', assignee: 'marc' }),
    buildRow({ id: 'd2', number: 2, desk: 'validation', alert: 'validation-overdue' }),
  ];
  stage(
    <>
      <Rail narrow={false} onHelp={() => {}} />
      <AlertsScreen />
    </>,
    {
      presence,
      badges: async () => ({ unread: 0, alerts: 2, quarantined: 3 }),
      dossiers: async (query) => {
        asked.push(query);
        return { items: rows, next: null };
      },
    },
  );
  const link = await screen.findByRole('link', { name: 'Alertes : 5 à traiter' });
  expect(link.getAttribute('href')).toBe('/alerts');
  const list = within(await screen.findByRole('list', { name: 'Dossiers en alerte' }));
  const links = await list.findAllByRole('link');
  expect(links.map((each) => each.getAttribute('href'))).toEqual(['/desk/inProgress/d1', '/desk/validation/d2']);
  await within(links[0] as HTMLElement).findByText(/Marc Petit/);
  within(links[0] as HTMLElement).getByText('L’aide d’un superviseur est demandée');
  // An agent is shown what the rail counts for them: their own.
  expect(asked[0]).toMatchObject({ alerted: 'true', assignee: 'me' });
  screen.getByText(/^3 messages mis de côté/);
  expect(screen.getByRole('link', { name: 'Examiner' }).getAttribute('href')).toBe('/ledger?fate=quarantined');
});

it('fault S6: with nothing to deal with, the rail shows no count and the screen says so', async () => {
  stage(
    <>
      <Rail narrow={false} onHelp={() => {}} />
      <AlertsScreen />
    </>,
    { presence, dossiers: async () => ({ items: [], next: null }) },
  );
  await screen.findByText('Aucune alerte');
  await waitFor(() => expect(screen.getByRole('link', { name: 'Alertes' })).toBeTruthy());
});
