/** The desk’s questions and signs, as a person meets them by mouse and by key. */
import './jsdom.ts';

import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { ThreadActions } from '../../admin-ui/desk/actions/ThreadActions.tsx';
import { OfferCard } from '../../admin-ui/desk/offer/OfferCard.tsx';
import { ThreadBanners } from '../../admin-ui/desk/thread/ThreadBanners.tsx';
import { PresenceButton } from '../../admin-ui/shell/presence/PresenceButton.tsx';
import { RonaBar } from '../../admin-ui/shell/presence/RonaBar.tsx';
import type { CommandInput } from '../../api/schemas.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { buildRow } from './builders.ts';
import { buildDetail, refused } from './desk-builders.ts';
import { stage } from './desk-stage.tsx';

/** Notes what was asked of the workflow. */
function recorder() {
  const said: CommandInput[] = [];
  const command = async (_id: string, input: CommandInput) => {
    said.push(input);
    return { version: 2, state: 'open' };
  };
  return { said, command };
}

describe('the actions', () => {
  it('A1: take charge by button and by key, on the version that was read', async () => {
    const { said, command } = recorder();
    stage(<ThreadActions dossier={buildDetail({ allowed: ['accept'], version: 4 })} />, { command });
    await userEvent.click(await screen.findByRole('button', { name: 'Prendre en charge' }));
    await waitFor(() => expect(said).toEqual([{ type: 'accept', expectedVersion: 4 }]));
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Prendre en charge' })).toHaveProperty('disabled', false),
    );
    await userEvent.keyboard('p');
    await waitFor(() => expect(said).toHaveLength(2));
  });

  it('say in the menu why one is refused, and do nothing', async () => {
    const { said, command } = recorder();
    const dossier = buildDetail({ refused: [refused('transfer', 'needs-acceptance', 'Prenez d’abord le dossier')] });
    stage(<ThreadActions dossier={dossier} />, { command });
    await userEvent.click(await screen.findByRole('button', { name: 'Autres actions' }));
    const item = await screen.findByRole('menuitem', { name: /Transférer.*Prenez d’abord le dossier/ });
    expect(item.getAttribute('aria-disabled')).toBe('true');
    await userEvent.click(item);
    expect(said).toEqual([]);
  });

  it('W10: a transfer asks for an open queue other than its own, and for the reason', async () => {
    const { said, command } = recorder();
    const wrapUps = ['Erreur d’aiguillage', 'Autre'];
    const dossier = buildDetail({ allowed: ['transfer'], transfers: ['queue'], wrapUps, assignee: 'lea' });
    stage(<ThreadActions dossier={dossier} />, { command });
    await screen.findByRole('button', { name: 'Transférer' });
    await userEvent.keyboard('m');
    const dialog = within(await screen.findByRole('dialog', { name: 'Transférer le dossier' }));
    expect(dialog.getByRole('button', { name: 'Transférer' })).toHaveProperty('disabled', true);
    await userEvent.type(dialog.getByRole('combobox', { name: 'File' }), 'fact');
    expect((await screen.findAllByRole('option')).map((option) => option.textContent)).toEqual(['Facturation']);
    await userEvent.keyboard('{Enter}');
    await userEvent.click(dialog.getByRole('radio', { name: 'Erreur d’aiguillage' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Transférer' }));
    const wanted = { type: 'transfer', to: { kind: 'queue', id: 'billing' }, wrapUp: 'Erreur d’aiguillage' };
    await waitFor(() => expect(said).toEqual([wanted]));
  });

  it('N21: closing asks for the outcome where the queue wants one, and its disposition', async () => {
    const { said, command } = recorder();
    const dossier = buildDetail({
      allowed: ['setOutcome'],
      refused: [refused('close', 'needs-outcome')],
      dispositions: [{ id: 'info', label: { fr: 'Information donnée', en: 'Information given' } }],
    });
    stage(<ThreadActions dossier={dossier} />, { command });
    await userEvent.click(await screen.findByRole('button', { name: 'Clore' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Résultat' }));
    expect(dialog.getByRole('radio', { name: 'Clos' })).toHaveProperty('checked', true);
    expect(dialog.getByRole('button', { name: 'Enregistrer' })).toHaveProperty('disabled', true);
    await userEvent.click(dialog.getByRole('combobox', { name: /Motif de clôture/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'Information donnée' }));
    await userEvent.type(dialog.getByRole('combobox', { name: 'Étiquettes' }), 'compte{Enter}');
    await userEvent.click(dialog.getByRole('button', { name: 'Enregistrer' }));
    const outcome = { type: 'setOutcome', status: 'closed', disposition: 'info', notes: '', tags: ['compte'] };
    await waitFor(() => expect(said).toEqual([outcome]));
  });
});

describe('a request', () => {
  const soon = () => new Date(Date.now() + 30_000).toISOString();
  const offered = () =>
    buildRow({ state: 'new', offer: { to: 'lea', since: new Date().toISOString(), until: soon() } });

  it('W1 N8: says who, where and since when, leaves the focus alone, and is answered by key', async () => {
    const { said, command } = recorder();
    stage(
      <>
        <input aria-label="texte" />
        <OfferCard />
      </>,
      { command, offers: async () => [offered()] },
    );
    const field = screen.getByRole('textbox', { name: 'texte' });
    field.focus();
    const card = within(await screen.findByRole('region', { name: 'Nouvelle demande' }));
    card.getByText('Claire Durand');
    card.getByText('claire@example.com');
    await card.findByText(/Support · attend depuis/);
    card.getByText(/F8 pour y aller/);
    expect(document.activeElement).toBe(field);
    await userEvent.keyboard('y');
    expect(said).toEqual([]);
    await userEvent.keyboard('{F8}{Enter}');
    await waitFor(() => expect(said).toEqual([{ type: 'accept' }]));
  });

  it('is not shown once its time is up', async () => {
    const late = buildRow({ offer: { to: 'lea', since: '2026-01-01T00:00:00Z', until: '2026-01-01T00:00:30Z' } });
    let read = false;
    const offers = async () => {
      read = true;
      return [late];
    };
    stage(<OfferCard />, { offers });
    await waitFor(() => expect(read).toBe(true));
    expect(screen.queryByRole('region', { name: 'Nouvelle demande' })).toBeNull();
  });
});

it('W6: RONA is explained, and one key comes back from it', async () => {
  const presence = { state: 'rona' as const, since: '2026-11-21T10:00:00Z', load: 1, capacity: 5, assignedToday: 2 };
  const asked: string[] = [];
  stage(
    <>
      <RonaBar />
      <PresenceButton />
    </>,
    {
      presence: async () => presence,
      setPresence: async (state) => {
        asked.push(state);
        return { ...presence, state };
      },
    },
  );
  await screen.findByText(/Vous n’avez pas répondu à une demande/);
  await userEvent.keyboard('s');
  await screen.findByRole('button', { name: /Disponible/ });
  await waitFor(() => expect(screen.queryByText(/Vous n’avez pas répondu/)).toBeNull());
  expect(asked).toEqual(['available']);
});

describe('what stands on a dossier', () => {
  it('W5: says what was deleted, and that it can only be ended', async () => {
    const lost = { resource: 'queue' as const, name: 'Abonnements' };
    stage(<ThreadBanners dossier={buildDetail({ lost, allowed: ['end'] })} writing={false} />, {});
    await screen.findByText(/la file « Abonnements » a été supprimée. Ce dossier ne peut plus qu’être terminé/);
  });

  it('W5: a deleted workflow is named in the language of who reads', async () => {
    const lost = { resource: 'definition' as const, name: 'In the words of who deleted it' };
    stage(<ThreadBanners dossier={buildDetail({ lost, allowed: ['end'] })} writing={false} />, {});
    await screen.findByText(new RegExp(`le workflow « ${STANDARD.label.fr} » a été supprimé`));
  });

  it('A7 O2: says since when it is in validation, who asked, and that the contact wrote since', async () => {
    const validation = {
      message: 'm2',
      digest: '0'.repeat(64),
      outcome: 'wait' as const,
      author: 'marc',
      since: '2026-11-21T10:00:00Z',
      policy: null,
      letters: ['m3'],
    };
    stage(<ThreadBanners dossier={buildDetail({ state: 'validation', validation })} writing={false} />, {});
    await screen.findByText(/demandée par Marc Petit \(ensuite : attendre le contact\)\. Le contact a écrit depuis/);
  });
});
