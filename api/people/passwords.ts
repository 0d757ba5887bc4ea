/** Passwords: scrypt, each with its salt and costs beside it. Each takes about 100 ms of a core: `password-checks.ts` makes them apart. */
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** OWASP's 2^15 · 8 · 3: about 100 ms and 32 MB. */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const MAX_MEMORY = 2 ** 27;
const LENGTH = 32;

export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  const key = scryptSync(password.normalize('NFC'), salt, LENGTH, { ...COST, maxmem: MAX_MEMORY });
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join('$');
}

export function verifyPassword(password: string, stored: string): boolean {
  const [, n, r, p, salt, key] = stored.split('$');
  if (!salt || !key) return false;
  const expected = Buffer.from(key, 'base64');
  const costs = { N: Number(n), r: Number(r), p: Number(p), maxmem: MAX_MEMORY };
  return timingSafeEqual(
    scryptSync(password.normalize('NFC'), Buffer.from(salt, 'base64'), expected.length, costs),
    expected,
  );
}
