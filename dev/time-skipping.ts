/** Temporal's test server, in which 90 days of timers pass in a moment. Tests only. */
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installed, isInstalled } from './cache.ts';
import { findOnPath, run } from './command.ts';
import type { Report } from './console.ts';
import { Trouble } from './trouble.ts';

const DOWNLOADED = 'temporal-test-server-sdk-1.24.0';
const JARS = 'temporal-test-server-1.38.0-jars-1';
const NAME = 'temporal-test-server';
const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies';
/** Over the sorted lines "sha256  name" of all jars. */
const JARS_SHA256 = 'bb7a46081eddc18177c24a06edde11c2776fe6707fb31f5a76f6f927a78ee9ec';

// The port only: the SDK locks time itself; told to skip from the start, time runs ahead at once.
const WRAPPER = `#!/bin/sh
exec java -XX:TieredStopAtLevel=1 -Xshare:auto -cp "$(dirname "$(readlink -f "$0")")/lib/*" io.temporal.testserver.TestServer "$1"
`;

/** The path of the test server: on PATH, downloaded by the SDK, or from Maven. */
export async function resolveTimeSkipping(report: Report): Promise<string> {
  const onPath = findOnPath(NAME);
  if (onPath) return onPath;
  if (isInstalled(JARS)) return join(await installed(JARS, report, fromMaven), NAME);
  try {
    report('downloading');
    return join(await installed(DOWNLOADED, report, download), NAME);
  } catch (downloadError) {
    report('its download is out of reach, taking it from Maven');
    return join(await installed(JARS, report, fromMaven).catch((error) => cannotInstall(error, downloadError)), NAME);
  }
}

async function download(folder: string): Promise<void> {
  await run(process.execPath, [join(import.meta.dirname, 'sdk-download.ts'), 'time-skipping', folder]);
  const [file = ''] = readdirSync(folder);
  renameSync(join(folder, file), join(folder, NAME));
  chmodSync(join(folder, NAME), 0o755);
}

async function fromMaven(folder: string): Promise<void> {
  for (const tool of ['java', 'mvn']) if (!findOnPath(tool)) throw new Error(`there is no ${tool} here`);
  const lib = join(folder, 'lib');
  cpSync(join(import.meta.dirname, 'time-skipping', 'pom.xml'), join(folder, 'pom.xml'));
  await run('mvn', ['-B', '-ntp', '-q', PLUGIN, `-DoutputDirectory=${lib}`, '-DincludeScope=runtime'], { cwd: folder });
  if (hashOf(lib) !== JARS_SHA256) throw new Error(`Maven gave other jars than those pinned (${hashOf(lib)})`);
  writeFileSync(join(folder, NAME), WRAPPER);
  chmodSync(join(folder, NAME), 0o755);
}

function hashOf(folder: string): string {
  const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
  const lines = readdirSync(folder)
    .sort()
    .map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`);
  return sha256(lines.join(''));
}

function cannotInstall(error: Error, downloadError: unknown): never {
  throw new Trouble(
    `Temporal's time-skipping test server could be neither downloaded nor taken from Maven (${error.message.slice(0, 300)}).`,
    'Install Java 11 or later and Maven, or put temporal-test-server on PATH.',
    { cause: [downloadError, error] },
  );
}
