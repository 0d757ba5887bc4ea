/** The settings of all e-mail and the templates, by an administrator in Chromium; then an answer that follows them. */
import { openScreens } from './browser.ts';

const screens = openScreens();

it('C2 G12 W8: subjects by rule, a limit and a template are set, and the composer follows them', async () => {
  const { pli, signIn } = screens;
  await pli.store.users.upsert({ ...(await person('sam')), role: 'admin' });
  const { page, complaints } = await signIn('sam');
  await page.goto(`${pli.url}/#/configuration/email`);

  // C2: one of the ways, never both; why is said.
  await page.getByText('Jamais les deux').waitFor();
  await page.getByRole('radio', { name: /Le numéro du dossier/ }).check();
  expect(await page.getByRole('radio', { name: 'Les agents modifient l’objet' }).isChecked()).toBe(false);
  await page.getByRole('spinbutton', { name: /message envoyé/ }).fill('2');
  const received = page.getByRole('spinbutton', { name: 'Message reçu, en Mo' });
  await received.fill('51');
  expect(await page.getByRole('button', { name: 'Enregistrer' }).isDisabled()).toBe(true);
  await received.fill('10');
  const servers = page.getByRole('textbox', { name: 'Serveurs dont la vérification compte' });
  await servers.fill('mx.pli.example ; x');
  await page.getByText(/Un nom par ligne/).waitFor();
  await servers.fill('mx.pli.example\nmx2.pli.example\n');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Enregistré', { exact: true }).waitFor();
  expect(await pli.store.settings.email()).toEqual({
    numberInSubject: true,
    agentsEditSubject: false,
    maxAttachedBytes: 2_000_000,
    maxReceivedBytes: 10_000_000,
    authenticationServers: ['mx.pli.example', 'mx2.pli.example'],
  });

  // O5: a rule made from a letter set aside is seen here, and ended.
  await pli.store.ignoreRules.set({ _id: 'robot@noise.example', by: 'admin', at: new Date() });
  await page.reload();
  await page.getByRole('button', { name: 'Ne plus ignorer robot@noise.example' }).click();
  await page.getByText('robot@noise.example').waitFor({ state: 'detached' });
  expect(await pli.store.ignoreRules.list()).toEqual([]);

  // W8: a template with a tag.
  await page.goto(`${pli.url}/#/configuration/templates`);
  await page.getByRole('button', { name: 'Nouveau modèle' }).click();
  await page.getByLabel('Nom du modèle').fill('Excuses');
  await page.locator('.ProseMirror').click();
  await page.keyboard.type('Dossier @{ticket_id}');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('button', { name: 'Excuses' }).waitFor();

  await pli.post.write({ subject: 'Réglé', text: 'Bonjour' });
  await page.goto(`${pli.url}/#/`);
  await page.getByRole('list', { name: 'Dossiers' }).getByText('Réglé').first().click();
  await page.getByRole('button', { name: 'Répondre', exact: true }).first().click();
  const subject = page.getByRole('textbox', { name: 'Objet' });
  expect(await subject.inputValue()).toMatch(/^Re: Réglé \[#\d+\]$/);
  expect(await subject.isEditable()).toBe(false);
  await page.getByRole('button', { name: 'Modèle' }).click();
  await page.getByRole('menuitem', { name: 'Excuses' }).click();
  await page
    .locator('.ProseMirror')
    .getByText(/^Dossier \d+$/)
    .waitFor();

  // G12: said before anything is sent.
  const large = { name: 'plan.bin', mimeType: 'x/y', buffer: Buffer.alloc(1_500_000) };
  for (const name of ['a.bin', 'b.bin']) {
    await page.locator('input[type=file][aria-label="Joindre des fichiers"]').setInputFiles({ ...large, name });
    await page.getByText(name).waitFor();
  }
  await page.getByText(/le maximum est/).waitFor();
  expect(complaints).toEqual([]);
});

async function person(id: string) {
  const user = await screens.pli.store.users.get(id);
  if (!user) throw new Error(`no ${id}`);
  return user;
}
