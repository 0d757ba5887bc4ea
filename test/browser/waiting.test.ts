/** A provisional answer, then one that waits for the contact, played by an agent while a colleague looks on. */
import type { Page } from 'playwright-core';
import type { DossierDetail } from '../../api/schemas.ts';
import { openScreens } from './browser.ts';

const SUBJECT = 'Colis égaré';
const screens = openScreens();

const rowIn = (page: Page) =>
  page.getByRole('list', { name: 'Dossiers' }).getByRole('link', { name: new RegExp(SUBJECT) });

async function answer(page: Page, text: string, button: string): Promise<void> {
  await page.getByRole('button', { name: 'Répondre', exact: true }).first().waitFor();
  await page.keyboard.press('r');
  const editor = page.locator('.ProseMirror');
  await editor.waitFor();
  await editor.focus();
  await page.keyboard.type(text);
  await page.getByRole('button', { name: button }).press('Enter');
  // It leaves once it can no longer be taken back; the next answer is to what the page knows of that.
  const undo = page.getByRole('button', { name: /Annuler/ });
  await undo.waitFor();
  const left = page.waitForResponse(async (response) => {
    if (!/\/api\/dossiers\/[^/]+$/.test(response.url())) return false;
    const { outgoing } = (await response.json()) as DossierDetail;
    return outgoing.length === 0;
  });
  await Promise.all([left, undo.waitFor({ state: 'hidden' })]);
}

it('A8 A9: a provisional answer keeps the dossier in progress, one that waits hands it to the contact, whose letter brings it back', async () => {
  const { pli, signIn } = screens;
  const { page: lea, complaints } = await signIn('lea');
  const { page: sam } = await signIn('sam');
  const messageId = await pli.post.write({ subject: SUBJECT, text: 'Où est mon colis ?' });
  await rowIn(lea).waitFor();
  await rowIn(lea).click();

  // A8: the contact is told to be patient; the dossier stays, and the colleague sees it.
  await answer(lea, 'Nous cherchons.', 'Répondre sans clore');
  await rowIn(sam).getByText('À traiter (bis)').waitFor();

  // A9: asked for more, it is among the handled ones until the contact answers.
  await answer(lea, 'Quel est votre numéro de commande ?', 'Répondre et attendre');
  await rowIn(sam).waitFor({ state: 'hidden' });
  await sam.getByText('Traités').first().click();
  await rowIn(sam).getByText('En attente du contact').waitFor();

  await pli.post.write({ subject: `Re: ${SUBJECT}`, text: 'Le 4217.', inReplyTo: messageId, references: [messageId] });
  await rowIn(sam).waitFor({ state: 'hidden' });
  await sam.getByText('En cours').first().click();
  await rowIn(sam).getByText('Retour contact').waitFor();
  expect(complaints).toEqual([]);
});
