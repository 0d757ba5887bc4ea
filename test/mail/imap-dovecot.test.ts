/** The same watch on Dovecot: all that it can do, and then as a server that can move nothing safely. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { DOVECOT_PASSWORD, type RunningDovecot, resolveDovecot, startDovecot } from '../../dev/dovecot.ts';
import { settleLetters } from '../../mail/imap/afterwards.ts';
import type { FetchedLetter } from '../../mail/imap/fetch.ts';
import { withImap } from '../../mail/imap/imap.ts';
import { findByHeaders, moveToSent } from '../../mail/imap/sent.ts';
import { type WatchCursor, watchMailbox } from '../../mail/imap/watch.ts';
import { newMessageId, rawLetter } from '../api/letters.ts';
import { until } from '../api/until.ts';

const SERVERS = [
  ['with MOVE and UIDPLUS', undefined],
  ['without MOVE or UIDPLUS', 'IMAP4rev1 IDLE NAMESPACE'],
] as const;

describe.each(SERVERS)('Dovecot %s', (_name, capability) => {
  let data: string;
  let dovecot: RunningDovecot;
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'pli-dovecot-'));
    dovecot = await startDovecot(data, await resolveDovecot(), capability ? { capability } : {});
  });
  afterAll(async () => {
    await dovecot?.child.stop();
    rmSync(data, { recursive: true, force: true });
  });

  const serverOf = (user: string) => ({
    ...dovecot.imap,
    ...{ secure: false, plain: true, user, password: DOVECOT_PASSWORD },
  });

  async function deliver(to: string, raws: readonly Buffer[]): Promise<void> {
    const lmtp = createTransport({ ...dovecot.lmtp, lmtp: true, ignoreTLS: true, pool: true, maxConnections: 1 });
    for (const raw of raws) await lmtp.sendMail({ raw, envelope: { from: 'claire@customer.example', to } });
    lmtp.close();
  }

  function watch(user: string, from: WatchCursor | null = null) {
    const letters: FetchedLetter[] = [];
    const stop = new AbortController();
    let cursor = from;
    const ended = watchMailbox({
      ...{ server: serverOf(user), folder: 'INBOX', cursor, signal: stop.signal },
      async onBatch(batch, meta) {
        letters.push(...batch);
        cursor = meta.cursor;
      },
    });
    const end = () => {
      stop.abort();
      return ended;
    };
    return { letters, end, cursor: () => cursor };
  }

  const subjectOf = ({ raw }: FetchedLetter) => /^Subject: (.*)\r$/m.exec(raw.toString())?.[1];
  const named = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `n${from + n}`);
  const raws = (subjects: readonly string[]) => subjects.map((subject) => rawLetter({ subject }));

  it('peer 1, peer 2: letters come in order, then at once as they are delivered, and the watch goes on from its cursor', async () => {
    const user = 'support@dovecot.example';
    await deliver(user, raws(named(60)));
    const first = watch(user);
    await until('the letters', () => first.letters.length === 60);
    await deliver(user, raws(named(1, 60)));
    await until('the new one', () => first.letters.length === 61);
    await first.end();
    await deliver(user, raws(named(2, 61)));
    const second = watch(user, first.cursor());
    await until('the rest', () => second.letters.length === 2);
    await second.end();
    expect([...first.letters, ...second.letters].map(subjectOf)).toEqual(named(63));
  });

  it('peer 5: a letter is moved only where that is safe, and is found wherever it is', async () => {
    const user = 'sent@dovecot.example';
    const messageId = newMessageId();
    await deliver(user, [rawLetter({ messageId }), rawLetter()]);
    const isSafe = capability === undefined;
    const left = await withImap(serverOf(user), async (imap) => {
      await imap.mailboxOpen('INBOX');
      expect(await moveToSent(imap, [1])).toBe(isSafe);
      await settleLetters(imap, [2], { move: 'Done' });
      return (await imap.fetchAll('1:*', { uid: true, flags: true })).map(({ uid, flags }) => [
        uid,
        flags?.has('\\Seen'),
      ]);
    });
    expect(left).toEqual(
      isSafe
        ? []
        : [
            [1, false],
            [2, true],
          ],
    );
    const found = await findByHeaders(serverOf(user), ['INBOX'], { 'message-id': messageId });
    expect(found?.folder).toBe(isSafe ? 'Sent' : 'INBOX');
  });
});
