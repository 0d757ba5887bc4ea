/** C13: what leaves when the mailbox that would write is only written from, and nobody reads what is answered to it. */
import { enterOutbox } from '../../activities/sending/outgoing-letter.ts';
import { parseLetter } from '../../mail/read/parse.ts';
import { namedSender, usualSender } from '../../services/sending/senders.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { attempt, type FaultyServer, openFaultyServer, stageReply } from './outgoing.ts';

const CLAIRE = 'claire@customer.example';
const NEWS = 'nouvelles@pli.example';
const FROM_NEWS = { from: { email: NEWS, name: 'Nouvelles' } };

let pli: Pli;
let server: FaultyServer;
let news: MailboxDocument;
beforeAll(async () => {
  server = await openFaultyServer();
  pli = await openPli({ watched: false, submission: server });
  await pli.store.mailboxes.configure(pli.queue, { enabled: true });
  const support = await pli.store.mailboxes.get(pli.queue);
  if (!support) throw new Error('no mailbox');
  news = { ...support, _id: `news-${pli.queue}`, address: NEWS, name: 'Nouvelles', outboundOnly: true };
  await pli.store.mailboxes.insert(news);
});
beforeEach(() => server.calm());
afterAll(async () => {
  await pli.close();
  await server.close();
});

const line = (name: string) => server.taken[0]?.raw.toString().match(new RegExp(`^${name}: .*$`, 'm'))?.[0];

it('C13: a dossier whose own mailbox is only written from by now writes from that of its queue', async () => {
  const dossier = { mailbox: news._id, queue: pli.queue };
  expect(await usualSender(pli.store, dossier)).toMatchObject({ _id: pli.queue });
  const from = FROM_NEWS.from;
  expect(await namedSender(pli.store, dossier, { from, automatic: null })).toMatchObject({ _id: pli.queue });
  expect(await namedSender(pli.store, dossier, { from, automatic: 'auto-replied' })).toMatchObject({ _id: news._id });
});

it('C13: a person’s letter written before its mailbox became one that is only written from leaves from the queue’s', async () => {
  await stageReply(pli, 'person', [CLAIRE], FROM_NEWS);
  expect(await attempt(pli, 'person')).toMatchObject({ outcome: 'sent' });
  expect(line('From')).toContain(pli.support.address);
  expect(server.taken).toMatchObject([{ to: [CLAIRE, pli.support.address] }]);
});

it('C13: an automatic letter may leave from it, and asks to be answered where somebody reads', async () => {
  await stageReply(pli, 'machine', [CLAIRE], { ...FROM_NEWS, automatic: 'auto-replied', author: null });
  expect(await attempt(pli, 'machine')).toMatchObject({ outcome: 'sent' });
  expect([line('From'), line('Reply-To')]).toEqual([
    expect.stringContaining(NEWS),
    expect.stringContaining(pli.support.address),
  ]);
  expect(server.taken).toMatchObject([{ from: '', to: [CLAIRE] }]);
});

it('C13: where its queue has no mailbox that is read, a person’s letter does not leave', async () => {
  const lost = { mailbox: news._id, queue: 'no such queue' };
  expect(await usualSender(pli.store, lost)).toBeNull();
  expect(await namedSender(pli.store, lost, { ...FROM_NEWS, automatic: null })).toBeNull();
});

it('C13, O7: there it names the dossier, where that mailbox’s server delivers what is tagged', async () => {
  await pli.store.mailboxes.configure(pli.queue, { subaddressing: true });
  await stageReply(pli, 'tagged', [CLAIRE], { ...FROM_NEWS, automatic: 'auto-replied', author: null });
  const [message, dossier] = [await pli.store.messages.get('tagged-reply'), await pli.store.dossiers.get('tagged')];
  if (!message) throw new Error('no reply');
  const row = await enterOutbox(pli, message, news);
  const { replyTo } = await parseLetter(await pli.store.blobs.get(row.raw));
  const [name] = pli.support.address.split('@');
  expect(replyTo[0]?.email).toMatch(`${name}+${dossier?.number}-`);
});
