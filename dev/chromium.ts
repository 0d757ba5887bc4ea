/** A Chromium for the browser tests. */
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../config.ts';
import { installed, isInstalled } from './cache.ts';
import { findOnPath, run, works } from './command.ts';
import type { Report } from './console.ts';
import { Trouble } from './trouble.ts';

const DOWNLOADED = 'chromium-playwright-1.65.1';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a browser: CHROMIUM_PATH, on PATH, downloaded by playwright-core, or Debian's package when root. */
export async function resolveChromium(report: Report): Promise<string> {
  const given = loadConfig(process.env).CHROMIUM_PATH;
  if (given && (await works(given, ['--version']))) return given;
  if (given) throw new Trouble(`CHROMIUM_PATH (${given}) does not run.`, 'Correct it, or unset it.');
  const onPath = findOnPath(...NAMES);
  if (onPath) return onPath;
  try {
    if (!isInstalled(DOWNLOADED)) report('downloading');
    return join(await installed(DOWNLOADED, report, download), 'chromium');
  } catch (downloadError) {
    report("its download is out of reach, taking Debian's package");
    await fromDebian().catch((error) => cannotInstall(error, downloadError));
    return findOnPath(...NAMES) ?? cannotInstall(new Error('the package holds no chromium'), downloadError);
  }
}

async function download(folder: string): Promise<void> {
  const playwright = join(import.meta.dirname, '..', 'node_modules', '.bin', 'playwright-core');
  const env = { ...process.env, PLAYWRIGHT_BROWSERS_PATH: folder };
  await run(playwright, ['install', 'chromium-headless-shell'], { env });
  const path = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((entry) =>
    /(^|[\\/])(chrome-)?headless[-_]shell$/.test(entry),
  );
  if (!path) throw new Error('no browser in what playwright downloaded');
  await run(join(folder, path), ['--version']); // its libraries may be missing
  symlinkSync(path, join(folder, 'chromium'));
}

async function fromDebian(): Promise<void> {
  if (!findOnPath('apt-get')) throw new Error('no apt-get here');
  if (process.getuid?.() !== 0) throw new Error('apt-get needs root');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env });
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'], { env });
}

function cannotInstall(error: Error, downloadError: unknown): never {
  throw new Trouble(
    `Chromium could be neither found nor installed (${error.message.slice(0, 300)}).`,
    'Install Chromium, or set CHROMIUM_PATH to one.',
    { cause: [downloadError, error] },
  );
}
