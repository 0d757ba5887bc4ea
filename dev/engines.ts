/** Finds, installs, starts and stops MongoDB, Temporal and the mail server. */
import { mkdirSync } from 'node:fs';
import type { TemporalConnection } from '../config.ts';
import type { MailboxSettings } from '../services/settings/mailbox-from-settings.ts';
import { type Report, step } from './console.ts';
import { reachMailbox } from './mailbox.ts';
import { reachMongo, resolveMongod, startMongod } from './mongod.ts';
import { type RunningMox, resolveMox, startMox } from './mox.ts';
import { choosePorts } from './ports.ts';
import type { Child } from './processes.ts';
import { reachTemporal, resolveTemporal, startTemporal } from './temporal.ts';

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
  readonly temporal?: TemporalConnection | undefined;
  readonly namespace: string;
  /** Any free ports instead of the usual ones. */
  readonly anyPorts?: boolean;
  /** Ready mail accounts to make, for tests. */
  readonly mailPool?: number;
  /** How many events a workflow's run has before it is asked to continue as new; Temporal's own number, unless given. */
  readonly eventsPerRun?: number;
}

export interface TemporalEngine {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl?: string;
}

/** A mailbox that runs elsewhere. */
export interface OtherMail extends MailboxSettings {
  readonly child: undefined;
}

export interface Engines<Mail extends RunningMox | OtherMail = RunningMox> {
  readonly mongoUrl: string;
  readonly temporal: TemporalEngine;
  readonly mail: Mail;
  /** What was started here, in the order it is to be stopped. */
  readonly children: readonly Child[];
}

interface Binaries {
  readonly mongod: string | undefined;
  readonly temporal: string | undefined;
  readonly mox: string | undefined;
}

/** Finds or installs a program, and says where it is. */
export function find(what: string, resolve: (report: Report) => Promise<string>): Promise<string> {
  return step(`Finding ${what}`, async (report) => {
    const path = await resolve(report);
    report(path);
    return path;
  });
}

/** Finds or installs every engine that does not run elsewhere, all at once; what fails says so by itself. */
export async function resolveEngines(
  { mongoUrl, temporal: address }: Pick<EngineOptions, 'mongoUrl' | 'temporal'> = {},
  mailbox?: MailboxSettings,
): Promise<Binaries> {
  const [mongod, temporal, mox] = await all([
    mongoUrl ? undefined : find('MongoDB', resolveMongod),
    address ? undefined : find('Temporal', resolveTemporal),
    mailbox ? undefined : find('the mail server', resolveMox),
  ]);
  return { mongod, temporal, mox };
}

/**
 * Starts the engines side by side. When one fails, those that came up are stopped before it is told. With a mailbox
 * that is elsewhere, no mail server is looked for.
 */
export function startEngines(options: EngineOptions): Promise<Engines>;
export function startEngines(
  options: EngineOptions,
  mailbox: MailboxSettings | undefined,
): Promise<Engines<RunningMox | OtherMail>>;
export async function startEngines(
  options: EngineOptions,
  mailbox?: MailboxSettings,
): Promise<Engines<RunningMox | OtherMail>> {
  const { data, namespace } = options;
  const binaries = await resolveEngines(options, mailbox);
  mkdirSync(data, { recursive: true });
  const ports = await choosePorts(data, options.anyPorts ? ANY_PORTS : USUAL_PORTS);
  const started: Child[] = [];
  const keep = <T extends { readonly child: Child }>(engine: T): T => {
    started.push(engine.child);
    return engine;
  };
  try {
    const [mongo, temporal, mail] = await all([
      step('MongoDB', async (report) => {
        if (binaries.mongod) return keep(await startMongod(data, binaries.mongod, ports.mongo));
        return externalMongo(options.mongoUrl ?? '', report);
      }),
      step('Temporal', async (report) => {
        if (options.temporal) return externalTemporal(options.temporal, namespace, report);
        return keep(await startTemporal(data, binaries.temporal ?? '', ports, namespace, options.eventsPerRun));
      }),
      mailbox
        ? step('Mailbox', (report) => externalMailbox(mailbox, report))
        : step('Mail server', async () => keep(await startMox(data, binaries.mox ?? '', ports, options.mailPool))),
    ]);
    const children = [mail.child, temporal.child, mongo.child].filter((child) => child !== undefined);
    return { mongoUrl: mongo.url, temporal, mail, children };
  } catch (error) {
    await Promise.all(started.map((child) => child.stop()));
    throw error;
  }
}

async function externalMongo(
  url: string,
  report: Report,
): Promise<{ readonly url: string; readonly child: undefined }> {
  await reachMongo(url);
  report('by MONGODB_URL');
  return { url, child: undefined };
}

async function externalTemporal(
  connection: TemporalConnection,
  namespace: string,
  report: Report,
): Promise<TemporalEngine & { readonly child: undefined }> {
  await reachTemporal(connection, namespace);
  report(`by TEMPORAL_ADDRESS, ${connection.address}`);
  return { address: connection.address, namespace, child: undefined };
}

async function externalMailbox(mailbox: MailboxSettings, report: Report): Promise<OtherMail> {
  await reachMailbox(mailbox);
  report(`by MAIL_IMAP_URL and MAIL_SMTP_URL, ${mailbox.address}`);
  return { ...mailbox, child: undefined };
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
