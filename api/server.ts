/** `npm run serve`: the API and the desk, as a process of production. SIGTERM lets requests finish. */
import { resolve } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { bucketOf, ConfigError, loadProcessConfig } from '../config.ts';
import { openStore } from '../store/store.ts';
import { createApp } from './app.ts';
import { createEventHub } from './event-hub.ts';

async function main(): Promise<void> {
  const config = loadProcessConfig(process.env);
  const log = pino({ level: config.LOG_LEVEL, name: 'api' });
  const store = await openStore(config.MONGODB_URL, bucketOf(config));
  const connection = await Connection.connect({ address: config.TEMPORAL_ADDRESS, connectTimeout: '20s' });
  const temporal = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE });
  const hub = createEventHub(store.connection, store.dossiers, log);
  const app = createApp({
    store,
    temporal,
    taskQueue: config.PLI_TASK_QUEUE,
    hub,
    log,
    sessionSecret: config.PLI_SESSION_SECRET,
    secure: config.PLI_URL?.startsWith('https:') ?? false,
    deskFolder: resolve('dist/admin-ui'),
  });
  const server = app.listen(config.PORT, (error) => {
    if (error) return fail(error);
    log.info({ port: config.PORT }, 'listening');
  });
  const stop = async () => {
    await hub.close();
    server.close();
    // Event streams never end by themselves; the browser comes back to another process.
    setTimeout(() => server.closeAllConnections(), 2_000);
    await new Promise((resolve) => server.once('close', resolve));
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
