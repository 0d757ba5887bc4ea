/** A request that is let go by, then taken, then sent to another queue: an agent in Chromium, routing for real. */
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { until } from '../api/until.ts';
import { openScreens } from './browser.ts';

const SUBJECT = 'Double prélèvement';

const screens = openScreens(async (pli) => {
  const queue = { mailbox: pli.queue, definition: { id: STANDARD.id, version: STANDARD.version } };
  await pli.store.queues.upsert({
    ...queue,
    ...{ _id: pli.queue, name: 'Support', routing: 'offer', offerSeconds: 10 },
    wrapUps: ['Relève de la facturation', 'Relève de la technique'],
  });
  await pli.store.queues.upsert({ ...queue, _id: `${pli.queue}-billing`, name: 'Facturation', routing: 'pull' });
});

it('N8 W1 W6 W10: a request left unanswered puts the agent in RONA; back, it is accepted, and transferred with its reason', async () => {
  const { pli, signIn } = screens;
  const { page, complaints } = await signIn('lea');
  const request = page.getByRole('region', { name: 'Nouvelle demande' });
  await pli.post.write({ subject: 'Question', text: 'Êtes-vous là ?' });

  // Nobody answers: out of the round, told why.
  await request.waitFor();
  await page
    .getByText(/Vous n’avez pas répondu à une demande/)
    .first()
    .waitFor();
  await request.waitFor({ state: 'hidden' });

  // Back by one key: what she let go by is not put before her again at once, the next one is, and is taken by one key.
  await page.keyboard.press('s');
  await page.getByText(/Vous n’avez pas répondu à une demande/).waitFor({ state: 'detached' });
  await pli.post.write({ subject: SUBJECT, text: 'Vous m’avez débité deux fois.' });
  await request.waitFor();
  await page.keyboard.press('y');
  await page.locator('.ProseMirror').waitFor();
  await page.keyboard.press('Escape');

  // The reason is one of the queue's own.
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Transférer le dossier' });
  await dialog.getByRole('combobox').waitFor();
  await page.keyboard.type('Factu');
  await page.getByRole('option', { name: 'Facturation' }).waitFor();
  await page.keyboard.press('Enter');
  await dialog.getByRole('radio', { name: 'Relève de la facturation' }).press('Space');
  await dialog.getByRole('button', { name: 'Transférer' }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });

  // It is nobody's, in the other queue, and gone from hers.
  const dossier = await until('the transfer', () =>
    pli.store.dossiers.model.findOne({ subject: SUBJECT, queue: `${pli.queue}-billing` }).lean(),
  );
  expect(dossier).toMatchObject({ state: 'new', assignee: null });
  const events = await pli.store.timeline.read(dossier._id);
  expect(events.find(({ type }) => type === 'transferred')?.data).toMatchObject({ wrapUp: 'Relève de la facturation' });
  await page.getByRole('list', { name: 'Dossiers' }).getByText(SUBJECT).waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});
