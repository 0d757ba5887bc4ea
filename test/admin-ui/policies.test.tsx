/** The screens of validation policies: what each does in one sentence, its switch, its form, its deletion. */
import './jsdom.ts';

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { ApprovalRow } from '../../admin-ui/approvals/ApprovalRow.tsx';
import { PoliciesPane } from '../../admin-ui/configuration/policies/PoliciesPane.tsx';
import { policySentence, rateOf } from '../../admin-ui/configuration/policies/policy-words.ts';
import { policies as english } from '../../admin-ui/i18n/policies.en.ts';
import type { Policy, TimersInput } from '../../api/schemas.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { api } from './api-stage.ts';
import { buildRow } from './builders.ts';
import { stage } from './desk-stage.tsx';

const POLICY: Policy = {
  ...{ id: 'returns', name: 'Retours', enabled: true, sampleRate: 0.2 },
  ...{ agents: ['marc'], queues: ['support'], templates: [] },
};
const TIMERS = {
  definition: { id: 'standard', version: 2 },
  live: 3,
  timers: STANDARD.timers.map(({ id, label, enabled, after, whenOff }) => ({
    ...{ id, label, enabled, after, whenOff, leadsTo: null, default: { enabled, after } },
  })),
};
const ANSWERS = {
  'GET /api/policies': { items: [POLICY] },
  'GET /api/templates': { items: [{ id: 'refund', name: 'Remboursement', html: '' }] },
  'GET /api/timers': TIMERS,
};
const show = (at = '') =>
  stage(<PoliciesPane />, {}, { path: '/configuration/policies/:id?', at: `/configuration/policies${at}` });

describe('the sentence', () => {
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}) => {
    const text = key.split('.').reduce<unknown>((words, part) => (words as Record<string, unknown>)[part], english);
    return String(text).replace(/%\{(\w+)\}/g, (_, name) => String(values[name]));
  };
  const nothing = { agents: [], queues: [], templates: [] };
  it.each([
    [
      0.2,
      { ...nothing, agents: ['Paul'], queues: ['Returns'] },
      'One answer in five of Paul, in Returns, goes to validation.',
    ],
    [1, nothing, 'Every answer goes to validation.'],
    [1, { ...nothing, agents: ['Paul', 'Léa'] }, 'Every answer of Paul or Léa goes to validation.'],
    [
      0.125,
      { ...nothing, templates: ['Refund'] },
      'One answer in eight, from the template Refund, goes to validation.',
    ],
    [0.15, nothing, '15% of the answers go to validation.'],
    [0.002, nothing, '0.2% of the answers go to validation.'],
    [0, nothing, 'No answer goes to validation.'],
  ])('O3: says what a share of %p does', (rate, covered, sentence) => {
    expect(policySentence(rate, covered, say, 'en')).toBe(sentence);
  });

  it('reads a share as it is typed', () => {
    expect(['20', '12,5', '0.1', '100'].map(rateOf)).toEqual([0.2, 0.125, 0.001, 1]);
    expect(['', '0', '101', 'x', '-5'].map(rateOf)).toEqual([null, null, null, null, null]);
  });
});

it('O3: each policy says what it does, and is switched off where it stands', async () => {
  const sent = api(ANSWERS);
  show();
  expect(
    await screen.findByText('Une réponse sur cinq écrite par Marc Petit, dans Support, passe par la validation.'),
  ).toBeTruthy();
  await userEvent.click(screen.getByLabelText('Retours : active'));
  const { id: _id, ...body } = POLICY;
  await waitFor(() =>
    expect(sent.find(({ method }) => method === 'PUT')).toEqual({
      method: 'PUT',
      path: '/api/policies/returns',
      body: { ...body, enabled: false },
    }),
  );
});

it('O3: when nobody decides in time is set beside, and it alone', async () => {
  const sent = api(ANSWERS);
  show();
  const value = await screen.findByLabelText('Validation attendue : nombre');
  expect(screen.getAllByRole('spinbutton')).toHaveLength(1);
  fireEvent.change(value, { target: { value: '8' } });
  await userEvent.click(screen.getByRole('button', { name: 'Enregistrer' }));
  await waitFor(() => expect(sent.some(({ method }) => method === 'PUT')).toBe(true));
  const { body } = sent.find(({ method }) => method === 'PUT') ?? {};
  const { timers } = body as TimersInput;
  expect(Object.keys(timers)).toHaveLength(STANDARD.timers.length);
  expect(timers.validationOverdue?.after).toEqual({ unit: 'businessHours', value: 8 });
});

it('O3: a policy is written by names, never by ids', async () => {
  const sent = api({ ...ANSWERS, 'GET /api/policies': { items: [] } });
  show('/new');
  const save = await screen.findByRole('button', { name: 'Enregistrer' });
  expect(save.hasAttribute('disabled')).toBe(true);
  fireEvent.change(screen.getByLabelText(/^Nom/), { target: { value: 'Nouveaux' } });
  await userEvent.click(screen.getByLabelText('Agents'));
  await userEvent.click(await screen.findByText('Léa Martin'));
  await userEvent.click(screen.getByLabelText('Modèles'));
  await userEvent.click(await screen.findByText('Remboursement'));
  const rate = screen.getByLabelText('Part de ces réponses, en %');
  fireEvent.change(rate, { target: { value: '200' } });
  expect(screen.getByText('De 0,1 à 100.')).toBeTruthy();
  fireEvent.change(rate, { target: { value: '50' } });
  expect(
    screen.getByText(/Une réponse sur deux écrite par Léa Martin, à partir du modèle Remboursement, passe/),
  ).toBeTruthy();
  await userEvent.click(save);
  await waitFor(() =>
    expect(sent.find(({ method }) => method === 'PUT')?.body).toEqual({
      ...{ name: 'Nouveaux', enabled: true, sampleRate: 0.5 },
      ...{ agents: ['lea'], queues: [], templates: ['refund'] },
    }),
  );
});

it('a deletion asks first', async () => {
  const sent = api(ANSWERS);
  show('/returns');
  await userEvent.click(await screen.findByRole('button', { name: 'Supprimer la règle…' }));
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByText(/Les réponses déjà en validation y restent/)).toBeTruthy();
  expect(sent.some(({ method }) => method === 'DELETE')).toBe(false);
  await userEvent.click(dialog.getByRole('button', { name: 'Supprimer' }));
  await waitFor(() =>
    expect(sent.some(({ method, path }) => method === 'DELETE' && path === '/api/policies/returns')).toBe(true),
  );
});

it('O3: the list of answers that wait names the policy that sent each there', async () => {
  api({ 'GET /api/validations/policies': { items: [{ id: 'returns', name: 'Retours' }] } });
  const validation = {
    ...{ message: 'a1', digest: '', outcome: 'close' as const, author: 'marc', letters: [] },
    ...{ since: '2026-11-21T10:00:00.000Z', policy: 'returns' },
  };
  const row = { ...buildRow(), validation };
  stage(<ApprovalRow row={row} gone={false} open={false} stop href="/" />, {});
  expect(await screen.findByText('Marc Petit · Règle : Retours')).toBeTruthy();
});
