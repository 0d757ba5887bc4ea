/** An answer read by a supervisor before it leaves, played by two people at their keyboards and a customer by mail. */
import type { Page } from 'playwright-core';
import { until } from '../api/until.ts';
import { openScreens } from './browser.ts';

const SUBJECT = 'Colis perdu';

const screens = openScreens();

const editorOf = (page: Page) => page.locator('.ProseMirror');

/** Writes the answer and hands it to the supervisors, closing the dossier once it is accepted. */
async function submit(page: Page, text: string): Promise<void> {
  await page.keyboard.press('r');
  await editorOf(page).waitFor();
  await editorOf(page).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Reprendre le brouillon' }).waitFor();
  await page.keyboard.press('r');
  await editorOf(page).getByText(text).waitFor();
  await page.getByRole('button', { name: 'Validation', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: /clore/ }).press('Enter');
  await page.getByText(/En validation depuis/).waitFor();
}

it('A7 O2: an answer is refused with its reason, written again, compared, and approved once the contact was read', async () => {
  const { pli, signIn } = screens;
  const { page: lea, complaints } = await signIn('lea');
  const messageId = await pli.post.write({ subject: SUBJECT, text: 'Où est mon colis ?' });
  await lea.getByRole('list', { name: 'Dossiers' }).getByText(SUBJECT).first().waitFor();
  await lea.keyboard.press('j');
  await lea.keyboard.press('Enter');
  await lea.getByRole('button', { name: 'Prendre en charge' }).waitFor();
  await lea.keyboard.press('p');
  await lea.getByRole('button', { name: 'Répondre', exact: true }).first().waitFor();
  await submit(lea, 'Il arrivera un jour.');

  // The supervisor goes there by key; the oldest is open, with the letter and the answer.
  const { page: sam, complaints: samComplaints } = await signIn('sam');
  await sam.keyboard.press('g');
  await sam.keyboard.press('v');
  await sam.frameLocator('iframe').first().getByText('Où est mon colis ?').waitFor();
  await sam.frameLocator('iframe').last().getByText('Il arrivera un jour.').waitFor();
  await sam.keyboard.press('r');
  await sam.getByLabel('Ce qu’il faut changer').waitFor();
  await sam.keyboard.type('Dites quand il arrive.');
  await sam.keyboard.press('ControlOrMeta+Enter');
  await sam.getByText('Tout est relu').waitFor();

  // Its author finds the reason, and mends the text.
  await lea.getByText('Dites quand il arrive.').first().waitFor();
  await lea.keyboard.press('r');
  await editorOf(lea).getByText('Il arrivera un jour.').waitFor();
  await lea.keyboard.press('Escape');
  await submit(lea, 'Il arrivera demain.');

  // It comes back by itself, compared with what was refused.
  await sam.getByRole('switch', { name: 'Différences' }).press('Space');
  await sam.locator('ins').getByText('demain').waitFor();
  expect(await sam.locator('del').first().textContent()).toContain('un jour');

  // The contact writes meanwhile: shown, and to be acknowledged before anything leaves.
  await pli.post.write({
    subject: `Re: ${SUBJECT}`,
    text: 'Toujours rien !',
    inReplyTo: messageId,
    references: [messageId],
  });
  await sam.getByRole('heading', { name: 'Le contact a écrit depuis' }).waitFor();
  await sam.keyboard.press('a');
  await sam.getByText(/lisez, puis cochez/).waitFor();
  await sam.getByRole('checkbox', { name: /Je l’ai lue/ }).press('Space');
  await sam.keyboard.press('a');
  await sam.getByText('Tout est relu').waitFor();

  // Taken back, it waits again; approved again, it leaves once, as it was read.
  await sam.getByRole('button', { name: /Annuler/ }).waitFor();
  await sam.keyboard.press('ControlOrMeta+z');
  await sam.getByRole('checkbox', { name: /Je l’ai lue/ }).press('Space');
  await sam.keyboard.press('a');
  await sam.getByText('Tout est relu').waitFor();
  const [answer, ...others] = await until(
    'the answer',
    async () => {
      const inbox = await pli.post.read(pli.customer);
      return inbox.length > 0 && inbox;
    },
    60,
  );
  expect(others).toEqual([]);
  expect(answer?.text).toContain('Il arrivera demain.');
  const dossier = await pli.store.dossiers.model.findOne({ subject: SUBJECT }).lean();
  expect(dossier).toMatchObject({ state: 'closed', validation: null });
  expect([...complaints, ...samComplaints]).toEqual([]);
});

it('O2: nobody decides on their own answer', async () => {
  const { pli, signIn } = screens;
  const sam = await pli.signIn('sam');
  await pli.post.write({ subject: 'Facture', text: 'Combien ?' });
  const { _id: id } = await until('the dossier', () => pli.store.dossiers.model.findOne({ subject: 'Facture' }).lean());
  await sam.command(id, { type: 'accept' });
  const message = {
    to: [pli.customer.address],
    cc: [],
    bcc: [],
    subject: 'Re: Facture',
    html: '<p>12 €</p>',
    attachments: [],
  };
  expect((await sam.command(id, { type: 'submitForValidation', message })).status).toBe(200);

  const { page } = await signIn('sam');
  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await page.getByText('Cette réponse est la vôtre').waitFor();
  await page.getByText('La vôtre', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Accepter' }).count()).toBe(0);
  await page.keyboard.press('a');
  expect((await pli.store.dossiers.model.findById(id).lean())?.state).toBe('validation');
});
