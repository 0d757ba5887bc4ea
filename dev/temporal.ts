/** Temporal's development server on one SQLite file, with our own namespace. */
import { chmodSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import type { TemporalConnection } from '../config.ts';
import { installed, isInstalled } from './cache.ts';
import { findOnPath, run } from './command.ts';
import type { Report } from './console.ts';
import { goBuild } from './go-build.ts';
import { type Child, startProgram, untilReady } from './processes.ts';
import { Trouble } from './trouble.ts';

const VERSION = 'v1.5.1';
const DOWNLOADED = `temporal-${VERSION}`;
const BUILT = `temporal-${VERSION}-built-1`;
const NOT_FOUND = 5; // gRPC status
const REACH_MS = 5_000;
/** A cluster serves a new namespace once its caches have been read again. */
const NEW_NAMESPACE_MS = 30_000;
const RETENTION_DAYS = 30;
const RETENTION = msToTs(`${RETENTION_DAYS} days`);

export interface TemporalPorts {
  readonly temporal: number;
  readonly temporalUi: number;
}

export interface RunningTemporal {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string;
  readonly child: Child;
}

/** The path of a `temporal` CLI: on PATH, downloaded by the SDK, or built from the pinned module. */
export async function resolveTemporal(report: Report): Promise<string> {
  const onPath = findOnPath('temporal');
  if (onPath) return onPath;
  if (isInstalled(BUILT)) return join(await installed(BUILT, report, build), 'temporal');
  try {
    report('downloading');
    return join(await installed(DOWNLOADED, report, download), 'temporal');
  } catch (downloadError) {
    report('its download is out of reach, building it');
    return join(
      await installed(BUILT, report, build).catch((error) => cannotInstall(error, downloadError)),
      'temporal',
    );
  }

  async function build(folder: string): Promise<void> {
    const program = { module: 'temporal', package: 'github.com/temporalio/cli/cmd/temporal' };
    await goBuild(program, join(folder, 'temporal'), report);
  }
}

/** Starts the server on `<data>/temporal` and resolves once the namespace takes workflows. */
export async function startTemporal(
  data: string,
  binary: string,
  ports: TemporalPorts,
  namespace: string,
  eventsPerRun?: number,
): Promise<RunningTemporal> {
  const folder = join(data, 'temporal');
  mkdirSync(folder, { recursive: true });
  const address = `127.0.0.1:${ports.temporal}`;
  const child = startProgram(data, {
    name: 'temporal',
    command: binary,
    // WAL and NORMAL: three times the rate; a power cut (not a crash) may lose the last moments.
    // biome-ignore format: one option a line
    args: [
      'server', 'start-dev', '--ip', '127.0.0.1', '--port', String(ports.temporal), '--ui-port', String(ports.temporalUi),
      '--db-filename', join(folder, 'temporal.db'), '--sqlite-pragma', 'journal_mode=WAL',
      '--sqlite-pragma', 'synchronous=NORMAL', '--namespace', namespace, '--log-level', 'warn',
      ...(eventsPerRun ? ['--dynamic-config-value', `limit.historyCount.suggestContinueAsNew=${eventsPerRun}`] : []),
    ],
  });
  try {
    await untilReady([child], () => ensureRetention(address, namespace));
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { address, namespace, uiUrl: `http://127.0.0.1:${ports.temporalUi}`, child };
}

/**
 * Gives the namespace of our own server 30 days of retention, and tells whether it serves requests already: the
 * development server keeps closed runs for a day only unless told otherwise.
 */
async function ensureRetention(address: string, namespace: string): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: '2s' });
  try {
    const { workflowService } = connection;
    const { config } = await workflowService.describeNamespace({ namespace });
    if (Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) < Number(RETENTION.seconds))
      await workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: RETENTION } });
    await workflowService.countWorkflowExecutions({ namespace, query: '' });
    return true;
  } finally {
    await connection.close();
  }
}

/**
 * Checks a Temporal that runs elsewhere. A missing namespace is made; one that is there keeps its settings.
 * @throws Trouble when it does not answer, or does not serve the namespace.
 */
export async function reachTemporal(to: TemporalConnection, namespace: string): Promise<void> {
  try {
    const connection = await Connection.connect({ ...to, connectTimeout: REACH_MS });
    try {
      await serveNamespace(connection, namespace);
    } finally {
      await connection.close();
    }
  } catch (error) {
    throw new Trouble(
      `Temporal at ${to.address} does not serve the namespace ${namespace} (${(error as Error).message}).`,
      'Check TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, and TEMPORAL_TLS and TEMPORAL_API_KEY where it asks for them.',
      { cause: error },
    );
  }
}

async function serveNamespace({ workflowService }: Connection, namespace: string): Promise<void> {
  const serves = () =>
    workflowService.countWorkflowExecutions({ namespace, query: '' }).then(
      () => true,
      (error: { code?: number }) => {
        if (error.code === NOT_FOUND) return false;
        throw error;
      },
    );
  if (await serves()) return;
  await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: RETENTION });
  for (const end = Date.now() + NEW_NAMESPACE_MS; !(await serves()); await sleep(200))
    if (Date.now() > end) throw new Error('made just now, and still not served');
}

async function download(folder: string): Promise<void> {
  await run(process.execPath, [join(import.meta.dirname, 'sdk-download.ts'), 'local', folder, VERSION]);
  const [file = ''] = readdirSync(folder);
  renameSync(join(folder, file), join(folder, 'temporal'));
  chmodSync(join(folder, 'temporal'), 0o755);
}

function cannotInstall(error: Error, downloadError: unknown): never {
  throw new Trouble(
    `Temporal could be neither downloaded nor built (${error.message.slice(0, 300)}).`,
    'Put the temporal CLI on PATH, install Go 1.21 or later, or point TEMPORAL_ADDRESS at a cluster.',
    { cause: [downloadError, error] },
  );
}
