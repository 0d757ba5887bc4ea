/** Secrets at rest open with their key only, and only as they were sealed. */
import { randomBytes } from 'node:crypto';
import { createSecrets } from '../../store/base/secrets.ts';

const KEY = randomBytes(32).toString('base64');
const secrets = createSecrets(KEY);

it.each([['moxmoxmox'], [''], ['mot de passe « été » 🔑']])('opens %j as it was sealed', (plain) => {
  expect(secrets.open(secrets.seal(plain))).toBe(plain);
});

it('seals the same text differently each time, and shows nothing of it', () => {
  const [one, two] = [secrets.seal('password'), secrets.seal('password')];
  expect(one).not.toBe(two);
  expect(Buffer.from(one, 'base64').toString('latin1')).not.toContain('password');
});

it('does not open with another key', () => {
  const sealed = secrets.seal('password');
  expect(() => createSecrets(randomBytes(32).toString('base64')).open(sealed)).toThrow();
});

it('does not open what was altered, wherever', () => {
  const sealed = Buffer.from(secrets.seal('password'), 'base64');
  for (const [i] of sealed.entries()) {
    const altered = Buffer.from(sealed);
    altered[i] = (altered[i] ?? 0) ^ 1;
    expect(() => secrets.open(altered.toString('base64'))).toThrow();
  }
  expect(() => secrets.open(sealed.subarray(0, -1).toString('base64'))).toThrow();
  expect(() => secrets.open('')).toThrow();
});
