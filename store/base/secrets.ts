/** Secrets at rest: AES-256-GCM, one key for the installation, a new nonce each time. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export interface Secrets {
  seal(plain: string): string;
  /** @throws Error when the text was not sealed with this key, or was altered. */
  open(sealed: string): string;
  /** HMAC-SHA-256 of a text that we write and recognise later, by a key of its own. */
  sign(text: string): Buffer;
}

const NONCE = 12;
const TAG = 16;

/** @param key 32 bytes in base64. */
export function createSecrets(key: string): Secrets {
  const secret = Buffer.from(key, 'base64');
  const signing = Buffer.from(hkdfSync('sha256', secret, '', 'signatures', 32));
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', secret, nonce);
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, NONCE));
      decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
    },
    sign: (text) => createHmac('sha256', signing).update(text).digest(),
  };
}
