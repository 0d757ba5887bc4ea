/** Passwords: scrypt, each with its salt and costs beside it. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
/** OWASP's 2^15 · 8 · 3: about 100 ms and 32 MB. */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const LENGTH = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password.normalize('NFC'), salt, LENGTH, { ...COST, maxmem: 2 ** 27 });
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join('$');
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, n, r, p, salt, key] = stored.split('$');
  if (!salt || !key) return false;
  const expected = Buffer.from(key, 'base64');
  const costs = { N: Number(n), r: Number(r), p: Number(p), maxmem: 2 ** 27 };
  return timingSafeEqual(
    await derive(password.normalize('NFC'), Buffer.from(salt, 'base64'), expected.length, costs),
    expected,
  );
}
