/** Finds, installs, starts and stops MongoDB, Temporal and the mail server. */
import { mkdirSync } from 'node:fs';
import { type Report, step } from './console.ts';
import { reachMongo, resolveMongod, startMongod } from './mongod.ts';
import { type RunningMox, resolveMox, startMox } from './mox.ts';
import { choosePorts } from './ports.ts';
import type { Child } from './processes.ts';
import { ensureNamespace, resolveTemporal, startTemporal } from './temporal.ts';
import { Trouble } from './trouble.ts';

const USUAL_PORTS = {
  mongo: 27117,
  temporal: 7233,
  temporalUi: 8233,
  smtp: 1025,
  submission: 1587,
  imap: 1143,
  webmail: 1080,
};
const ANY_PORTS = { mongo: 0, temporal: 0, temporalUi: 0, smtp: 0, submission: 0, imap: 0, webmail: 0 };

export interface EngineOptions {
  /** The folder that keeps everything: engines' data, logs, ports, pids. */
  readonly data: string;
  /** A MongoDB or Temporal that runs elsewhere: then none is started. */
  readonly mongoUrl?: string | undefined;
  readonly temporalAddress?: string | undefined;
  readonly namespace: string;
  /** Any free ports instead of the usual ones. */
  readonly anyPorts?: boolean;
  /** Ready mail accounts to make, for tests. */
  readonly mailPool?: number;
}

export interface TemporalEngine {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl?: string;
}

export interface Engines {
  readonly mongoUrl: string;
  readonly temporal: TemporalEngine;
  readonly mail: RunningMox;
  /** What was started here, in the order it is to be stopped. */
  readonly children: readonly Child[];
}

interface Binaries {
  readonly mongod: string | undefined;
  readonly temporal: string | undefined;
  readonly mox: string;
}

/** Finds or installs a program, and says where it is. */
export function find(what: string, resolve: (report: Report) => Promise<string>): Promise<string> {
  return step(`Finding ${what}`, async (report) => {
    const path = await resolve(report);
    report(path);
    return path;
  });
}

/** Finds or installs every engine, all at once; what fails says so by itself. */
export async function resolveEngines(options: Pick<EngineOptions, 'mongoUrl' | 'temporalAddress'>): Promise<Binaries> {
  const [mongod, temporal, mox] = await all([
    options.mongoUrl ? undefined : find('MongoDB', resolveMongod),
    options.temporalAddress ? undefined : find('Temporal', resolveTemporal),
    find('the mail server', resolveMox),
  ]);
  return { mongod, temporal, mox };
}

/** Starts the engines side by side. When one fails, those that came up are stopped before it is told. */
export async function startEngines(options: EngineOptions): Promise<Engines> {
  const { data, namespace } = options;
  const binaries = await resolveEngines(options);
  mkdirSync(data, { recursive: true });
  const ports = await choosePorts(data, options.anyPorts ? ANY_PORTS : USUAL_PORTS);
  const started: Child[] = [];
  const keep = <T extends { readonly child: Child }>(engine: T): T => {
    started.push(engine.child);
    return engine;
  };
  try {
    const [mongo, temporal, mail] = await all([
      step('MongoDB', async () => {
        if (!binaries.mongod) return externalMongo(options.mongoUrl ?? '');
        return keep(await startMongod(data, binaries.mongod, ports.mongo));
      }),
      step('Temporal', async () => {
        if (!binaries.temporal) return externalTemporal(options.temporalAddress ?? '', namespace);
        return keep(await startTemporal(data, binaries.temporal, ports, namespace));
      }),
      step('Mail server', async () => keep(await startMox(data, binaries.mox, ports, options.mailPool))),
    ]);
    const children = [mail.child, temporal.child, mongo.child].filter((child) => child !== undefined);
    return { mongoUrl: mongo.url, temporal, mail, children };
  } catch (error) {
    await Promise.all(started.map((child) => child.stop()));
    throw error;
  }
}

async function externalMongo(url: string): Promise<{ readonly url: string; readonly child: undefined }> {
  await reachMongo(url);
  return { url, child: undefined };
}

async function externalTemporal(
  address: string,
  namespace: string,
): Promise<TemporalEngine & { readonly child: undefined }> {
  try {
    await ensureNamespace(address, namespace);
  } catch (error) {
    throw new Trouble(
      `Temporal at ${address} does not serve the namespace ${namespace} (${(error as Error).message}).`,
      'Check TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE.',
      { cause: error },
    );
  }
  return { address, namespace, child: undefined };
}

/** As Promise.all, but waits for every piece of work to end before telling the first failure: none is left half done. */
async function all<T extends readonly unknown[]>(work: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as {
    -readonly [K in keyof T]: Awaited<T[K]>;
  };
}
