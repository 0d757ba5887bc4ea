/** What a mailbox in which nothing happens costs its server's line: bytes both ways, from which an hour is told. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { MailServerAccess } from '../mail/connection/server.ts';
import { type WatchCursor, watchMailbox } from '../mail/imap/watch.ts';
import { openWire } from '../test/crash/wire.ts';
import { type Context, type MailAccount, plainServer } from './context.ts';
import { layInInbox, smallLetter } from './letters.ts';
import { type Benchmark, result } from './result.ts';

const LETTERS = 50;
const HOUR_MS = 3_600_000;
/** An idling client tells the server now and then that it is there: as often as this is waited for. */
const RENEWALS = 3;
const RENEWED_WITHIN_MS = 5 * 60_000;
const POLL_MS = 100;
/** The answer to a renewal, and what follows a sign-in, have come by then. */
const SETTLE_MS = 3_000;

/** What a wire in front of the mail server has seen. */
interface Traffic {
  bytes: number;
  renewals: number;
}

export const idle: Benchmark = {
  id: 'idle',
  label: 'An unchanged mailbox, bytes an hour',
  async run(context) {
    const account = context.newAccount();
    const letters = Array.from({ length: LETTERS }, (_, i) =>
      smallLetter({ from: `customer-${i}@localhost`, to: account.address, subject: `Idle ${i}` }),
    );
    await layInInbox(context.engines.mail.imap, account, letters);
    const { signIn, idling, ms } = await watchUnchanged(context, account);
    // Each hour the watch begins anew, so that an hour has one sign-in.
    return [
      result({
        id: 'idle',
        label: `Bytes of an idle hour, one sign-in included (measured: ${RENEWALS} renewals in ${Math.round(ms / 1000)} s)`,
        value: (signIn + (idling * HOUR_MS) / ms) / 1000,
        unit: 'kB',
        aim: { of: 'value', atMost: 16 },
      }),
    ];
  },
};

/** Catches up unseen; then counts what the next watch, which finds nothing new, says and hears. */
async function watchUnchanged(context: Context, account: MailAccount) {
  const { imap } = context.engines.mail;
  const server = plainServer(imap, account);
  const cursor = await caughtUp(server);
  const traffic: Traffic = { bytes: 0, renewals: 0 };
  const wire = await openWire(imap, (chunk, from) => {
    traffic.bytes += chunk.length;
    if (from === 'client' && /^DONE\r\n/m.test(chunk.toString('latin1'))) traffic.renewals += 1;
    return true;
  });
  context.running.defer(() => wire.close());
  const ending = new AbortController();
  const watching = watchMailbox({
    ...{ server: { ...server, host: wire.host, port: wire.port }, folder: 'INBOX', cursor, signal: ending.signal },
    onBatch: () => Promise.reject(new Error('the mailbox has changed')),
  });
  context.running.defer(() => {
    ending.abort();
    return watching;
  });
  await sleep(SETTLE_MS);
  const signIn = traffic.bytes;
  const began = performance.now();
  for (let renewal = 1; renewal <= RENEWALS; renewal += 1) {
    context.report(`renewal ${renewal} of ${RENEWALS}`);
    await Promise.race([untilRenewals(traffic, renewal), watching]);
  }
  const ms = performance.now() - began;
  await sleep(SETTLE_MS);
  return { signIn, idling: traffic.bytes - signIn, ms };
}

async function caughtUp(server: MailServerAccess): Promise<WatchCursor> {
  const ended = new AbortController();
  let last: WatchCursor = { uidValidity: '', lastUid: 0 };
  await watchMailbox({
    ...{ server, folder: 'INBOX', cursor: null, signal: ended.signal },
    async onBatch(_letters, { cursor, remaining }) {
      last = cursor;
      if (remaining === 0) ended.abort();
    },
  });
  return last;
}

async function untilRenewals(traffic: Traffic, count: number): Promise<void> {
  for (const end = Date.now() + RENEWED_WITHIN_MS; traffic.renewals < count; await sleep(POLL_MS))
    if (Date.now() > end) throw new Error('the connection was not renewed');
}
