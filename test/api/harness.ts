/** One Pli for one test file, on the run's engines: its own database, queue, mailbox, people, API and worker. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { type AppDependencies, createApp } from '../../api/app.ts';
import { createEventHub } from '../../api/live/event-hub.ts';
import { freePort } from '../../dev/ports.ts';
import type { Definition } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { createHtmlMaker } from '../../mail/html/html-maker.ts';
import { createAntivirus } from '../../mail/read/antivirus.ts';
import { createSecrets, type Secrets } from '../../store/base/secrets.ts';
import { openStore, type Store } from '../../store/store.ts';
import { type TestAccount, type TestEngines, testEngines } from '../setup/engines.ts';
import { PASSWORD, type Person, peopleOf } from './people.ts';
import { openPost, type Post } from './post.ts';
import { Visitor } from './visitor.ts';
import { startServer, startWorker, type WorkerProcess } from './worker-process.ts';

export interface Pli {
  readonly engines: TestEngines;
  readonly store: Store;
  readonly secrets: Secrets;
  readonly temporal: Client;
  /** The id of the queue and of its mailbox: unique in the run, as workflow ids derive from it. */
  readonly queue: string;
  readonly support: TestAccount;
  readonly customer: TestAccount;
  readonly post: Post;
  readonly url: string;
  /** What the API has logged, at every level. */
  readonly logs: () => string;
  readonly startWorker: (env?: Readonly<Record<string, string>>) => Promise<WorkerProcess>;
  /** The API as a process of its own, at its address. */
  readonly serve: () => Promise<{ readonly url: string; readonly api: WorkerProcess }>;
  /** Another API of the same Pli, set otherwise: its address. */
  readonly another: (settings: Partial<AppDependencies>) => Promise<string>;
  /** At the test's own API, unless another's address is given. */
  readonly signIn: (person: Person, url?: string) => Promise<Visitor>;
  /** Kills the processes, closes everything. */
  readonly close: () => Promise<void>;
}

export interface PliOptions {
  /** Whether a worker reads the mailbox. */
  readonly watched?: boolean;
  readonly definition?: Definition;
  /** Where replies are handed over, instead of the mail server itself. */
  readonly submission?: { readonly host: string; readonly port: number };
  /** The built screens, for a test in the browser. */
  readonly deskFolder?: string;
  /** The clamd that the API asks. */
  readonly clamd?: string;
}

export async function openPli({
  watched = true,
  definition = STANDARD,
  submission,
  deskFolder = import.meta.dirname,
  clamd,
}: PliOptions = {}): Promise<Pli> {
  const engines = testEngines();
  const [support, customer] = [engines.newAccount(), engines.newAccount()];
  const key = randomBytes(32).toString('base64');
  const store = await openStore(engines.mongoUrl);
  const secrets = createSecrets(key);
  const queue = engines.taskQueue;
  await seed(store, { queue, definition, watched, support, secrets, engines, submission });
  const connection = await Connection.connect({ address: engines.temporalAddress, connectTimeout: '2m' });
  const temporal = new Client({ connection, namespace: engines.namespace });
  const antivirus = clamd === undefined ? null : createAntivirus(clamd);
  const deps = { store, secrets, antivirus, temporal, taskQueue: engines.taskQueue, deskFolder };
  const api = await startApi(deps);
  const others: (typeof api)[] = [];
  const post = openPost(engines, customer, support);
  const processes: WorkerProcess[] = [];
  const env = {
    MONGODB_URL: engines.mongoUrl,
    TEMPORAL_ADDRESS: engines.temporalAddress,
    TEMPORAL_NAMESPACE: engines.namespace,
    PLI_TASK_QUEUE: engines.taskQueue,
    PLI_SECRETS_KEY: key,
    PLI_SESSION_SECRET: 'a secret of the tests, long enough',
  };
  return {
    ...{ engines, store, secrets, temporal, queue, support, customer, post, url: api.url, logs: api.logs },
    async startWorker(more = {}) {
      const worker = await startWorker({ ...env, ...more });
      processes.push(worker);
      return worker;
    },
    async serve() {
      const port = await freePort();
      const server = await startServer({ ...env, PORT: String(port) });
      processes.push(server);
      return { url: `http://127.0.0.1:${port}`, api: server };
    },
    async another(settings) {
      const other = await startApi({ ...deps, ...settings });
      others.push(other);
      return other.url;
    },
    async signIn(person, url = api.url) {
      const visitor = new Visitor(url);
      const body = { email: `${person}@pli.example`, password: PASSWORD };
      const { status } = await visitor.call('POST', '/api/session', { body });
      if (status !== 200) throw new Error(`${person} cannot sign in: ${status}`);
      return visitor;
    },
    async close() {
      await Promise.all(processes.map((w) => w.kill()));
      post.close();
      await Promise.all([api, ...others].map((each) => each.close()));
      await connection.close();
      // What a hundred files leave behind would slow down the last ones.
      await store.connection.dropDatabase();
      await store.close();
    },
  };
}

type Seed = Required<Omit<PliOptions, 'submission' | 'deskFolder' | 'clamd'>> &
  Pick<Pli, 'queue' | 'support' | 'secrets' | 'engines'> & { readonly submission: PliOptions['submission'] };

async function seed(store: Store, seed: Seed): Promise<void> {
  const { queue, definition, support, secrets, engines } = seed;
  await store.definitions.publish(definition);
  const pinned = { id: definition.id, version: definition.version };
  await store.queues.upsert({ _id: queue, name: 'Support', routing: 'pull', mailbox: queue, definition: pinned });
  const login = { secure: false, plain: true, user: support.user, password: secrets.seal(support.password) };
  await store.mailboxes.upsert({
    _id: queue,
    address: support.address,
    name: 'Support',
    queue,
    folder: 'INBOX',
    enabled: seed.watched,
    imap: { ...engines.mail.imap, ...login },
    smtp: { ...(seed.submission ?? engines.mail.submission), ...login },
    cursor: null,
  });
  for (const person of peopleOf(queue)) await store.users.upsert(person);
}

type ApiSettings = Pick<AppDependencies, 'store' | 'secrets' | 'antivirus' | 'temporal' | 'taskQueue' | 'deskFolder'>;

async function startApi(deps: ApiSettings & Partial<AppDependencies>) {
  const lines: string[] = [];
  const sink = new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) });
  const log = pino({ level: 'trace' }, sink);
  const hub = createEventHub(deps.store, log);
  const maker = createHtmlMaker();
  const app = createApp({
    ...{ hub, maker, log, trustedProxies: false, checkReplies: true },
    sessionLimits: { maxMs: 3_600_000, idleMs: 600_000 },
    sessionSecret: 'a secret of the tests, long enough',
    ...deps,
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    logs: () => lines.join(''),
    async close() {
      await hub.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      maker.close();
    },
  };
}
