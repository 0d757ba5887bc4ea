/** Why a letter is where it is, what may be done about it, and what is left of one whose words were removed. */
import './jsdom.ts';

import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { ApiProblem } from '../../admin-ui/data/problem.ts';
import { EventLine } from '../../admin-ui/desk/thread/EventLine.tsx';
import { Letter } from '../../admin-ui/desk/thread/Letter.tsx';
import { askable, LetterMenu } from '../../admin-ui/desk/thread/LetterMenu.tsx';
import { LetterPlace } from '../../admin-ui/desk/thread/LetterPlace.tsx';
import { MergedBanner } from '../../admin-ui/desk/thread/MergedBanner.tsx';
import type { CommandInput } from '../../api/schemas.ts';
import { buildEvent, buildMessage } from './builders.ts';
import { buildDetail } from './desk-builders.ts';
import { stage } from './desk-stage.tsx';

const ALLOWED = ['split', 'merge', 'redact'];
const FIRST = buildMessage({ id: 'm1', subject: 'Facture' });
const SECOND = buildMessage({ id: 'm2', subject: 'Autre chose' });

function recorder(refuse: (input: CommandInput) => void = () => {}) {
  const said: CommandInput[] = [];
  const command = async (_id: string, input: CommandInput) => {
    said.push(input);
    refuse(input);
    return { version: 2, state: 'open' };
  };
  return { said, verbs: { command, messages: async () => [FIRST, SECOND] } };
}

async function choose(name: string) {
  await userEvent.click(await screen.findByRole('button', { name: 'Autres actions sur ce message' }));
  await userEvent.click(await screen.findByRole('menuitem', { name }));
  return within(await screen.findByRole('dialog'));
}

it('fault S16: why a letter is here is under « Détails », what makes it doubtful is not', async () => {
  stage(
    <LetterPlace threading={{ by: 'none', detail: '', quoted: null, isStranger: true, isSubjectChanged: false }} />,
    {},
  );
  const why = await screen.findByText(/Pourquoi ici/);
  expect(why.closest('details')?.open).toBe(false);
  expect(screen.getByText('Détails').tagName).toBe('SUMMARY');
  expect(screen.getByText(/Adresse inconnue/).closest('details')).toBeNull();
});

it('O7, peer 14: a letter says why it is here, and what makes its place doubtful', async () => {
  const threading = { by: 'in-reply-to', detail: '<1@a.example>', quoted: null } as const;
  stage(<LetterPlace threading={{ ...threading, isStranger: true, isSubjectChanged: true }} />, {});
  expect(await screen.findByText(/Pourquoi ici \? Il répond à <1@a.example>/)).toBeTruthy();
  expect(screen.getByText(/Son objet a changé/)).toBeTruthy();
  expect(screen.getByText(/Adresse inconnue dans ce dossier/)).toBeTruthy();
});

describe('a letter received says of its sender what our boundary found', () => {
  const NOTHING = { spf: null, dkim: null, dmarc: null };
  const DKIM = { ...NOTHING, dkim: { result: 'pass', domain: 'example.com' } };
  const show = (part: Parameters<typeof buildMessage>[0], open = true) => {
    const letter = buildMessage({ redacted: { content: true, author: false }, ...part });
    stage(<Letter dossierId="d1" letter={letter} open={open} onToggle={() => {}} />, {});
  };

  it('verified, and by what', async () => {
    show({ authentication: DKIM });
    expect(await screen.findByText('Expéditeur vérifié (DKIM example.com)')).toBeTruthy();
  });

  it('not verified', async () => {
    show({ authentication: { ...NOTHING, dkim: { result: 'pass', domain: 'news.example' } } });
    expect(await screen.findByText('Expéditeur non vérifié')).toBeTruthy();
  });

  const failed = { ...DKIM, dmarc: { result: 'fail', domain: 'example.com' } };
  it('a warning where DMARC fails, folded or not', async () => {
    show({ authentication: failed });
    expect((await screen.findByRole('alert')).textContent).toMatch(/example\.com dit ne pas avoir envoyé/);
    show({ authentication: failed }, false);
    expect(screen.getAllByText('Expéditeur douteux')).toHaveLength(2);
  });

  it('nothing where no server’s word counts, nor of a letter of ours, nor of nobody', async () => {
    show({ authentication: null });
    show({ authentication: DKIM, direction: 'outbound', status: 'sent' });
    show({ authentication: failed, redacted: { content: true, author: true } });
    expect(await screen.findByText('Anonyme')).toBeTruthy();
    expect(screen.queryByText(/^Expéditeur/)).toBeNull();
  });
});

it('O7: a letter is split off with those chosen after it', async () => {
  const { said, verbs } = recorder();
  stage(<LetterMenu dossier={buildDetail({ allowed: ALLOWED })} letter={FIRST} />, verbs);
  const dialog = await choose('Détacher…');
  await userEvent.click(await dialog.findByRole('checkbox', { name: /Autre chose/ }));
  await userEvent.click(dialog.getByRole('button', { name: 'Détacher' }));
  await waitFor(() => expect(said).toEqual([{ type: 'split', letters: ['m1', 'm2'] }]));
});

it('O7: a merge across contacts is asked twice, the second time with the other contact named', async () => {
  const { said, verbs } = recorder((input) => {
    const detail = 'Ce dossier est celui de paul@b.example';
    if (!('acrossContacts' in input))
      throw new ApiProblem({ type: '', title: '', status: 422, code: 'other-contact', detail } as never);
  });
  stage(<LetterMenu dossier={buildDetail({ allowed: ALLOWED })} letter={FIRST} />, verbs);
  const dialog = await choose('Fusionner…');
  await userEvent.type(dialog.getByRole('textbox'), '42{Enter}');
  expect(await dialog.findByText(/paul@b.example/)).toBeTruthy();
  expect(dialog.getByRole('button', { name: 'Fusionner' })).toHaveProperty('disabled', true);
  await userEvent.click(dialog.getByRole('checkbox', { name: 'C’est bien la même affaire' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Fusionner' }));
  await waitFor(() => expect(said.at(-1)).toEqual({ type: 'merge', into: 42, acrossContacts: true }));
});

it('N20: words are removed only after a question that says it cannot be undone', async () => {
  const { said, verbs } = recorder();
  stage(<LetterMenu dossier={buildDetail({ allowed: ALLOWED })} letter={FIRST} />, verbs);
  const dialog = await choose('Supprimer le contenu');
  expect(dialog.getByText(/ne peut pas se défaire/)).toBeTruthy();
  expect(said).toEqual([]);
  await userEvent.click(dialog.getByRole('button', { name: 'Supprimer pour de bon' }));
  await waitFor(() => expect(said).toEqual([{ type: 'redact', letter: 'm1', what: 'content' }]));
});

it('N20: what is left of a letter says so, and neither is offered again', async () => {
  const redacted = { content: true, author: true };
  const letter = buildMessage({ html: '', text: '', from: { email: '', name: '' }, redacted });
  stage(<Letter dossierId="d1" letter={letter} open onToggle={() => {}} />, {});
  expect(await screen.findByText('Contenu supprimé')).toBeTruthy();
  expect(screen.getByText('Anonyme')).toBeTruthy();
  expect(askable({ allowed: ALLOWED }, letter)).toEqual(['split', 'merge']);
  expect(askable({ allowed: [] }, FIRST)).toEqual([]);
});

it('O7: a merged dossier says where its letters are, and the way back', async () => {
  const { said, verbs } = recorder();
  const dossier = buildDetail({ mergedInto: { id: 'd2', number: 42 }, allowed: ['unmerge'] });
  stage(<MergedBanner dossier={dossier} />, verbs);
  expect(await screen.findByText(/Fusionné dans le dossier nº 42/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Défaire la fusion' }));
  await waitFor(() => expect(said).toEqual([{ type: 'unmerge' }]));
});

describe('fault S16: what happened between letters is told in sentences', () => {
  const definition = { id: 'standard', version: 3 };
  const lea = { kind: 'user', id: 'lea' } as const;
  it.each([
    [{ type: 'moved', actor: lea, data: { transition: 'accept', to: 'open' } }, 'Pris en charge par Léa Martin'],
    [
      { type: 'moved', actor: lea, data: { transition: 'replyAndClose', to: 'closed' } },
      'Répondu et clos par Léa Martin',
    ],
    [
      { type: 'moved', actor: { kind: 'contact' }, data: { transition: 'contactAnswers', to: 'returned' } },
      'Le contact a répondu',
    ],
    [
      { type: 'moved', actor: { kind: 'system' }, data: { transition: 'autoClose', to: 'closed' } },
      'Clos à la fin du délai',
    ],
    [{ type: 'triggered', actor: lea, data: { transition: 'askForHelp' } }, 'Aide demandée par Léa Martin'],
    [{ type: 'assigned', actor: lea, data: { to: 'lea' } }, 'Assigné à Léa Martin'],
    [{ type: 'assigned', actor: lea, data: { to: 'marc' } }, 'Assigné à Marc Petit par Léa Martin'],
    [
      { type: 'transferred', actor: lea, data: { from: 'support', queue: 'billing', wrapUp: 'Facture.' } },
      'Transféré de Support à Facturation par Léa Martin : Facture',
    ],
    [{ type: 'offerEnded', actor: lea, data: { how: 'rejected', to: 'lea' } }, 'Demande rejetée par Léa Martin'],
  ] as const)('%j', async (part, sentence) => {
    stage(<EventLine event={buildEvent(part)} definition={definition} />, {});
    await waitFor(() => expect(document.body.textContent?.replaceAll('\u00a0', ' ')).toContain(`${sentence},`));
  });

  it('of another workflow by the names it gives', async () => {
    const event = buildEvent({ type: 'moved', actor: lea, data: { transition: 'close', to: 'closed' } });
    stage(<EventLine event={event} definition={{ id: 'ours', version: 1 }} />, {});
    await waitFor(() =>
      expect(document.body.textContent?.replaceAll('\u00a0', ' ')).toContain(
        'Passé à « Clos » (Clore) par Léa Martin,',
      ),
    );
  });
});
