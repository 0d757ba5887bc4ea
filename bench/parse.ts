/** How fast letters are fetched, parsed and stored, beside imapflow that only downloads them. */
import { randomBytes } from 'node:crypto';
import { ImapFlow } from 'imapflow';
import { pino } from 'pino';
import { createIngest, type Ingest } from '../activities/intake/ingest.ts';
import { STANDARD } from '../domain/lifecycle/standard.ts';
import { watchMailbox } from '../mail/imap/watch.ts';
import { createLetterParser, type LetterParser } from '../mail/read/parser.ts';
import type { DossierSignals } from '../services/engine/dossier-signals.ts';
import { createSecrets } from '../store/base/secrets.ts';
import type { MailboxDocument } from '../store/mailboxes/mailboxes.ts';
import { openStore, type Store } from '../store/store.ts';
import { type Context, type MailAccount, plainServer } from './context.ts';
import { layInInbox } from './letters.ts';
import { type Benchmark, type Result, result } from './result.ts';
import { letterOf } from './sized-letters.ts';
import { median, timed } from './statistics.ts';

interface Size {
  readonly id: string;
  readonly label: string;
  readonly bytes: number;
  readonly letters: number;
}

const SIZES: readonly Size[] = [
  { id: 'parse-1kb', label: '1 kB', bytes: 1_000, letters: 1_000 },
  { id: 'parse-50kb', label: '50 kB', bytes: 50_000, letters: 300 },
  { id: 'parse-5mb', label: '5 MB', bytes: 5_000_000, letters: 12 },
];
/** The first one starts the processes that read letters, and is not counted. */
const ROUNDS = 4;
const MAILBOX = 'support';

export const parse: Benchmark = {
  id: 'parse',
  label: 'Letters parsed and stored, beside a bare download',
  async run(context) {
    const results: Result[] = [];
    const parser = createLetterParser();
    context.running.defer(() => parser.close());
    for (const size of SIZES) results.push(await measure(context, size, parser));
    return results;
  },
};

async function measure(context: Context, { id, label, bytes, letters }: Size, parser: LetterParser): Promise<Result> {
  const account = context.newAccount();
  context.report(`laying ${letters} letters of ${label}`);
  const texts = Array.from({ length: letters }, (_, i) =>
    letterOf(bytes, { to: account.address, subject: `${id} ${i}` }),
  );
  await layInInbox(context.engines.mail.imap, account, texts);
  const rates: { readonly bare: number; readonly product: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    context.report(round === 0 ? `${label}: warming up` : `${label}: round ${round} of ${ROUNDS - 1}`);
    const bare = await download(context, account, letters);
    const product = await takeIn(context, account, { name: `${id}-${round}`, letters, parser });
    if (round > 0) rates.push({ bare: (letters / bare) * 1000, product: (letters / product) * 1000 });
  }
  return result({
    id,
    label: `Letters of ${label} parsed and stored / imapflow's bare download`,
    value: median(rates.map((r) => r.product)),
    unit: '/s',
    baseline: median(rates.map((r) => r.bare)),
  });
}

/** Every letter, in one command: milliseconds. */
async function download({ engines }: Context, account: MailAccount, letters: number): Promise<number> {
  const auth = { user: account.user, pass: account.password };
  const imap = new ImapFlow({ ...engines.mail.imap, auth, logger: false });
  await imap.connect();
  try {
    await imap.mailboxOpen('INBOX');
    let count = 0;
    const ms = await timed(async () => {
      for await (const { source } of imap.fetch('1:*', { uid: true, source: true })) if (source?.length) count += 1;
    });
    if (count !== letters) throw new Error(`${count} of ${letters} letters were downloaded`);
    return ms;
  } finally {
    imap.close();
  }
}

interface Round {
  readonly name: string;
  readonly letters: number;
  readonly parser: LetterParser;
}

/** The product's own watch and intake, into a new database: milliseconds from the connection to the last letter stored. */
async function takeIn(context: Context, account: MailAccount, { name, letters, parser }: Round): Promise<number> {
  const url = new URL(context.engines.mongoUrl);
  url.pathname = `/${name}`;
  const store = await openStore(url.href);
  try {
    const mailbox = await seed(store, context, account);
    const secrets = createSecrets(randomBytes(32).toString('base64'));
    // Nobody is told: what a dossier costs is measured by `ingest`.
    const signals: DossierSignals = {
      tell: async () => 'told',
      instruct: async () => 'told',
      reception: async () => 'open' as const,
      beginAgain: async () => {},
    };
    const { ingest } = createIngest({ store, signals, secrets, parser, log: pino({ level: 'warn' }) });
    const ms = await watch(context, account, { mailbox, ingest });
    const kept = await store.ledger.list({ fate: 'dossier', limit: letters + 1 });
    if (kept.length !== letters) throw new Error(`${kept.length} of ${letters} letters were stored`);
    return ms;
  } finally {
    await store.connection.dropDatabase();
    await store.close();
  }
}

async function watch(
  { engines }: Context,
  account: MailAccount,
  { mailbox, ingest }: { readonly mailbox: MailboxDocument; readonly ingest: Ingest['ingest'] },
): Promise<number> {
  const ended = new AbortController();
  let [began, last] = [0, 0];
  await watchMailbox({
    ...{ server: plainServer(engines.mail.imap, account), folder: 'INBOX', cursor: null, signal: ended.signal },
    onState({ state }) {
      if (state === 'connected') began = performance.now();
    },
    async onBatch(letters, { remaining }) {
      await ingest(mailbox, letters);
      last = performance.now();
      if (remaining === 0) ended.abort();
    },
  });
  return last - began;
}

async function seed(store: Store, { engines }: Context, account: MailAccount): Promise<MailboxDocument> {
  const { imap, submission } = engines.mail;
  await store.definitions.publish(STANDARD);
  const definition = { id: STANDARD.id, version: STANDARD.version };
  await store.queues.upsert({ _id: MAILBOX, name: 'Support', routing: 'pull', mailbox: MAILBOX, definition });
  const login = { secure: false, plain: true, user: account.user, password: '' };
  await store.mailboxes.upsert({
    ...{ _id: MAILBOX, address: account.address, name: 'Support', queue: MAILBOX, folder: 'INBOX', enabled: true },
    ...{ imap: { ...imap, ...login }, smtp: { ...submission, ...login }, cursor: null },
  });
  const mailbox = await store.mailboxes.get(MAILBOX);
  if (!mailbox) throw new Error('the mailbox was not kept');
  return mailbox;
}
