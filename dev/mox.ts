/** The mail server mox: a real MX, submission, IMAP and webmail on the loopback. */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installed } from './cache.ts';
import { findOnPath, run } from './command.ts';
import type { Report } from './console.ts';
import { goBuild } from './go-build.ts';
import { appendAccount, MAIL_DOMAIN, type MoxPorts, writeAccountsFile, writeServerFile } from './mox-files.ts';
import { answers } from './ports.ts';
import { type Child, startProgram, untilReady } from './processes.ts';
import { Trouble } from './trouble.ts';

const BUILT = 'mox-v0.0.17-built-1';
/** What `mox localserve` gives its first account; the copies made for tests keep it. */
export const POOL_PASSWORD = 'moxmoxmox';
const RELOAD_MS = 5_000;

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export interface RunningMox {
  /** Unauthenticated SMTP, as any MX: takes letters for the accounts of this server. */
  readonly smtp: Endpoint;
  /** Authenticated SMTP without TLS. */
  readonly submission: Endpoint;
  /** IMAP without TLS. */
  readonly imap: Endpoint;
  readonly webmailUrl: string;
  readonly child: Child;
  /** Makes an account, or gives an existing one this password (8 characters or more). */
  readonly addAccount: (name: string, address: string, password: string) => Promise<void>;
}

/** The path of mox: on PATH, or built from the pinned module. */
export async function resolveMox(report: Report): Promise<string> {
  const onPath = findOnPath('mox');
  if (onPath) return onPath;
  const build = (folder: string) =>
    goBuild({ module: 'mox', package: 'github.com/mjl-/mox' }, join(folder, 'mox'), report);
  return join(await installed(BUILT, report, build).catch(cannotInstall), 'mox');
}

/**
 * Starts mox on `<data>/mox`. With `pool`, a new server gets that many ready accounts, t001@localhost and so on, whose
 * password is POOL_PASSWORD: copies of the first one, as setting a password costs more than a whole test.
 */
export async function startMox(data: string, binary: string, ports: MoxPorts, pool = 0): Promise<RunningMox> {
  const folder = join(data, 'mox');
  if (!existsSync(join(folder, 'domains.conf'))) await createServer(folder, binary, pool);
  writeServerFile(folder, ports);
  const child = startProgram(data, {
    name: 'mox',
    command: binary,
    args: ['-loglevel', 'info', 'localserve', '-dir', folder],
  });
  try {
    await untilReady([child], async () => (await answers(ports.smtp)) && (await answers(ports.imap)));
  } catch (error) {
    await child.stop();
    throw error;
  }
  const at = (port: number): Endpoint => ({ host: '127.0.0.1', port });
  return {
    smtp: at(ports.smtp),
    submission: at(ports.submission),
    imap: at(ports.imap),
    webmailUrl: `http://127.0.0.1:${ports.webmail}/webmail/`,
    child,
    addAccount: (name, address, password) => addAccount(folder, binary, { name, address }, password),
  };
}

/** The name of the pool's nth account, from 1. */
export function poolName(number: number): string {
  return `t${String(number).padStart(3, '0')}`;
}

async function createServer(folder: string, binary: string, pool: number): Promise<void> {
  await run(binary, ['localserve', '-dir', folder, '-ip', '127.0.0.1', '-initonly']);
  const names = Array.from({ length: pool }, (_, index) => poolName(index + 1));
  for (const name of names)
    cpSync(join(folder, 'accounts', 'mox'), join(folder, 'accounts', name), { recursive: true });
  writeAccountsFile(
    folder,
    ['mox', ...names].map((name) => ({ name, address: `${name}@${MAIL_DOMAIN}` })),
  );
}

async function addAccount(
  folder: string,
  binary: string,
  account: { readonly name: string; readonly address: string },
  password: string,
): Promise<void> {
  const known = readFileSync(join(folder, 'domains.conf'), 'utf8').includes(`\n\t${account.name}:\n`);
  if (!known) appendAccount(folder, account);
  const end = Date.now() + RELOAD_MS;
  for (;;) {
    try {
      await run(binary, ['-config', join(folder, 'mox.conf'), 'setaccountpassword', account.name], {
        input: `${password}\n${password}\n`,
      });
      return;
    } catch (error) {
      if (Date.now() > end) throw error; // not read again yet: it looks at the file once a second
      await sleep(100);
    }
  }
}

function cannotInstall(error: Error): never {
  throw new Trouble(
    `The mail server mox could not be built (${error.message.slice(0, 300)}).`,
    'Put mox 0.0.17 on PATH, or install Go 1.21 or later.',
    { cause: error },
  );
}
