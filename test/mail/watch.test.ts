/** A folder watched on a real server: everything arrives, in order, at once, and nothing twice. */
import type { ImapFlow } from 'imapflow';
import type { FetchedLetter } from '../../mail/imap/fetch.ts';
import { openImap, withImap } from '../../mail/imap/imap.ts';
import { findByHeaders, moveToSent } from '../../mail/imap/sent.ts';
import { type WatchCursor, type WatchOptions, watchMailbox } from '../../mail/imap/watch.ts';
import { bodyHash, contentHash } from '../../mail/read/identity.ts';
import { composeLetter } from '../../mail/send/compose.ts';
import { createSmtp } from '../../mail/send/smtp.ts';
import { type TestAccount, testEngines } from '../setup/engines.ts';

const { mail, newAccount } = testEngines();
const plain = { secure: false, plain: true };

const imapOf = ({ user, password }: TestAccount) => ({ ...mail.imap, ...plain, user, password });
const submissionOf = ({ user, password }: TestAccount) => ({ ...mail.submission, ...plain, user, password });
const mx = { ...mail.smtp, ...plain, user: '', password: '' };

let serial = 0;
function letter(subject: string, body = 'hello'): Buffer {
  const id = `<${++serial}.${process.pid}@client.example>`;
  return Buffer.from(`From: c@localhost\r\nSubject: ${subject}\r\nMessage-ID: ${id}\r\n\r\n${body}\r\n`);
}

const subjectOf = ({ raw }: FetchedLetter) => /^Subject: (.*)\r$/m.exec(raw.toString('utf8', 0, 4000))?.[1];

/** A server that is asked tells later than one that tells by itself. */
const TOLD_MS = 5_000;

/** A watch under way: what it has brought, and how to wait for more or end it. */
function watching(account: TestAccount, more: Partial<WatchOptions> = {}) {
  const letters: FetchedLetter[] = [];
  const stop = new AbortController();
  let cursor: WatchCursor | null = more.cursor ?? null;
  const ended = watchMailbox({
    server: imapOf(account),
    folder: 'INBOX',
    cursor,
    signal: stop.signal,
    ...more,
    async onBatch(batch, meta) {
      await more.onBatch?.(batch, meta);
      letters.push(...batch);
      cursor = meta.cursor;
    },
  });
  async function until(condition: () => boolean): Promise<void> {
    for (const end = Date.now() + 60_000; !condition() && Date.now() < end; )
      await new Promise((r) => setTimeout(r, 5));
    expect(condition()).toBe(true);
  }
  const end = () => {
    stop.abort();
    return ended;
  };
  return { letters, until, end, ended, cursor: () => cursor };
}

async function fill(imap: ImapFlow, count: number, from = 0): Promise<void> {
  for (let number = 0; number < count; number++) await imap.append('INBOX', letter(`n${from + number}`));
}

describe('watching a folder', () => {
  it('catches up in order, byte for byte, and goes on from its cursor', async () => {
    const account = newAccount();
    await withImap(imapOf(account), (imap) => fill(imap, 120));
    const first = watching(account);
    await first.until(() => first.letters.length === 120);
    await first.end();
    expect(first.letters.map(subjectOf)).toEqual(Array.from({ length: 120 }, (_, n) => `n${n}`));
    expect(first.letters.map(({ uid }) => uid)).toEqual([...first.letters.map(({ uid }) => uid)].sort((a, b) => a - b));
    expect(first.letters.every(({ raw, size }) => raw.length === size)).toBe(true);
    await withImap(imapOf(account), (imap) => fill(imap, 3, 120));
    const second = watching(account, { cursor: first.cursor() });
    await second.until(() => second.letters.length > 0);
    await second.end();
    expect(second.letters.map(subjectOf)).toEqual(['n120', 'n121', 'n122']);
  });

  it('peer 2: after ten days away, letters of all ten come, oldest first', async () => {
    const account = newAccount();
    await withImap(imapOf(account), (imap) => fill(imap, 1));
    const before = watching(account);
    await before.until(() => before.letters.length === 1);
    await before.end();
    const days = Array.from({ length: 10 }, (_, day) => new Date(Date.UTC(2026, 10, 10 + day, 9)));
    await withImap(imapOf(account), async (imap) => {
      for (const [day, date] of days.entries())
        for (let number = 0; number < 12; number++) await imap.append('INBOX', letter(`d${day}.${number}`), [], date);
    });
    const waiting: number[] = [];
    const onBatch: WatchOptions['onBatch'] = async (_letters, { remaining }) => void waiting.push(remaining);
    const after = watching(account, { cursor: before.cursor(), onBatch });
    await after.until(() => after.letters.length === 120);
    await after.end();
    expect(after.letters.map(subjectOf)).toEqual(
      days.flatMap((_, day) => Array.from({ length: 12 }, (_, number) => `d${day}.${number}`)),
    );
    expect(after.letters.map(({ internalDate }) => internalDate)).toEqual(days.flatMap((date) => Array(12).fill(date)));
    expect(waiting).toEqual([70, 20, 0]);
  });

  it('brings a new letter at once', async () => {
    const account = newAccount();
    let connected = false;
    const watch = watching(account, {
      onState: ({ state }) => {
        connected = state === 'connected';
      },
    });
    await watch.until(() => connected);
    const delays: number[] = [];
    for (let number = 1; number <= 5; number++) {
      const envelope = { from: 'c@localhost', to: [account.address] };
      expect(await createSmtp(mx).deliver({ raw: letter(`n${number}`), envelope })).toMatchObject({
        outcome: 'accepted',
      });
      const accepted = performance.now();
      await watch.until(() => watch.letters.length === number);
      delays.push(performance.now() - accepted);
    }
    await watch.end();
    expect(delays.sort((a, b) => a - b)[2]).toBeLessThan(TOLD_MS);
  });

  it('streams large letters whole, between small ones, in order', async () => {
    const account = newAccount();
    const large = letter('large', `${'x'.repeat(76)}\r\n`.repeat(40_000));
    await withImap(imapOf(account), async (imap) => {
      await fill(imap, 2);
      await imap.append('INBOX', large);
      await fill(imap, 1, 2);
    });
    const watch = watching(account);
    await watch.until(() => watch.letters.length === 4);
    await watch.end();
    expect(watch.letters.map(subjectOf)).toEqual(['n0', 'n1', 'large', 'n2']);
    expect(watch.letters[2]?.raw.equals(large)).toBe(true);
  });

  it('peer 32: an unchanged mailbox costs near-zero bytes', async () => {
    const account = newAccount();
    await withImap(imapOf(account), (imap) => fill(imap, 50));
    const first = watching(account);
    await first.until(() => first.letters.length === 50);
    await first.end();
    let imap: ImapFlow | undefined;
    const counted = watching(account, {
      cursor: first.cursor(),
      onBatch: async (_letters, meta) => {
        imap = meta.imap;
      },
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(counted.letters).toEqual([]);
    await withImap(imapOf(account), (other) => fill(other, 1));
    await counted.until(() => counted.letters.length === 1);
    // Signing in, selecting, idling and one letter: the fifty others were not even listed.
    expect(imap?.stats().received).toBeLessThan(8_000);
    await counted.end();
  });

  it('leaves out letters that others removed meanwhile, and passes over them', async () => {
    const account = newAccount();
    await withImap(imapOf(account), (imap) => fill(imap, 120));
    let removed = false;
    const watch = watching(account, {
      async onBatch() {
        if (removed) return;
        removed = true;
        await withImap(imapOf(account), async (other) => {
          await other.mailboxOpen('INBOX');
          await other.messageDelete('101:110', {});
        });
      },
    });
    const subjects = () => watch.letters.map(subjectOf);
    await watch.until(() => subjects().includes('n119'));
    await watch.end();
    // A server may still give what another session removed (RFC 2180, 4.1): the rest is what must come.
    const others = Array.from({ length: 120 }, (_, n) => `n${n}`).filter((_, n) => n < 100 || n >= 110);
    expect(subjects().filter((subject) => others.includes(subject ?? ''))).toEqual(others);
  });

  it('scans again when the folder was numbered anew', async () => {
    const account = newAccount();
    await withImap(imapOf(account), (imap) => fill(imap, 3));
    const rescans: boolean[] = [];
    const cursor = { uidValidity: '1', lastUid: 1_000_000 };
    const watch = watching(account, { cursor, onBatch: async (_letters, { rescan }) => void rescans.push(rescan) });
    await watch.until(() => watch.letters.length === 3);
    await watch.end();
    expect(rescans).toEqual([true]);
    expect(watch.cursor()?.uidValidity).not.toBe('1');
  });

  it('finds the letters of a folder that was deleted and made anew without a word from the server', async () => {
    const account = newAccount();
    const anew = async (delete_: boolean) =>
      withImap(imapOf(account), async (imap) => {
        if (delete_) await imap.mailboxDelete('Entrants');
        await imap.mailboxCreate('Entrants');
        await imap.append('Entrants', letter(delete_ ? 'after' : 'before'));
      });
    await anew(false);
    const watch = watching(account, { folder: 'Entrants', lookEveryMs: 300 });
    await watch.until(() => watch.letters.length === 1);
    await anew(true);
    await watch.until(() => watch.letters.length === 2);
    await watch.end();
    expect(watch.letters.map(subjectOf)).toEqual(['before', 'after']);
    expect(watch.letters.map(({ uid }) => uid)).toEqual([1, 1]);
  });

  it('comes back after its connection is lost, and misses nothing', async () => {
    const account = newAccount();
    const states: string[] = [];
    let imap: ImapFlow | undefined;
    const watch = watching(account, {
      onState: ({ state }) => states.push(state),
      onBatch: async (_letters, meta) => {
        imap = meta.imap;
      },
    });
    await withImap(imapOf(account), (other) => fill(other, 1));
    await watch.until(() => watch.letters.length === 1);
    imap?.close();
    await withImap(imapOf(account), (other) => fill(other, 2, 1));
    await watch.until(() => watch.letters.length === 3);
    await watch.end();
    expect(watch.letters.map(subjectOf)).toEqual(['n0', 'n1', 'n2']);
    expect(states.slice(0, 3)).toEqual(['connected', 'disconnected', 'connected']);
  });

  it('peer 1: rejects with what its caller rejects with, the cursor where it was', async () => {
    const account = newAccount();
    await withImap(imapOf(account), (imap) => fill(imap, 1));
    const watch = watching(account, { onBatch: async () => Promise.reject(new Error('store is down')) });
    await expect(watch.ended).rejects.toThrow('store is down');
    expect(watch.cursor()).toBeNull();
  });

  it('waits rather than hammers when the sign-in is refused', async () => {
    const states: { readonly state: string; readonly retryMs?: number; readonly signInRefused?: boolean }[] = [];
    const account = { ...newAccount(), password: 'wrong password' };
    const watch = watching(account, { onState: (state) => states.push(state) });
    await watch.until(() => states.length > 0);
    await watch.end();
    expect(states[0]).toMatchObject({ state: 'disconnected', signInRefused: true });
    expect(states[0]?.retryMs).toBeGreaterThan(60_000);
  });
});

describe('the copy of our own letter', () => {
  it('peer 22: comes back with the body we built, is found by its id, and is moved to Sent', async () => {
    const [support, customer] = [newAccount(), newAccount()];
    const built = await composeLetter({
      from: { email: support.address, name: 'Support' },
      to: [{ email: customer.address }],
      subject: 'Re: été',
      date: new Date(),
      messageId: `<echo.${process.pid}@localhost>`,
      html: '<p>Voilà</p>',
    });
    const watch = watching(support, {
      onBatch: async (letters, { imap }) =>
        void (await moveToSent(
          imap,
          letters.map(({ uid }) => uid),
        )),
    });
    const envelope = { from: support.address, to: [...built.envelope.to, support.address] };
    expect(await createSmtp(submissionOf(support)).deliver({ raw: built.raw, envelope })).toMatchObject({
      outcome: 'accepted',
    });
    await watch.until(() => watch.letters.length === 1);
    await watch.end();
    const [echo] = watch.letters;
    expect(echo && bodyHash(echo.raw)).toBe(bodyHash(built.raw));
    expect(await findByHeaders(imapOf(support), ['INBOX'], { 'message-id': built.messageId })).toMatchObject({
      folder: 'Sent',
    });
    expect(
      await findByHeaders(imapOf(customer), ['INBOX', 'No such folder'], { 'message-id': built.messageId }),
    ).toMatchObject({
      folder: 'INBOX',
    });
    expect(await findByHeaders(imapOf(customer), ['INBOX'], { 'message-id': '<other@localhost>' })).toBeUndefined();
  });

  it('peer 3: is the same letter for two mailboxes', async () => {
    const [one, two] = [newAccount(), newAccount()];
    const envelope = { from: 'c@localhost', to: [one.address, two.address] };
    await createSmtp(mx).deliver({ raw: letter('both'), envelope });
    const hashes: string[] = [];
    for (const account of [one, two]) {
      const watch = watching(account);
      await watch.until(() => watch.letters.length === 1);
      await watch.end();
      hashes.push(...watch.letters.map(({ raw }) => contentHash(raw)));
    }
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('stays where it is when the server cannot move it safely', async () => {
    const account = newAccount();
    const imap = await openImap(imapOf(account));
    await fill(imap, 1);
    await imap.mailboxOpen('INBOX');
    for (const capability of ['MOVE', 'UIDPLUS', 'IMAP4rev2']) imap.capabilities.delete(capability);
    expect(await moveToSent(imap, [1])).toBe(false);
    expect((await imap.status('INBOX', { messages: true })) || {}).toMatchObject({ messages: 1 });
    await imap.logout();
  });
});
