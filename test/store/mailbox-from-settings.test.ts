/** The mailbox that the settings give to a new installation. */
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { ensureMailbox, OtherMailbox } from '../../services/settings/mailbox-from-settings.ts';
import { createSecrets } from '../../store/base/secrets.ts';
import { openStore, type Store } from '../../store/store.ts';
import { testEngines } from '../setup/engines.ts';

const engines = testEngines();
const secrets = createSecrets(Buffer.alloc(32, 1).toString('base64'));
let store: Store;

beforeAll(async () => {
  store = await openStore(engines.mongoUrl, 'letters');
});
afterAll(() => store.close());

const settings = {
  address: 'help@example.org',
  imapUrl: 'imaps://help%40example.org:p%3Ass@imap.example.org',
  smtpUrl: 'smtp://help:secret@127.0.0.1:2525',
};

it('is written with its servers, its password sealed, and a queue whose dossiers follow Standard', async () => {
  await ensureMailbox(store, secrets, settings);
  const mailbox = await store.mailboxes.get('support');
  expect(mailbox).toMatchObject({
    address: 'help@example.org',
    imap: { host: 'imap.example.org', port: 993, secure: true, plain: false, user: 'help@example.org' },
    smtp: { host: '127.0.0.1', port: 2525, secure: false, plain: true, user: 'help' },
  });
  expect(JSON.stringify(mailbox)).not.toContain('secret');
  expect(secrets.open(mailbox?.imap.password ?? '')).toBe('p:ss');
  expect(await store.queues.get('support')).toMatchObject({ routing: 'pull', definition: { id: 'standard' } });
});

it('written anew takes a changed password, and keeps how far it was read and how its queue is set', async () => {
  await store.mailboxes.setCursor('support', { uidValidity: '7', lastUid: 42 });
  const queue = await store.queues.get('support');
  if (queue) await store.queues.upsert({ ...queue, name: 'Help' });
  await ensureMailbox(store, secrets, { ...settings, smtpUrl: 'smtps://help:changed@smtp.example.org' });
  const mailbox = await store.mailboxes.get('support');
  expect(mailbox?.cursor).toEqual({ uidValidity: '7', lastUid: 42 });
  expect(mailbox?.smtp).toMatchObject({ port: 465, secure: true });
  expect(secrets.open(mailbox?.smtp.password ?? '')).toBe('changed');
  expect((await store.queues.get('support'))?.name).toBe('Help');
});

it('fault R7: a start with the settings of before changes nothing that was set since, and wakes no watcher', async () => {
  const same = { ...settings, smtpUrl: 'smtps://help:changed@smtp.example.org' };
  const own = { ...STANDARD, id: 'own', version: 1 };
  await store.definitions.publish(own);
  const [mailbox, queue] = [await store.mailboxes.get('support'), await store.queues.get('support')];
  if (!mailbox || !queue) throw new Error('not there');
  for (const definition of [
    { id: 'own', version: 1 },
    { id: STANDARD.id, version: 1 },
  ]) {
    await store.queues.upsert({ ...queue, definition });
    const imap = { ...mailbox.imap, host: 'chosen.example.org' };
    await store.mailboxes.configure('support', { imap, enabled: false });
    const before = await store.mailboxes.get('support');
    await ensureMailbox(store, secrets, same);
    expect(await store.mailboxes.get('support')).toEqual(before);
    expect((await store.queues.get('support'))?.definition).toEqual(definition);
  }
});

it('another address is refused: its letters would be taken for those already read', async () => {
  const other = ensureMailbox(store, secrets, { ...settings, address: 'sales@example.org' });
  await expect(other).rejects.toThrow(OtherMailbox);
  expect(await store.mailboxes.list()).toHaveLength(1);
});

it('letters go to the bucket that the settings name', async () => {
  const [hash = ''] = await store.blobs.putAll([Buffer.from('letter')]);
  expect((await store.blobs.get(hash)).toString()).toBe('letter');
  expect(await store.connection.db?.collection('letters.files').countDocuments()).toBe(1);
});
