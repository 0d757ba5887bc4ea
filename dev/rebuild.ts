/** `npm run rebuild`: starts again every dossier's workflow that Temporal has lost, as its timeline says it stood (O9). */
import { Client, Connection } from '@temporalio/client';
import { ConfigError, loadConfig, temporalConnection } from '../config.ts';
import { createEngine } from '../services/engine/engine.ts';
import { openStore } from '../store/store.ts';
import { type Rebuilt, rebuildWorkflows } from './rebuild-workflows.ts';
import { runningMongoUrl, runningTemporalAddress } from './running.ts';
import { explain } from './trouble.ts';

async function main(): Promise<number> {
  const config = loadConfig(process.env);
  const TEMPORAL_ADDRESS = config.TEMPORAL_ADDRESS ?? (await runningTemporalAddress(config.PLI_DATA));
  const store = await openStore(config.MONGODB_URL ?? (await runningMongoUrl(config.PLI_DATA)));
  const connection = await Connection.connect(temporalConnection({ ...config, TEMPORAL_ADDRESS }));
  const temporal = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE });
  try {
    const engine = createEngine(temporal, config.PLI_TASK_QUEUE);
    const rebuilt = await rebuildWorkflows({ store, engine, onProgress: tell() });
    for (const { dossier, reason } of rebuilt.failed) console.log(`Dossier ${dossier}: ${reason}.`);
    console.log(`${summary(rebuilt)}.`);
    return rebuilt.failed.length === 0 ? 0 : 1;
  } finally {
    await connection.close();
    await store.close();
  }
}

/** A line a second, no more. */
function tell(): (rebuilt: Rebuilt) => void {
  let next = Date.now() + 1_000;
  return (rebuilt) => {
    if (Date.now() < next) return;
    next = Date.now() + 1_000;
    console.log(`${summary(rebuilt)}…`);
  };
}

function summary({ started, running, ended, failed }: Rebuilt): string {
  const all = started + running + ended + failed.length;
  return `${all} dossiers: ${started} started again, ${running} were running, ${ended} have ended, ${failed.length} failed`;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof ConfigError ? error.message : explain(error));
    process.exit(1);
  },
);
