/** A header of ours that names the letter, signed: a relay that gives letters Message-IDs of its own leaves it. */
import { timingSafeEqual } from 'node:crypto';
import type { Sign } from './address-token.ts';

export const LETTER_TOKEN_HEADER = 'X-Pli-Letter';

const SIGNATURE_BYTES = 16;
const TOKEN = new RegExp(`^([\\w-]{1,128}) ([0-9a-f]{${2 * SIGNATURE_BYTES}})$`);

/** The header's value for the message of this id. */
export function letterToken(message: string, sign: Sign): string {
  return `${message} ${signatureOf(message, sign).toString('hex')}`;
}

/** The id of the message that a header names; null where there is none, or it was not signed by us. */
export function letterIn(header: string | undefined, sign: Sign): string | null {
  const [, message, signature = ''] = TOKEN.exec(header ?? '') ?? [];
  if (message === undefined) return null;
  return timingSafeEqual(Buffer.from(signature, 'hex'), signatureOf(message, sign)) ? message : null;
}

function signatureOf(message: string, sign: Sign): Buffer {
  return sign(`letter ${message}`).subarray(0, SIGNATURE_BYTES);
}
