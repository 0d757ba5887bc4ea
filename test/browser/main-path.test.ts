/** The main job, played by a person in Chromium and a customer by SMTP and IMAP. */
import { until } from '../api/until.ts';
import { openScreens } from './browser.ts';

const SUBJECT = 'Réclamation – colis perdu';
const HOSTILE = `<p>Bonjour, <b>mon colis</b> n'est pas arrivé.</p><script>parent.document.title = 'pwned'</script>
  <img src="http://127.0.0.1:9/trace.png" onerror="parent.document.title='pwned'"><a href="javascript:alert(1)">ici</a>`;

const screens = openScreens();

it('A1 A2 A4 A5 A6 A10 N6: a letter becomes a dossier, is answered, closed, and reopened by the contact', async () => {
  const { pli, signIn } = screens;
  const { page, complaints, foreign } = await signIn('lea');
  const row = () => page.getByRole('list', { name: 'Dossiers' }).getByText(SUBJECT).first();

  // It comes by itself: nobody reloads.
  await page.evaluate(() => Object.assign(window, { stillHere: true }));
  const messageId = await pli.post.write({ subject: SUBJECT, html: HOSTILE, text: 'Bonjour' });
  await row().waitFor();
  await row().click();

  // The letter is shown, harmless, and asks nothing of the outside.
  const letter = page.frameLocator('iframe').first();
  await letter.getByText('mon colis').waitFor();
  expect(await page.title()).not.toContain('pwned');
  expect(await letter.locator('script').count()).toBe(0);
  expect(await letter.locator('a[href^="javascript"]').count()).toBe(0);

  // A1: accepting takes charge.
  await page.getByRole('button', { name: 'Prendre en charge' }).click();
  await page.getByRole('main').getByText('En cours').first().waitFor();

  // A2, A5: the reply starts to the sender, and is formatted.
  await page.keyboard.press('r');
  const body = page.getByRole('textbox', { name: 'Texte de la réponse' }).or(page.locator('.ProseMirror')).first();
  await body.waitFor();
  expect(await page.getByText(pli.customer.address).count()).toBeGreaterThan(0);
  await body.click();
  await page.keyboard.type('Bonjour, il arrive ');
  await page.keyboard.press('ControlOrMeta+b');
  await page.keyboard.type('demain');

  // A4: a file goes with it.
  await page
    .getByLabel('Joindre des fichiers')
    .first()
    .setInputFiles({ name: 'bon de retour.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 retour') });
  await page.getByText('bon de retour.pdf').waitFor();

  // A6: the draft is saved, the state stays, and a colleague sees it.
  await page.getByRole('button', { name: 'Brouillon', exact: true }).click();
  await page
    .getByText(/Enregistré/)
    .first()
    .waitFor();
  const marc = await signIn('marc');
  await marc.page.getByRole('list', { name: 'Dossiers' }).getByText(SUBJECT).first().click();
  await marc.page.getByRole('button', { name: 'Go on with the draft' }).click();
  await marc.page.getByText('demain').first().waitFor();
  await marc.page.close();

  // O4: sent, taken back, sent again.
  await page.getByRole('button', { name: 'Répondre et clore' }).click();
  await page.getByRole('button', { name: /Annuler/ }).click();
  await body.getByText('demain').waitFor();
  await page.getByRole('button', { name: 'Répondre et clore' }).click();
  await page.getByRole('button', { name: /Annuler/ }).waitFor();

  // The customer’s own mailbox holds it once: threaded, text and HTML, with the file.
  const [answer, ...others] = await until('the answer', async () => {
    const inbox = await pli.post.read(pli.customer);
    return inbox.length ? inbox : undefined;
  });
  expect(others).toEqual([]);
  expect(answer?.inReplyTo).toBe(messageId);
  expect(answer?.references).toContain(messageId);
  expect(answer?.html).toContain('demain');
  expect(answer?.html).toMatch(/<(strong|b)\b/);
  expect(answer?.text).toContain('Bonjour, il arrive demain');
  expect(answer?.attachments.map((a) => a.filename)).toEqual(['bon de retour.pdf']);
  await until('the copy in Sent', async () => {
    const sent = await pli.post.read(pli.support, 'Sent');
    return sent.some((m) => m.messageId === answer?.messageId) || undefined;
  });

  // A10: closed, in « Traités »; the contact answers, and it is back, without a reload.
  await page.getByRole('button', { name: /Traités/ }).click();
  await row().waitFor();
  await pli.post.write({
    subject: `Re: ${SUBJECT}`,
    text: 'Merci, mais non.',
    inReplyTo: answer?.messageId,
    references: [messageId, answer?.messageId ?? ''],
  });
  await until('the answer taken in', () => pli.store.dossiers.model.exists({ state: 'reopened' }), 60);
  await page
    .getByRole('button', { name: /En cours/ })
    .first()
    .click();
  await row().waitFor();
  await row().click();
  await page.frameLocator('iframe').last().getByText('Merci, mais non.').waitFor();
  await page.getByRole('main').getByText('À traiter').first().waitFor();

  expect(await page.evaluate(() => 'stillHere' in window)).toBe(true);
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
});
