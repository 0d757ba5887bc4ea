/** A watch on Dovecot in trouble: it waits as it is asked to, comes back, and misses nothing. */
import type { FetchedLetter } from '../../mail/imap/fetch.ts';
import { type WatchCursor, type WatchState, watchMailbox } from '../../mail/imap/watch.ts';
import { dovecotOf, type RealDovecot } from '../activities/intake-servers.ts';
import { rawLetter } from '../api/letters.ts';
import { until } from '../api/until.ts';
import type { TestAccount } from '../setup/engines.ts';
import { type Fault, type ImapProxy, imapProxy } from './imap-proxy.ts';

const SIGN_IN = /^(AUTHENTICATE|LOGIN) /;
const LISTING = /^UID FETCH .*RFC822.SIZE/;
const BODIES = /^UID FETCH .*BODY/;
/** One batch and some. */
const LETTERS = 60;

const all = Array.from({ length: LETTERS }, (_, n) => `n${n}`);

let dovecot: RealDovecot;
let account: TestAccount;
beforeAll(async () => {
  dovecot = await dovecotOf();
  account = dovecot.account();
  const raws = all.map((subject) => rawLetter({ subject }));
  await dovecot.deliver(account, raws);
});
afterAll(() => dovecot?.stop());

/** Watches through the proxy, until `enough`; by default, until all has come. */
async function watched(
  proxy: ImapProxy,
  enough = ({ subjects }: Seen): boolean => subjects().length >= LETTERS,
  { user, password } = account,
): Promise<Seen> {
  const letters: FetchedLetter[] = [];
  const states: WatchState[] = [];
  const stop = new AbortController();
  let cursor: WatchCursor | null = null;
  const ended = watchMailbox({
    server: { ...proxy.imap, secure: false, plain: true, user, password },
    ...{ folder: 'INBOX', cursor, signal: stop.signal },
    onState: (state) => states.push(state),
    async onBatch(batch, meta) {
      letters.push(...batch);
      cursor = meta.cursor;
    },
  });
  const seen = { subjects: () => letters.map(subjectOf), lost: () => states.filter(isLost) };
  try {
    await until('enough', () => enough(seen));
  } finally {
    stop.abort();
    await ended;
  }
  return seen;
}

type Lost = Extract<WatchState, { state: 'disconnected' }>;
interface Seen {
  readonly subjects: () => (string | undefined)[];
  readonly lost: () => Lost[];
}

const isLost = (state: WatchState): state is Lost => state.state === 'disconnected';
const subjectOf = ({ raw }: FetchedLetter) => /^Subject: (.*)\r$/m.exec(raw.toString())?.[1];
type Case = Fault & { readonly name: string; readonly said: string };
const once = { times: 1 };
const FAULTS: readonly Case[] = [
  { name: 'its sign-in is away', command: SIGN_IN, answer: 'NO [UNAVAILABLE] Try again.', said: 'Try again.', ...once },
  { name: 'others are connected', command: SIGN_IN, answer: 'NO [LIMIT] Too many.', said: 'Too many.', ...once },
  { name: 'the folder is in use', command: /^SELECT /, answer: 'NO [INUSE] Locked.', said: 'Locked.', ...once },
  { name: 'listing is throttled', command: LISTING, answer: 'NO [THROTTLED] Slow down.', said: 'Slow down.', ...once },
  {
    ...{ name: 'the second batch is throttled', command: BODIES, answer: 'NO [THROTTLED] Slow down.' },
    ...{ said: 'Slow down.', times: 1, after: 1 },
  },
  {
    ...{ name: 'it hangs up in the second batch', command: BODIES, answer: null },
    ...{ said: 'Connection not available', times: 1, after: 1 },
  },
];

it.each(FAULTS)('peer 1: nothing is lost and nothing doubled where $name', async ({ said, ...fault }) => {
  const proxy = await imapProxy(dovecot.imap, fault);
  const seen = await watched(proxy);
  await proxy.close();
  expect(seen.subjects()).toEqual(all);
  expect(seen.lost()).toMatchObject([{ signInRefused: false, reason: said }]);
  expect(seen.lost()[0]?.retryMs).toBeGreaterThanOrEqual(500);
  expect(seen.lost()[0]?.retryMs).toBeLessThanOrEqual(1_000);
});

it('comes back later each time, never quite when it could be expected', async () => {
  const fault = { command: /^SELECT /, answer: 'NO [UNAVAILABLE] Later.', times: 2 };
  const waits = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const proxy = await imapProxy(dovecot.imap, fault);
      const seen = await watched(proxy);
      await proxy.close();
      return seen.lost().map(({ retryMs }) => retryMs);
    }),
  );
  for (const retries of waits)
    for (const [n, least] of [500, 1_000].entries()) {
      expect(retries[n]).toBeGreaterThanOrEqual(least);
      expect(retries[n]).toBeLessThanOrEqual(2 * least);
    }
  expect(new Set(waits.flat()).size).toBeGreaterThan(4);
});

it('waits as long as a server asks for (Microsoft 365), and then some', async () => {
  const answer = 'BAD Request is throttled. Suggested Backoff Time: 700 milliseconds';
  const proxy = await imapProxy(dovecot.imap, { command: SIGN_IN, answer, times: 1 });
  const seen = await watched(proxy);
  await proxy.close();
  expect(seen.lost()).toMatchObject([{ signInRefused: false, reason: expect.stringContaining('throttled') }]);
  expect(seen.lost()[0]?.retryMs).toBeGreaterThanOrEqual(1_200);
});

it('a throttled download is asked for again on the same connection', async () => {
  const answer = 'BAD Request is throttled. Suggested Backoff Time: 300 milliseconds';
  const proxy = await imapProxy(dovecot.imap, { command: BODIES, answer, times: 1 });
  const seen = await watched(proxy);
  await proxy.close();
  expect(seen.subjects()).toEqual(all);
  expect(seen.lost()).toEqual([]);
});

it('peer 31: a refused password is tried once in minutes, and the server’s words are told', async () => {
  const proxy = await imapProxy(dovecot.imap);
  const wrong = { ...account, password: 'another one' };
  let refusedAt = Infinity;
  const aWhileAfter = ({ lost }: Seen) => {
    if (lost().length > 0) refusedAt = Math.min(refusedAt, Date.now());
    return Date.now() > refusedAt + 2_000;
  };
  const seen = await watched(proxy, aWhileAfter, wrong);
  expect(seen.lost()).toMatchObject([{ signInRefused: true, reason: 'Authentication failed.' }]);
  expect(seen.lost()[0]?.retryMs).toBeGreaterThanOrEqual(150_000);
  expect(proxy.asked(SIGN_IN)).toBe(1);
  await proxy.close();
});
