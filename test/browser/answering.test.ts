/** Answering in full, by keyboard, in Chromium: to all, with a picture, while letters come in; handing a letter on. */
import type { Page } from 'playwright-core';
import { until } from '../api/until.ts';
import { openScreens } from './browser.ts';

const SUBJECT = 'Question à plusieurs';
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const screens = openScreens();

/** What a person does who pastes a picture that they copied. */
function pastePicture(page: Page): Promise<void> {
  return page.locator('.ProseMirror').evaluate((editor, base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], 'capture.png', { type: 'image/png' }));
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, PNG);
}

it('W7 W3 W4 A5 N5 N9: answers all with a pasted picture, sees what came meanwhile, and hands a letter on', async () => {
  const { pli, signIn } = screens;
  const colleague = pli.engines.newAccount();
  const { page, complaints } = await signIn('lea');
  const messageId = await pli.post.write({ subject: SUBJECT, text: 'Bonjour', cc: [colleague.address] });
  const row = page.getByRole('list', { name: 'Dossiers' }).getByText(SUBJECT).first();
  await row.waitFor();
  await row.click();
  await page.getByRole('button', { name: 'Répondre à tous' }).first().waitFor();

  // W7: everyone on it.
  await page.keyboard.press('a');
  const body = page.locator('.ProseMirror');
  await body.waitFor();
  await page.getByText(colleague.address).last().waitFor();
  await body.click();
  await page.keyboard.type('Voici : ');

  // N5: a picture is a file of ours at once, never its bytes in the text.
  await pastePicture(page);
  await body.locator('img[src^="/api/files/"]').waitFor();
  await page.getByRole('button', { name: 'Aperçu' }).click();
  const shown = page.getByRole('dialog').frameLocator('iframe').locator('img');
  await until('the picture in the preview', () =>
    shown.evaluate((image) => (image as HTMLImageElement).naturalWidth === 1).catch(() => false),
  );
  await page.getByRole('button', { name: 'Fermer' }).click();

  // W3, W4: what comes meanwhile waits, then stands in blue above; the answer is no longer to the latest.
  await pli.post.write({ subject: `Re: ${SUBJECT}`, text: 'Encore un mot', inReplyTo: messageId });
  await page.getByRole('button', { name: 'Afficher tous les messages' }).click();
  await page.locator('[data-fresh]').getByText('Nouveau message').waitFor();
  await page.getByText('Cette réponse n’est pas au dernier message.').waitFor();
  await page.getByRole('button', { name: 'Répondre au dernier' }).click();
  await page.getByText('Cette réponse n’est pas au dernier message.').waitFor({ state: 'detached' });
  await page.getByText(colleague.address).last().waitFor();
  await page.getByRole('button', { name: 'Vu' }).click();
  expect(await page.locator('[data-fresh]').count()).toBe(0);

  // N9: an exact copy, by key.
  await page.keyboard.press('Escape');
  await page.keyboard.press('f');
  await page.getByRole('dialog').getByRole('combobox').fill(colleague.address);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Envoyer la copie' }).click();
  await page.getByText(`Copie exacte d’un message envoyée à ${colleague.address}`).first().waitFor();
  const copy = await until('the copy', async () =>
    (await pli.post.read(colleague)).find(({ subject }) => subject?.startsWith('Fwd:')),
  );
  expect(copy.attachments).toMatchObject([{ contentType: 'message/rfc822' }]);
  expect(complaints).toEqual([]);
});

/** What a sheet puts on the clipboard. */
const SHEET = `<html><head><style><!-- .xl65 {background:#FFFF00; background-image:url(http://127.0.0.1:9/x)} --></style></head>
  <body><table><tr><td class=xl65>Article</td><td>Prix</td></tr><tr><td>Vis</td><td>2</td></tr></table></body></html>`;

it('fault S16: there is room to write, a pasted table stays one, and one bar answers', async () => {
  const { pli, signIn } = screens;
  const { page, complaints, foreign } = await signIn('lea');
  await pli.post.write({ subject: 'Tarifs demandés', text: 'Combien ?' });
  await page.locator('[data-dossier]', { hasText: 'Tarifs demandés' }).click();
  await page.frameLocator('iframe').last().getByText('Combien ?').waitFor();
  expect(await page.getByRole('button', { name: 'Répondre', exact: true }).count()).toBe(1);
  expect(await page.getByText('Pourquoi ici').isVisible()).toBe(false);
  await page.getByText('Détails', { exact: true }).click();
  expect(await page.getByText('Pourquoi ici').isVisible()).toBe(true);

  await page.getByRole('button', { name: 'Répondre', exact: true }).click();
  const text = page.locator('.ProseMirror');
  await text.waitFor();
  const heightOf = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((box) => box.clientHeight);
  expect(await heightOf('.ProseMirror')).toBeGreaterThan(220);
  await text.click();
  await text.evaluate((editor, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', html);
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, SHEET);
  expect(await text.locator('td').allInnerTexts()).toEqual(['Article', 'Prix', 'Vis', '2']);
  expect(await text.locator('td').first().getAttribute('style')).toBe('background-color: rgb(255, 255, 0);');

  // It grows to two thirds of its pane, and no further.
  await page.keyboard.press('ControlOrMeta+End');
  for (let i = 0; i < 40; i += 1) await page.keyboard.press('Enter');
  const share = await page
    .locator('[data-region]', { has: text })
    .last()
    .evaluate((dock) => {
      const pane = dock.parentElement?.getBoundingClientRect().height ?? 0;
      return dock.getBoundingClientRect().height / pane;
    });
  expect(share).toBeGreaterThan(0.6);
  expect(share).toBeLessThan(0.67);
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
});

it('fault S14: a letter is read by keyboard, from the list and from within it; the list is one Tab stop', async () => {
  const { pli, signIn } = screens;
  const { page, complaints } = await signIn('lea');
  const words = Array.from({ length: 80 }, (_, i) => `<p>Ligne ${i + 1}.</p>`).join('');
  await pli.post.write({ subject: 'Longue lettre', html: words, text: '' });
  const link = page.locator('[data-dossier]', { hasText: 'Longue lettre' });
  await link.waitFor();
  await link.focus();
  await page.keyboard.press('Enter');
  const letter = page.frameLocator('iframe').last();
  const thread = page.getByRole('region', { name: 'Messages du dossier' });
  const top = () => thread.evaluate((box) => box.scrollTop);
  await letter.getByText('Ligne 80.').waitFor();
  await until('the letter at its height', () => thread.evaluate((box) => box.scrollHeight > 3 * box.clientHeight));

  // The focus is still on the row.
  const start = await top();
  await page.keyboard.press('PageDown');
  expect(await top()).toBeGreaterThan(start + 300);
  await page.keyboard.press('Space');
  const further = await top();
  expect(further).toBeGreaterThan(start + 600);
  await page.keyboard.press('Shift+Space');
  expect(await top()).toBeLessThan(further - 300);

  // Within the letter, in its frame.
  await letter
    .getByText(/^Ligne 2\d\.$/)
    .first()
    .click();
  const before = await top();
  await page.keyboard.press('PageDown');
  await until('the letter read on', async () => (await top()) > before + 300);

  // F6: thread, reply, details, rail, list; there one row only is a Tab stop.
  const inRegion = (selector: string) => page.evaluate((of) => document.activeElement?.closest(of) !== null, selector);
  await page.keyboard.press('F6');
  await page.keyboard.press('F6');
  expect(await inRegion('aside')).toBe(true);
  await page.keyboard.press('Shift+F6');
  await page.keyboard.press('Shift+F6');
  expect(await inRegion('[aria-label="Messages du dossier"]')).toBe(true);
  await page.keyboard.press('Shift+F6');
  expect(await inRegion('[data-dossier]')).toBe(true);
  expect(await page.locator('[data-dossier][tabindex="0"]').count()).toBe(1);
  expect(complaints).toEqual([]);
});
