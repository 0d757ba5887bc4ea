/** The screens of people, skills and teams: who is who now, what is sent of a change, what a deletion says first. */
import './jsdom.ts';

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { GroupsPane } from '../../admin-ui/configuration/people/GroupsPane.tsx';
import { PeoplePane } from '../../admin-ui/configuration/people/PeoplePane.tsx';
import type { Person } from '../../api/schemas.ts';
import { api } from './api-stage.ts';
import { stage } from './desk-stage.tsx';

const MARC: Person = {
  ...{ id: 'marc', name: 'Marc Petit', email: 'marc@pli.example', role: 'agent', state: 'available' },
  ...{ load: 3, assignedToday: 5, capacity: 10, queues: ['support'], skills: ['returns'], teams: [] },
};
const LEA: Person = { ...MARC, id: 'lea', name: 'Léa Martin', email: 'lea@pli.example', skills: [] };
const DISPOSITION = { id: 'refunded', label: { fr: 'Remboursé', en: 'Refunded' } };
const ANSWERS = {
  'GET /api/people': { items: [LEA, MARC] },
  'GET /api/skills': { items: [{ id: 'returns', name: 'Retours', dispositions: [DISPOSITION] }] },
  'GET /api/teams': { items: [{ id: 'night', name: 'Nuit' }] },
};
const showPeople = (at = '') =>
  stage(<PeoplePane />, {}, { path: '/configuration/people/:id?', at: `/configuration/people${at}` });
const showGroups = (at = '') =>
  stage(<GroupsPane />, {}, { path: '/configuration/groups', at: `/configuration/groups${at}` });

it('W6, N23: everybody, with role, state now and what they have in hand', async () => {
  api(ANSWERS);
  showPeople();
  const row = (await screen.findByText('marc@pli.example')).closest('tr');
  expect([...(row?.cells ?? [])].slice(1, 6).map(({ textContent }) => textContent)).toEqual([
    ...['Agent', 'Disponible', '3 sur 10', 'Retours', '—'],
  ]);
});

it('N23: only what was changed of a person is sent; a capacity out of range is not', async () => {
  const sent = api(ANSWERS);
  showPeople('/marc');
  const capacity = await screen.findByLabelText('Dossiers en main, au plus');
  const save = screen.getByRole('button', { name: 'Enregistrer' });
  expect(save.hasAttribute('disabled')).toBe(true);
  fireEvent.change(capacity, { target: { value: '0' } });
  expect(screen.getByText('Un nombre entier de 1 à 10 000, ou rien.')).toBeTruthy();
  expect(save.hasAttribute('disabled')).toBe(true);
  fireEvent.change(capacity, { target: { value: '' } });
  await userEvent.click(screen.getByLabelText('Équipes'));
  await userEvent.click(await screen.findByText('Nuit'));
  await userEvent.click(save);
  await waitFor(() =>
    expect(sent.find(({ method }) => method === 'PATCH')).toEqual({
      ...{ method: 'PATCH', path: '/api/people/marc' },
      body: { capacity: null, teams: ['night'] },
    }),
  );
});

it('N10: each skill and each team with its people', async () => {
  api(ANSWERS);
  showGroups();
  const skills = within(await screen.findByRole('region', { name: 'Compétences' }));
  expect(await skills.findByText('Marc Petit · 1 motif de clôture')).toBeTruthy();
  expect(within(screen.getByRole('region', { name: 'Équipes' })).getByText('Personne pour l’instant')).toBeTruthy();
});

it('N10, N21: a skill keeps its dispositions when its people change', async () => {
  const sent = api(ANSWERS);
  showGroups('?skills=returns');
  await userEvent.click(await screen.findByLabelText('Personnes'));
  await userEvent.click(await screen.findByText('Léa Martin'));
  await userEvent.click(screen.getByRole('button', { name: 'Ajouter un motif' }));
  const save = screen.getByRole('button', { name: 'Enregistrer' });
  expect(save.hasAttribute('disabled')).toBe(true);
  fireEvent.change(screen.getByLabelText(/Motif 2, en français/), { target: { value: 'Échangé' } });
  fireEvent.change(screen.getByLabelText(/Motif 2, en anglais/), { target: { value: 'Exchanged' } });
  await userEvent.click(save);
  await waitFor(() => expect(sent.find(({ method }) => method === 'PUT')).toBeTruthy());
  expect(sent.find(({ method }) => method === 'PUT')).toEqual({
    ...{ method: 'PUT', path: '/api/skills/returns' },
    body: {
      ...{ name: 'Retours', members: ['marc', 'lea'] },
      dispositions: [DISPOSITION, { id: expect.any(String), label: { fr: 'Échangé', en: 'Exchanged' } }],
    },
  });
});

it('a deletion says who loses it, and why it was refused', async () => {
  const detail = 'La file « Support » demande cette compétence.';
  const sent = api(ANSWERS, {
    'DELETE /api/skills/returns': { status: 422, code: 'skill-asked-for', title: '', type: '', detail },
  });
  showGroups('?skills=returns');
  await userEvent.click(await screen.findByRole('button', { name: 'Supprimer la compétence…' }));
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByText(/^1 personne perdra la compétence « Retours »/)).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: 'Supprimer' }));
  expect(await dialog.findByText(detail)).toBeTruthy();
  expect(sent.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
});
