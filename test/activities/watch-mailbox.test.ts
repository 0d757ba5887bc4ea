/** A mailbox watched for real: nothing is done on the server before the letters are safe here. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import type { Ingest } from '../../activities/intake/ingest.ts';
import { createWatchMailbox } from '../../activities/intake/watch-mailbox.ts';
import type { Mailbox } from '../../api/schemas.ts';
import type { Endpoint } from '../../dev/mox.ts';
import { withImap } from '../../mail/imap/imap.ts';
import { BATCH_LETTERS } from '../../mail/limits.ts';
import type { Afterwards } from '../../store/mailboxes/mailboxes.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import { until } from '../api/until.ts';
import type { Visitor } from '../api/visitor.ts';
import { type Fault, imapProxy } from '../mail/imap-proxy.ts';
import type { TestAccount } from '../setup/engines.ts';
import { openIntake } from './intake.ts';
import { dovecotOf, type RealDovecot, visiting } from './intake-servers.ts';

let pli: Pli;
let admin: Visitor;
beforeAll(async () => {
  pli = await openPli({ watched: true });
  admin = await pli.signIn('admin');
});
afterAll(() => pli.close());

const inbox = () => {
  const { support, engines } = pli;
  const server = { ...engines.mail.imap, secure: false, plain: true, user: support.user, password: support.password };
  return withImap(server, async (imap) => {
    await imap.mailboxOpen('INBOX');
    const all = await imap.fetchAll('1:*', { uid: true });
    return all.map(({ uid }) => uid);
  });
};

async function watched(ingest: Partial<Ingest>, mailbox = pli.queue) {
  const { signals, ingestion } = await openIntake(pli);
  const draining = new AbortController();
  const deps = { ...pli, signals, draining: draining.signal, log: pino({ level: 'silent' }) };
  const environment = new MockActivityEnvironment();
  const watch = createWatchMailbox(deps, { ...ingestion, ...ingest });
  const ended = environment.run(watch, mailbox);
  ended.catch(() => undefined);
  return { ended, stop: () => draining.abort() };
}

it('peer 5, peer 1: a letter that could not be kept is left where it is, and met again', async () => {
  await pli.post.fill([rawLetter({ subject: 'left alone' })]);
  const refusal = await watched({ ingest: () => Promise.reject(new Error('the store is down')) });
  await expect(refusal.ended).rejects.toThrow('the store is down');
  expect(await inbox()).toHaveLength(1);
  expect((await pli.store.mailboxes.get(pli.queue))?.cursor?.lastUid ?? 0).toBe(0);

  let met = 0;
  const again = await watched({
    ingest: (_mailbox, letters) => {
      met += letters.length;
      return Promise.reject(new Error('seen'));
    },
  });
  await expect(again.ended).rejects.toThrow('seen');
  expect(met).toBe(1);
});

it('peer 6: what cannot be told when the watch begins does not keep the mailbox from being read', async () => {
  const taken: number[] = [];
  const { ingestion } = await openIntake(pli);
  const watch = await watched({
    finishTelling: () => Promise.reject(new Error('one dossier is deaf')),
    ingest: async (mailbox, letters) => {
      const outcome = await ingestion.ingest(mailbox, letters);
      taken.push(...letters.map(({ uid }) => uid));
      return outcome;
    },
  });
  await until('the letter', () => taken.length > 0);
  await until('the cursor', async () => (await pli.store.mailboxes.get(pli.queue))?.cursor?.lastUid === taken.at(-1));
  watch.stop();
  expect(await watch.ended).toBe(true);
});

it('O5: while it catches up after days away, the mailbox says how many letters are still to come', async () => {
  const before = (await pli.store.mailboxes.get(pli.queue))?.cursor?.lastUid ?? 0;
  await pli.post.fill(Array.from({ length: 2 * BATCH_LETTERS + 1 }, (_, i) => rawLetter({ subject: `late ${i}` })));
  const { ingestion } = await openIntake(pli);
  const seen: (readonly [string | undefined, number | undefined])[] = [];
  const uids: number[] = [];
  const watch = await watched({
    ingest: async (mailbox, letters) => {
      const [now] = (await admin.get<{ items: Mailbox[] }>('/api/mailboxes')).items;
      seen.push([now?.condition, now?.waiting]);
      uids.push(...letters.map(({ uid }) => uid));
      return ingestion.ingest(mailbox, letters);
    },
  });
  const settled = async () => {
    const { cursor, health } = (await pli.store.mailboxes.get(pli.queue)) ?? {};
    return cursor?.lastUid === uids.at(-1) && uids.length === 2 * BATCH_LETTERS + 1 && health;
  };
  expect((await until('the last letter', settled, 60)).waiting).toBe(0);
  watch.stop();
  await watch.ended;
  expect(seen.slice(1)).toEqual([
    ['catchingUp', BATCH_LETTERS + 1],
    ['catchingUp', 1],
  ]);
  expect(uids).toEqual(uids.toSorted((a, b) => a - b));
  expect(Math.min(...uids)).toBeGreaterThan(before);
});

describe('what is done with letters on the server', () => {
  let dovecot: RealDovecot;
  beforeAll(async () => {
    dovecot = await dovecotOf();
  });
  afterAll(() => dovecot?.stop());

  /** A mailbox of that account, read through `imap`. */
  async function mailboxOf({ address, user, password }: TestAccount, imap: Endpoint, afterwards: Afterwards) {
    const base = await pli.store.mailboxes.get(pli.queue);
    if (!base) throw new Error('no mailbox');
    const login = { secure: false, plain: true, user, password: pli.secrets.seal(password) };
    const mailbox = { ...base, _id: user, address, afterwards, cursor: null, place: null, imap: { ...imap, ...login } };
    await pli.store.mailboxes.upsert(mailbox);
    return user;
  }
  const ledgerOf = (mailbox: string) => pli.store.ledger.list({ mailbox, limit: 10 });
  /** Of the letters in a folder, by UID, whether they are marked as read. */
  const marksIn = (account: TestAccount, folder = 'INBOX') =>
    visiting(dovecot, account, async (imap) => {
      const { exists } = await imap.mailboxOpen(folder);
      const all = exists > 0 ? await imap.fetchAll('1:*', { uid: true, flags: true }) : [];
      return all.map(({ flags }) => flags?.has('\\Seen') === true);
    });
  const passed = (mailbox: string, lastUid: number) =>
    until('the cursor', async () => (await pli.store.mailboxes.get(mailbox))?.cursor?.lastUid === lastUid);
  /** Watches until then. */
  async function watchedUntil(mailbox: string, then: () => Promise<unknown>): Promise<void> {
    const watch = await watched({}, mailbox);
    await then();
    watch.stop();
    await watch.ended;
  }

  const MOVE = { move: 'Traités' } as const;
  const NO = 'NO [INUSE] Not now.';
  const FAULTS: readonly (readonly [string, Afterwards, Fault])[] = [
    ['STORE is refused', 'seen', { command: /^UID STORE/, answer: NO, times: 2 }],
    ['MOVE is refused', MOVE, { command: /^UID MOVE/, answer: NO, times: 2 }],
    ['the server hangs up at STORE', 'seen', { command: /^UID STORE/, answer: null, times: 1 }],
    ['the server hangs up at MOVE', MOVE, { command: /^UID MOVE/, answer: null, times: 1 }],
  ];
  it.each(FAULTS)('peer 8: where %s, each letter has one dossier, and it is done later', async (_name, how, fault) => {
    const account = dovecot.account();
    const proxy = await imapProxy(dovecot.imap, fault);
    const mailbox = await mailboxOf(account, proxy.imap, how);
    const subjects = ['one', 'two'];
    await dovecot.deliver(
      account,
      subjects.map((subject) => rawLetter({ subject })),
    );
    await watchedUntil(mailbox, async () => {
      await passed(mailbox, 2);
      await until('each try', () => proxy.asked(fault.command) >= fault.times);
    });
    if (fault.answer) expect(await ledgerOf(mailbox)).toMatchObject([{ unsettled: true }, { unsettled: true }]);
    if (fault.answer) expect(await marksIn(account)).toEqual([false, false]);

    const isSettled = async () => (await ledgerOf(mailbox)).every(({ unsettled }) => !unsettled);
    await watchedUntil(mailbox, () => until('it is done', isSettled));
    await proxy.close();
    expect(await marksIn(account, how === 'seen' ? 'INBOX' : MOVE.move)).toHaveLength(2);
    expect(await marksIn(account)).toEqual(how === 'seen' ? [true, true] : []);
    const rows = await ledgerOf(mailbox);
    expect(rows.map(({ fate }) => fate)).toEqual(['dossier', 'dossier']);
    expect(new Set(rows.map(({ dossier }) => dossier)).size).toBe(2);
    expect(proxy.asked(fault.command)).toBeGreaterThan(fault.times);
  });

  it('peer 8: a letter that left the folder meanwhile is not asked for again and again', async () => {
    const account = dovecot.account();
    const proxy = await imapProxy(dovecot.imap, { command: /^UID MOVE/, answer: NO, times: 2 });
    const mailbox = await mailboxOf(account, proxy.imap, MOVE);
    await dovecot.deliver(account, [rawLetter({ subject: 'taken away' })]);
    await watchedUntil(mailbox, () => until('each try', () => proxy.asked(/^UID MOVE/) === 2));
    await visiting(dovecot, account, async (imap) => {
      await imap.mailboxOpen('INBOX');
      await imap.messageDelete('1', { uid: true });
    });
    const [row] = await ledgerOf(mailbox);
    expect(row?.unsettled).toBe(true);
    await watchedUntil(mailbox, () => until('it is done', async () => !(await ledgerOf(mailbox))[0]?.unsettled));
    await proxy.close();
    expect(proxy.asked(/^UID MOVE/)).toBe(2);
  });

  it.each(['seen', MOVE] as const)(
    'peer 5: a letter larger than is read stays as it is (%j), until more is allowed and it is read again',
    async (how) => {
      const account = dovecot.account();
      const mailbox = await mailboxOf(account, dovecot.imap, how);
      await pli.store.settings.setEmail({ maxReceivedBytes: 2_000_000 });
      const huge = rawLetter({ subject: 'huge', text: `${'x'.repeat(998)}\r\n`.repeat(2_100) });
      await visiting(dovecot, account, (imap) => imap.append('INBOX', huge));
      await dovecot.deliver(account, [rawLetter({ subject: 'beside it' })]);
      await watchedUntil(mailbox, () => passed(mailbox, 2));
      expect(await marksIn(account)).toEqual(how === 'seen' ? [false, true] : [false]);
      const [beside, aside] = await ledgerOf(mailbox);
      expect([beside, aside]).toMatchObject([
        { uid: 2, fate: 'dossier' },
        { uid: 1, fate: 'quarantined', reason: { code: 'too-large', detail: '3 > 2' } },
      ]);

      const { ingestion } = await openIntake(pli);
      const read = await pli.store.mailboxes.get(mailbox);
      if (!aside || !read) throw new Error('nothing was set aside');
      await ingestion.takeAgain(read, aside, null);
      const waiting = { fate: 'quarantined', reason: { detail: '3 > 2' }, quarantine: { isHeaderOnly: true } };
      expect((await ledgerOf(mailbox))[1]).toMatchObject(waiting);
      await pli.store.settings.setEmail({ maxReceivedBytes: 50_000_000 });
      const away = { ...read, imap: { ...read.imap, port: 1 } };
      await expect(ingestion.takeAgain(away, aside, null)).rejects.toMatchObject({ type: 'mailbox-away' });
      expect((await ledgerOf(mailbox))[1]).toMatchObject(waiting);
      await ingestion.takeAgain(read, aside, null);
      const taken = (await ledgerOf(mailbox))[1];
      expect(taken).toMatchObject({ fate: 'dossier', unsettled: true });
      expect(huge.equals(await pli.store.blobs.get(taken?.raw ?? ''))).toBe(true);
      await watchedUntil(mailbox, () => until('it is done', async () => !(await ledgerOf(mailbox))[1]?.unsettled));
      expect(await marksIn(account, how === 'seen' ? 'INBOX' : MOVE.move)).toEqual(
        how === 'seen' ? [true, true] : [false, false],
      );
    },
  );
});
