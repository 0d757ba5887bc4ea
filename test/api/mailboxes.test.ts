/** Mailboxes as an administrator has them, on a real mail server: added, tried, set and deleted while a worker runs. */
import type {
  BatchStarted,
  ConnectionTest,
  ConnectionTestStarted,
  DossierDetail,
  Mailbox,
  MailboxAlert,
  MailboxInput,
  Problem,
  QueueSettings,
} from '../../api/schemas.ts';
import { withImap } from '../../mail/imap/imap.ts';
import { rotatingTokenServer, tokenImap, tokenSmtp } from '../mail/token-servers.ts';
import type { TestAccount } from '../setup/engines.ts';
import { openPli, type Pli } from './harness.ts';
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

let pli: Pli;
let admin: Visitor;
let press: TestAccount;
let id: string;
beforeAll(async () => {
  pli = await openPli();
  await pli.startWorker();
  admin = await pli.signIn('admin');
  press = pli.engines.newAccount();
});
afterAll(() => pli.close());

const inputOf = (account: TestAccount, more: Partial<MailboxInput> = {}): MailboxInput => {
  const { imap, submission } = pli.engines.mail;
  const login = { security: 'none', user: account.user, password: account.password } as const;
  return {
    ...{ address: account.address, name: 'Presse', queue: pli.queue, folder: 'INBOX', enabled: true },
    ...{ outboundOnly: false, subaddressing: false, afterwards: 'nothing', oauth: null },
    ...{ imap: { ...imap, ...login }, smtp: { ...submission, ...login } },
    ...more,
  };
};
const withPassword = (account: TestAccount, password: string) => inputOf({ ...account, password });
const all = async () => (await admin.get<{ items: Mailbox[] }>('/api/mailboxes')).items;
const one = async (which = id) => (await all()).find((mailbox) => mailbox.id === which);
const put = (body: MailboxInput, which = id) =>
  admin.call<Mailbox & Problem>('PUT', `/api/mailboxes/${which}`, { body });
const alerts = async () => (await admin.get<{ items: MailboxAlert[] }>('/api/alerts')).items;
const write = (to: TestAccount, subject: string) => pli.post.write({ to: to.address, subject, text: 'Bonjour' });
const dossier = (subject: string) =>
  until(`the dossier ${subject}`, () => pli.store.dossiers.model.findOne({ subject }).lean());
const condition = (wanted: Mailbox['condition'], which = id) =>
  until(`the mailbox to be ${wanted}`, async () => (await one(which))?.condition === wanted);

it('C4: a mailbox that is added is watched at once, without a restart, and says that it works', async () => {
  const added = await admin.call<Mailbox>('POST', '/api/mailboxes', { body: inputOf(press) });
  expect(added).toMatchObject({ status: 201, body: { address: press.address, live: 0 } });
  expect(['starting', 'working']).toContain(added.body.condition);
  id = added.body.id;
  await condition('working');
  await write(press, 'first');
  expect(await dossier('first')).toMatchObject({ mailbox: id, queue: pli.queue });
  await until('the last letter', async () => (await one())?.lastLetterAt);
  expect(await one()).toMatchObject({ name: 'Presse', lastError: null, imap: { user: press.user, security: 'none' } });
});

it('G5, N3: a queue may write from a mailbox of its own as soon as it is added, until somebody says otherwise', async () => {
  const settings = async () => {
    const { id: _, live: __, mailboxes: ___, ...kept } = await admin.get<QueueSettings>(`/api/queues/${pli.queue}`);
    return kept;
  };
  expect(await settings()).toMatchObject({ mailbox: pli.queue, otherMailboxes: [id] });
  const lea = await pli.signIn('lea');
  const { _id } = await dossier('first');
  const senders = async () =>
    (await lea.get<DossierDetail>(`/api/dossiers/${_id}`)).reply.senders.map((s) => s.address);
  expect(await senders()).toEqual([press.address, pli.support.address]);
  const put_ = async (change: object) =>
    admin.call('PUT', `/api/queues/${pli.queue}`, { body: { ...(await settings()), ...change } });
  expect((await put_({ otherMailboxes: [] })).status).toBe(200);
  await put(inputOf(press));
  expect(await settings()).toMatchObject({ otherMailboxes: [] });
  const queue = await pli.store.queues.get(pli.queue);
  if (queue) await pli.store.queues.upsert({ ...queue, otherMailboxes: ['gone-since'] });
  expect((await put_({})).status).toBe(200);
  expect((await put_({ otherMailboxes: [id] })).status).toBe(200);
});

it('C4: the same address is not added twice, though it be at the same moment', async () => {
  const again = await admin.call<Problem>('POST', '/api/mailboxes', { body: inputOf(press) });
  expect(again).toMatchObject({ status: 422, body: { code: 'mailbox-exists' } });
  const account = pli.engines.newAccount();
  const body = inputOf(account, { enabled: false });
  const both = await Promise.all([1, 2, 3].map(() => admin.call('POST', '/api/mailboxes', { body })));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
});

it('C4: no secret leaves: not in an answer, not in a log', async () => {
  expect(JSON.stringify(await all())).not.toContain(press.password);
  expect(pli.logs()).not.toContain(press.password);
  expect((await pli.store.mailboxes.get(id))?.imap.password).not.toContain(press.password);
});

it('C4: a password that is not typed is kept, but is shown to no other server', async () => {
  const { password: _, ...imap } = inputOf(press).imap ?? ({} as never);
  const { password: __, ...smtp } = inputOf(press).smtp;
  expect(await put(inputOf(press, { imap, smtp, name: 'La presse' }))).toMatchObject({
    status: 200,
    body: { name: 'La presse' },
  });
  await condition('working');
  const elsewhere = await put(inputOf(press, { imap: { ...imap, host: 'imap.evil.example', security: 'tls' }, smtp }));
  expect(elsewhere).toMatchObject({ status: 422, body: { code: 'password-missing' } });
  const plain = await put(inputOf(press, { imap: { ...imap, host: 'imap.pli.example', password: 'x' }, smtp }));
  expect(plain).toMatchObject({ status: 422, body: { code: 'plain-elsewhere' } });
});

it('fault X9: a kept password is used for no other host, port, security or user, to read or to send, kept or only tried', async () => {
  const { password: _, ...imap } = inputOf(press).imap ?? ({} as never);
  const { password: __, ...smtp } = inputOf(press).smtp;
  const before = await pli.store.mailboxes.get(id);
  const changes = [{ host: '127.0.0.2' }, { port: 9 }, { security: 'tls' }, { security: 'starttls' }, { user: 'else' }];
  for (const change of changes) {
    const moved = [
      { imap: { ...imap, ...change }, smtp },
      { imap, smtp: { ...smtp, ...change } },
    ] as never[];
    for (const body of moved.map((servers) => inputOf(press, servers))) {
      for (const [method, path] of [
        ['PUT', ''],
        ['POST', '/test'],
      ] as const) {
        const answer = await admin.call<Problem>(method, `/api/mailboxes/${id}${path}`, { body });
        const code = change.host ? 'plain-elsewhere' : 'password-missing';
        expect([change, path, answer.status, answer.body.code]).toEqual([change, path, 422, code]);
      }
    }
  }
  expect(await pli.store.mailboxes.get(id)).toEqual(before);
});

it('peer 31: a mailbox that is refused says so on its own screen and to administrators, until it works again', async () => {
  expect(await alerts()).toEqual([]);
  await put(withPassword(press, 'wrong password'));
  await condition('failing');
  expect(await one()).toMatchObject({ lastError: { signInRefused: true, reason: expect.any(String) } });
  expect(await alerts()).toMatchObject([{ kind: 'mailbox', id, name: press.address, condition: 'failing' }]);
  const lea = await pli.signIn('lea');
  expect((await lea.call('GET', '/api/alerts')).status).toBe(403);
  await put(inputOf(press));
  await condition('working');
  expect(await alerts()).toEqual([]);
  await write(press, 'after the failure');
  await dossier('after the failure');
});

it('peer 31: a mailbox that is silent beyond its usual rhythm says so', async () => {
  // What the watcher notes of the last letter would come after what is said here.
  await caughtUp();
  const [now, day] = [Date.now(), 86_400_000];
  const silences = Array.from({ length: 168 }, () => 60_000);
  const silent = { 'health.lastLetterAt': now - 2 * 3_600_000, 'health.rhythm': { since: now - 30 * day, silences } };
  await pli.store.connection.collection<{ _id: string }>('mailboxes').updateOne({ _id: id }, { $set: silent });
  expect((await one())?.condition).toBe('silent');
  expect(await alerts()).toMatchObject([
    { id, condition: 'silent', since: new Date(now - 2 * 3_600_000).toISOString() },
  ]);
  await write(press, 'no longer silent');
  await condition('working');
});

/** As another mail program sees the folder. */
const status = () => {
  const { user, password } = press;
  const server = { ...pli.engines.mail.imap, secure: false, plain: true, user, password };
  return withImap(server, async (imap) => {
    const { unseen = 0, uidNext = 1 } = (await imap.status('INBOX', { unseen: true, uidNext: true })) || {};
    return { unseen, lastUid: uidNext - 1 };
  });
};
const unseen = async () => (await status()).unseen;
const caughtUp = () =>
  until('the cursor', async () => (await pli.store.mailboxes.get(id))?.cursor?.lastUid === (await status()).lastUid);

it('peer 5: letters are marked or moved on the server once they are safe here, as is set', async () => {
  const before = await unseen();
  await put(inputOf(press, { afterwards: 'seen' }));
  await write(press, 'to be marked');
  await dossier('to be marked');
  await until('the mark', async () => (await unseen()) === before);
  await caughtUp();
  await put(inputOf(press, { afterwards: { move: 'Traité' } }));
  await write(press, 'to be moved');
  await dossier('to be moved');
  const moved = async () => (await pli.post.read(press, 'Traité')).map(({ subject }) => subject);
  await until('the move', async () => (await moved()).length > 0);
  expect(await moved()).toEqual(['to be moved']);
  await put(inputOf(press));
});

async function tested(body: MailboxInput, path: string): Promise<ConnectionTest['steps']> {
  const { status, body: started } = await admin.call<ConnectionTestStarted>('POST', path, { body });
  expect(status).toBe(202);
  const read = () => admin.get<ConnectionTest>(`/api/mailboxes/tests/${started.test}`);
  const done = await until('the test', async () => [await read()].find((test) => test.status === 'done'), 80);
  return done.steps;
}

describe('« Tester la connexion »', () => {
  it('C4: goes through every step; the letter to oneself arrives, is removed and opens no dossier', async () => {
    const before = await pli.store.dossiers.model.countDocuments();
    const steps = await tested(inputOf(press), `/api/mailboxes/${id}/test`);
    expect(steps.map(({ step, status }) => [step, status])).toEqual(
      [
        'imapDns',
        'imapTcp',
        'imapTls',
        'imapLogin',
        'folder',
        'smtpDns',
        'smtpTcp',
        'smtpTls',
        'smtpLogin',
        'letter',
      ].map((step) => [step, 'ok']),
    );
    expect(steps.find(({ step }) => step === 'folder')?.detail).toMatch(/^“INBOX” opened, letters: \d+$/);
    await write(press, 'after the test');
    await dossier('after the test');
    const letters = [...(await pli.post.read(press)), ...(await pli.post.read(press, 'Sent'))];
    expect(letters.filter(({ subject }) => /connection test/.test(subject ?? ''))).toEqual([]);
    expect(await pli.store.dossiers.model.countDocuments()).toBe(before + 1);
  });

  it('proves that a mailbox sends by the settings it has, until they change; having the proved ones again, it is proved', async () => {
    const provedAt = async () => (await one())?.verifiedAt;
    const at = await provedAt();
    expect(Date.now() - Date.parse(at ?? '')).toBeLessThan(300_000);
    const { smtp } = inputOf(press);
    await put(inputOf(press, { name: 'Presse', folder: 'INBOX' }));
    expect(await provedAt()).toBe(at);
    for (const change of [{ password: 'another' }, { user: 'somebody' }, { port: smtp.port + 1 }]) {
      await put(inputOf(press, { smtp: { ...smtp, ...change } }));
      expect([change, await provedAt()]).toEqual([change, null]);
    }
    await put(inputOf(press));
    expect(await provedAt()).toBe(at);
  });

  it('proves it before the mailbox is added; a test of other settings says nothing of those that are kept', async () => {
    const account = pli.engines.newAccount();
    const body = inputOf(account, { enabled: false });
    const untried = await admin.call<Mailbox>('POST', '/api/mailboxes', { body });
    expect(untried.body).toMatchObject({ verifiedAt: null });
    const wrong = inputOf(account, { enabled: false, smtp: { ...body.smtp, password: 'wrong password' } });
    await tested(wrong, `/api/mailboxes/${untried.body.id}/test`);
    expect((await one(untried.body.id))?.verifiedAt).toBeNull();
    expect((await put(wrong, untried.body.id)).status).toBe(200);
    await tested(body, `/api/mailboxes/${untried.body.id}/test`);
    expect((await one(untried.body.id))?.verifiedAt).toBeNull();
    await admin.call('DELETE', `/api/mailboxes/${untried.body.id}`);
    const again = await admin.call<Mailbox>('POST', '/api/mailboxes', { body });
    expect(again.body).toMatchObject({ id: untried.body.id, verifiedAt: expect.any(String) });
  });

  it('C4: stops at the first step that fails, says why and what to do, and tells no secret', async () => {
    const { imap, smtp } = inputOf(press);
    if (!imap) throw new Error('no server');
    const body = inputOf(pli.engines.newAccount(), {
      imap: { ...imap, password: 'wrong password' },
      smtp: { ...smtp, host: 'nowhere.invalid', security: 'tls' },
    });
    const steps = await tested(body, '/api/mailboxes/test');
    expect(steps.map(({ status }) => status)).toEqual([
      ...['ok', 'ok', 'ok', 'failed', 'skipped'],
      ...['failed', 'skipped', 'skipped', 'skipped', 'skipped'],
    ]);
    expect(steps[3]).toMatchObject({
      detail: expect.stringMatching(/^Sign-in refused/),
      hint: expect.stringMatching(/^Check/),
    });
    expect(JSON.stringify(steps)).not.toContain('wrong password');
  });
});

it('peer 30, fault X9: a refresh token that the test used up is replaced by the one that works when the mailbox is added', async () => {
  const tokens = await rotatingTokenServer('typed by hand');
  const [imap, smtp] = [await tokenImap(tokens), await tokenSmtp(tokens)];
  const login = { host: '127.0.0.1', security: 'none', user: 'tokens@pli.example' } as const;
  const oauth = { tokenUrl: tokens.url, clientId: 'pli', clientSecret: 'client secret', scopes: [] };
  const body: MailboxInput = {
    ...inputOf(press, { address: 'tokens@pli.example', enabled: false }),
    ...{ imap: { ...login, port: imap.port }, smtp: { ...login, port: smtp.port } },
    oauth: { ...oauth, refreshToken: 'typed by hand' },
  };
  for (const time of [1, 2]) {
    const steps = await tested(body, '/api/mailboxes/test');
    const signedIn = steps.filter(({ step }) => step.endsWith('Login')).map(({ status }) => status);
    expect([time, ...signedIn]).toEqual([time, 'ok', 'ok']);
  }
  const added = await admin.call<Mailbox>('POST', '/api/mailboxes', { body });
  expect(added).toMatchObject({ status: 201, body: { oauth: { clientId: 'pli', hasClientSecret: true } } });
  const kept = await pli.store.mailboxes.oauth(added.body.id);
  expect(pli.secrets.open(kept?.refreshToken ?? '')).toBe(tokens.current());
  const { refreshToken: _, clientSecret: __, ...known } = { ...body.oauth, ...oauth, refreshToken: '' };
  expect(await put({ ...body, oauth: known, name: 'Jetons' }, added.body.id)).toMatchObject({ status: 200 });
  expect((await pli.store.mailboxes.oauth(added.body.id))?.refreshToken).toBe(kept?.refreshToken);
  const moved = (of: 'imap' | 'smtp', change: object) => ({ ...body, oauth: known, [of]: { ...body[of], ...change } });
  const given = (change: object) => ({ ...body, oauth: { ...known, ...change } });
  const elsewhere = [
    ...(['imap', 'smtp'] as const).flatMap((of) => [moved(of, { port: 9 }), moved(of, { user: 'else' })]),
    ...[moved('smtp', { security: 'tls' }), moved('imap', { host: 'localhost' })],
    ...[given({ tokenUrl: 'https://tokens.evil.example/' }), given({ clientId: 'another' })],
  ];
  for (const settings of elsewhere)
    expect(await put(settings, added.body.id)).toMatchObject({ status: 422, body: { code: 'refresh-token-missing' } });
  await Promise.all([tokens.close(), imap.close(), smtp.close()]);
});

it('C13: a mailbox that is only written from is not watched, and is never a queue’s own address', async () => {
  const account = pli.engines.newAccount();
  const body = inputOf(account, { outboundOnly: true, imap: null });
  const added = await admin.call<Mailbox>('POST', '/api/mailboxes', { body });
  expect(added).toMatchObject({ status: 201, body: { condition: 'outboundOnly', imap: null } });
  const queue = await admin.get<object>(`/api/queues/${pli.queue}`);
  const { id: _, live, mailboxes, ...settings } = queue as never as Record<string, unknown>;
  expect([live, mailboxes]).toEqual([expect.any(Number), expect.any(Array)]);
  const refused = await admin.call<Problem>('PUT', `/api/queues/${pli.queue}`, {
    body: { ...settings, mailbox: added.body.id },
  });
  expect(refused).toMatchObject({ status: 422, body: { code: 'outbound-only-default' } });
  const default_ = await put(inputOf(pli.support, { outboundOnly: true }), pli.queue);
  expect(default_).toMatchObject({ status: 422, body: { code: 'outbound-only-default' } });
  const missing = await admin.call<Problem>('POST', '/api/mailboxes', {
    body: { ...body, outboundOnly: false, address: 'x@localhost' },
  });
  expect(missing).toMatchObject({ status: 422, body: { code: 'imap-missing' } });
});

it('W5: a deleted mailbox is listed no more; its queue goes on with the other; added again, it goes on from where it was left', async () => {
  const gone = await admin.call<BatchStarted>('DELETE', `/api/mailboxes/${id}`);
  expect(gone).toMatchObject({ status: 202, body: { batch: null } });
  expect(await one()).toBeUndefined();
  expect((await put(inputOf(press))).status).toBe(404);
  expect((await admin.call('DELETE', `/api/mailboxes/${id}`)).status).toBe(404);
  const back = await admin.call<Mailbox>('POST', '/api/mailboxes', { body: inputOf(press) });
  expect(back).toMatchObject({ status: 201, body: { id } });
  await write(press, 'once it was back');
  await dossier('once it was back');
  expect(await pli.store.dossiers.model.countDocuments({ subject: 'first' })).toBe(1);
});
