/** The mail server Dovecot: IMAP, and LMTP to deliver to it. For tests, beside mox. */
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { findOnPath, run } from './command.ts';
import type { Endpoint } from './mox.ts';
import { answers, choosePorts } from './ports.ts';
import { type Child, startProgram, untilReady } from './processes.ts';
import { Trouble } from './trouble.ts';

export interface RunningDovecot {
  /** Without TLS. Any name signs in, with DOVECOT_PASSWORD. */
  readonly imap: Endpoint;
  /** Without TLS. It takes letters for any name. */
  readonly lmtp: Endpoint;
  /** Gives the INBOX of a name another UIDVALIDITY, its letters where they are. */
  readonly renumber: (user: string, uidValidity: number) => Promise<void>;
  readonly child: Child;
}

export interface DovecotOptions {
  /** What it says it can do, in place of all that it can: `IMAP4rev1 IDLE`. */
  readonly capability?: string;
  /** Names sign in by XOAUTH2 too, with a JWT (HS256) of this key whose `sub` is the name. */
  readonly tokenKey?: Uint8Array;
}

export const DOVECOT_PASSWORD = 'dovecot-secret';
/** Where Debian puts it, which is not on everybody's PATH. */
const DEBIAN = '/usr/sbin';

/** The path of Dovecot: on PATH, or Debian's package when root. @throws Trouble saying that it is missing. */
export async function resolveDovecot(): Promise<string> {
  const there = () => findOnPath('dovecot', join(DEBIAN, 'dovecot'));
  const path = there() ?? (await fromDebian().then(there, cannotInstall));
  return path ?? cannotInstall(new Error('not where its package puts it'));
}

async function fromDebian(): Promise<void> {
  if (!findOnPath('apt-get')) throw new Error('no apt-get here');
  if (process.getuid?.() !== 0) throw new Error('apt-get needs root');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env });
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'dovecot-imapd', 'dovecot-lmtpd'], { env });
}

/** Starts it on `<data>/dovecot`, on any free ports. As root it reads mail as Debian's user `mail`: it never does as root. */
export async function startDovecot(
  data: string,
  binary: string,
  options: DovecotOptions = {},
): Promise<RunningDovecot> {
  const folder = join(data, 'dovecot');
  mkdirSync(join(folder, 'mail'), { recursive: true });
  const owner = await mailOwner();
  if (process.getuid?.() === 0) {
    chownSync(join(folder, 'mail'), owner.uid, owner.gid);
    // Its user has to come through.
    for (const above of [data, folder]) chmodSync(above, 0o711);
  }
  const ports = await choosePorts(data, { imap: 0, lmtp: 0 });
  const file = join(folder, 'dovecot.conf');
  writeFileSync(file, settings(folder, ports, owner, options));
  if (options.tokenKey) writeTokenFiles(folder, options.tokenKey);
  const child = startProgram(data, { name: 'dovecot', command: binary, args: ['-F', '-c', file] });
  try {
    await untilReady([child], async () => (await answers(ports.imap)) && (await answers(ports.lmtp)));
  } catch (error) {
    await child.stop();
    throw error;
  }
  const at = (port: number): Endpoint => ({ host: '127.0.0.1', port });
  const doveadm = findOnPath('doveadm') ?? 'doveadm';
  const renumber = async (user: string, uidValidity: number) =>
    void (await run(doveadm, [
      '-c',
      file,
      'mailbox',
      'update',
      '-u',
      user,
      '--uid-validity',
      `${uidValidity}`,
      'INBOX',
    ]));
  return { imap: at(ports.imap), lmtp: at(ports.lmtp), renumber, child };
}

/** Tokens are checked here, without asking who gave them. */
function writeTokenFiles(folder: string, key: Uint8Array): void {
  // The issuer and the key's id, where a token names none.
  const keys = join(folder, 'keys', 'default', 'HS256');
  mkdirSync(keys, { recursive: true });
  writeFileSync(join(keys, 'default'), Buffer.from(key).toString('base64'));
  const dict = `fs:posix:prefix=${join(folder, 'keys')}/`;
  const lines = ['introspection_mode = local', `local_validation_key_dict = ${dict}`, 'username_attribute = sub'];
  writeFileSync(join(folder, 'tokens.conf'), `${lines.join('\n')}\n`);
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
  /** Who runs its own services. */
  readonly service: string;
}

async function mailOwner(): Promise<Owner> {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) return { uid, gid, service: username };
  const [mail, group] = await Promise.all([run('id', ['-u', 'mail']), run('id', ['-g', 'mail'])]);
  return { uid: Number(mail[0]), gid: Number(group[0]), service: 'dovecot' };
}

function settings(
  folder: string,
  ports: { readonly imap: number; readonly lmtp: number },
  { uid, gid, service }: Owner,
  { capability, tokenKey }: DovecotOptions,
): string {
  return `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = /dev/stderr
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${service}
default_login_user = ${service}
mail_location = maildir:${folder}/mail/%u
first_valid_uid = 1
${capability ? `imap_capability = ${capability}` : ''}
auth_mechanisms = plain ${tokenKey ? 'xoauth2' : ''}
auth_failure_delay = 0
${tokenKey ? `passdb {\n  driver = oauth2\n  mechanisms = xoauth2\n  args = ${folder}/tokens.conf\n}` : ''}
passdb {
  driver = static
  mechanisms = plain
  args = password=${DOVECOT_PASSWORD}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/mail/%u allow_all_users=yes
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    port = ${ports.lmtp}
  }
}
service anvil {
  chroot =
  # A refused sign-in is not made to wait longer each time.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
`;
}

function cannotInstall(error: Error): never {
  throw new Trouble(
    `The mail server Dovecot could be neither found nor installed (${error.message.slice(0, 300)}).`,
    'Install Dovecot 2.3 with its IMAP and LMTP services (Debian: dovecot-imapd, dovecot-lmtpd).',
    { cause: error },
  );
}
