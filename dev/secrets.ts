/** The secrets of an embedded stack: made once, kept readable to their owner alone. */
import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_USERS, type DemoUser } from './seed.ts';

// No 0/o, 1/l/i: these are read from a screen and typed.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

export interface Secrets {
  /** 32 bytes in base64. */
  readonly secretsKey: string;
  readonly sessionSecret: string;
  readonly passwords: Readonly<Record<DemoUser | 'support' | 'customer', string>>;
}

const FILE = 'secrets.json';

/** Whether this folder holds a stack of ours. */
export function isOurs(data: string): boolean {
  return existsSync(join(data, FILE));
}

/** Those of `<data>/secrets.json`, made the first time. */
export function loadSecrets(data: string): Secrets {
  const file = join(data, FILE);
  const kept = readKept(file);
  if (kept) return kept;
  const names = [...DEMO_USERS, 'support', 'customer'] as const;
  const secrets: Secrets = {
    secretsKey: randomBytes(32).toString('base64'),
    sessionSecret: randomBytes(32).toString('hex'),
    passwords: Object.fromEntries(names.map((name) => [name, newPassword()])) as Secrets['passwords'],
  };
  writePrivate(file, secrets);
  return secrets;
}

/** Writes a file only its owner can read. */
export function writePrivate(file: string, content: unknown): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600); // the mode above counts only for a new file
}

function readKept(file: string): Secrets | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Sixteen letters in groups of four: 79 bits. */
function newPassword(): string {
  const letters = Array.from({ length: 16 }, () => LETTERS[randomInt(LETTERS.length)]);
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}
