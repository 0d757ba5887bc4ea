/** A mailbox watched for real: nothing is done on the server before the letters are safe here. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import type { Ingest } from '../../activities/ingest.ts';
import { createWatchMailbox } from '../../activities/watch-mailbox.ts';
import type { Mailbox } from '../../api/schemas.ts';
import { withImap } from '../../mail/imap.ts';
import { BATCH_LETTERS } from '../../mail/limits.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import { until } from '../api/until.ts';
import type { Visitor } from '../api/visitor.ts';
import { openIntake } from './intake.ts';

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

async function watched(ingest: Partial<Ingest>) {
  const { signals, ingestion } = await openIntake(pli);
  const draining = new AbortController();
  const deps = { ...pli, signals, draining: draining.signal, log: pino({ level: 'silent' }) };
  const environment = new MockActivityEnvironment();
  const watch = createWatchMailbox(deps, { ...ingestion, ...ingest });
  const ended = environment.run(watch, pli.queue);
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
}, 90_000);
