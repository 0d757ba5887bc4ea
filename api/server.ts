/** `npm run serve`: the API and the desk, as a process of production. SIGTERM lets requests finish. */
import { flushCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import {
  bucketOf,
  ConfigError,
  loadProcessConfig,
  logOf,
  sessionLimits,
  temporalConnection,
  trustedProxies,
  unreachable,
} from '../config.ts';
import { createHtmlMaker } from '../mail/html/html-maker.ts';
import { createAntivirus } from '../mail/read/antivirus.ts';
import { ANSWER_WITHIN_MS } from '../services/engine/dossier-engine.ts';
import { createSecrets } from '../store/base/secrets.ts';
import { openStore } from '../store/store.ts';
import { createApp } from './app.ts';
import { keepConnections } from './http/whole-request.ts';
import { createEventHub } from './live/event-hub.ts';

/** As long as a command may take, and be answered. */
const DRAIN_MS = ANSWER_WITHIN_MS + 2_000;

async function main(): Promise<void> {
  const config = loadProcessConfig(process.env);
  const log = logOf(config, 'api');
  const options = { ...temporalConnection(config), connectTimeout: '10s' } as const;
  const store = await openStore(config.MONGODB_URL, bucketOf(config)).catch(unreachable('MongoDB', 'MONGODB_URL'));
  const connection = await Connection.connect(options).catch(unreachable('Temporal', 'TEMPORAL_ADDRESS'));
  const temporal = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE });
  const hub = createEventHub(store, log);
  const maker = createHtmlMaker();
  const app = createApp({
    store,
    secrets: createSecrets(config.PLI_SECRETS_KEY),
    temporal,
    taskQueue: config.PLI_TASK_QUEUE,
    hub,
    maker,
    log,
    antivirus: config.CLAMAV_URL ? createAntivirus(config.CLAMAV_URL) : null,
    sessionSecret: config.PLI_SESSION_SECRET,
    publicUrl: config.PLI_URL,
    trustedProxies: trustedProxies(config),
    sessionLimits: sessionLimits(config),
    deskFolder: resolve('dist/admin-ui'),
  });
  const server = app.listen(config.PORT, config.HOST, (error) => {
    if (error)
      return fail(
        new ConfigError(
          `Port ${config.PORT} of ${config.HOST} cannot be used (${error.message}).\n  → Check PORT and HOST.`,
        ),
      );
    log.info({ host: config.HOST, port: config.PORT }, 'listening');
    // For the next one, even if this one is killed.
    flushCompileCache();
  });
  keepConnections(server);
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    // A connection whose request is answered would take on another.
    const closing = setInterval(() => server.closeIdleConnections(), 50);
    setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    await hub.close();
    await closed;
    clearInterval(closing);
    maker.close();
    await connection.close();
    await store.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(error: unknown): void {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}

main().catch(fail);
