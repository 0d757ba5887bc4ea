/** `npm run worker`: runs the workflows and their activities. SIGTERM lets what is under way finish; another worker takes over the mailboxes. */
import { randomUUID } from 'node:crypto';
import { flushCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createActivities } from './activities/activities.ts';
import {
  bucketOf,
  ConfigError,
  loadProcessConfig,
  logOf,
  mailboxOf,
  temporalConnection,
  unreachable,
} from './config.ts';
import { createAntivirus } from './mail/read/antivirus.ts';
import { createEngine } from './services/engine/engine.ts';
import { ensureMailbox, OtherMailbox } from './services/settings/mailbox-from-settings.ts';
import { createSecrets } from './store/base/secrets.ts';
import { openStore } from './store/store.ts';

/** A mailbox that is switched on and that nobody watches is watched again within this. */
const WATCH_ALL_MS = 30_000;
/** A change to many dossiers that nobody carries on goes on within this. */
const RESUME_BATCHES_MS = 5_000;
/** `/api/ready` misses a worker that gives no sign four times in a row. */
const BEAT_MS = 2_000;

async function main(): Promise<void> {
  const config = loadProcessConfig(process.env);
  const log = logOf(config, 'worker');
  Runtime.install({ shutdownSignals: ['SIGTERM', 'SIGINT'] });
  const temporal = temporalConnection(config);
  const store = await openStore(config.MONGODB_URL, bucketOf(config)).catch(unreachable('MongoDB', 'MONGODB_URL'));
  const secrets = createSecrets(config.PLI_SECRETS_KEY);
  const [connection, native] = await Promise.all([
    Connection.connect({ ...temporal, connectTimeout: '10s' }),
    NativeConnection.connect(temporal),
  ]).catch(unreachable('Temporal', 'TEMPORAL_ADDRESS'));
  const client = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE });
  const draining = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => draining.abort());
  const engine = createEngine(client, config.PLI_TASK_QUEUE);
  const worker = await Worker.create({
    connection: native,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue: config.PLI_TASK_QUEUE,
    ...(config.WORKFLOW_BUNDLE
      ? { workflowBundle: { codePath: config.WORKFLOW_BUNDLE } }
      : { workflowsPath: resolve('workflows/workflows.ts') }),
    activities: createActivities({
      store,
      secrets,
      signals: engine.dossiers,
      draining: draining.signal,
      antivirus: config.CLAMAV_URL ? createAntivirus(config.CLAMAV_URL) : null,
      log,
    }),
    shutdownGraceTime: '10s',
    // By default one poller in five takes the tasks of new workflows, and each letter may be one.
    workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 10, initial: 20, maximum: 60 },
  });
  const given = mailboxOf(config);
  if (given) await ensureMailbox(store, secrets, given);
  const watchAll = async (): Promise<number> => {
    const watched = (await store.mailboxes.list()).filter((m) => m.enabled && !m.outboundOnly);
    await Promise.all(watched.map((m) => engine.watchMailbox(m._id)));
    return watched.length;
  };
  const mailboxes = await watchAll();
  await engine.sweepRouting();
  // A process that is killed leaves none: where there is a cache, the next one finds what this one has compiled.
  flushCompileCache();
  log.info({ mailboxes }, 'working');
  const id = randomUUID();
  const working = worker.run();
  const repeated = [
    repeat(BEAT_MS, log, async () => {
      if (worker.getState() === 'RUNNING') await store.workers.beat(id);
    }),
    // The API starts what is asked of it; these are for what a crash there, or here, cut short.
    repeat(WATCH_ALL_MS, log, watchAll),
    repeat(RESUME_BATCHES_MS, log, async () => {
      for (const batch of await store.batches.running()) await engine.runBatch(batch._id);
    }),
  ];
  await working;
  for (const stop of repeated) await stop();
  await store.workers.end(id);
  await native.close();
  await connection.close();
  await store.close();
}

/** Does it now, and again so long after each time, until what is given back is called, which waits for the last time. */
function repeat(everyMs: number, log: Logger, work: () => Promise<unknown>): () => Promise<void> {
  const over = new AbortController();
  const repeating = (async () => {
    while (!over.signal.aborted) {
      await work().catch((error: unknown) => log.error({ err: error }, 'to be tried again'));
      await setTimeout(everyMs, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  return () => {
    over.abort();
    return repeating;
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError || error instanceof OtherMailbox ? error.message : error);
  process.exit(1);
});
