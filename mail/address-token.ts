/** A dossier's number, signed, in the address its answers come to: `support+12-9f86d081884c7d65@pli.example` (RFC 5233). */
import { timingSafeEqual } from 'node:crypto';
import { normaliseAddress, withTag } from '../domain/recipients.ts';

/** A keyed hash, of which the installation alone has the key. */
export type Sign = (text: string) => Buffer;

const SIGNATURE_BYTES = 8;
/** Local parts get lower-cased on their way: digits that survive it. */
const TOKEN = new RegExp(`^(\\d{1,9})-([0-9a-f]{${2 * SIGNATURE_BYTES}})$`);
/** RFC 5321, 4.5.3.1.1. */
const MAX_LOCAL_OCTETS = 64;

/**
 * The address that brings an answer back to this dossier, whatever the mail program does to its headers; null where
 * it would be too long.
 */
export function addressWithToken(address: string, number: number, sign: Sign): string | null {
  const tagged = withTag(address, `${number}-${signatureOf(address, number, sign).toString('hex')}`);
  return Buffer.byteLength(tagged.slice(0, tagged.lastIndexOf('@'))) <= MAX_LOCAL_OCTETS ? tagged : null;
}

/** The dossier's number in the first of these addresses that holds one signed by us for this mailbox; null: none does. */
export function numberInAddresses(addresses: readonly string[], own: string, sign: Sign): number | null {
  for (const address of addresses) {
    const [, digits = '', signature = ''] = TOKEN.exec(tagOf(address, own) ?? '') ?? [];
    const number = Number(digits);
    if (digits !== '' && timingSafeEqual(Buffer.from(signature, 'hex'), signatureOf(own, number, sign))) return number;
  }
  return null;
}

function tagOf(address: string, own: string): string | null {
  const [given, ours] = [normaliseAddress(address), normaliseAddress(own)];
  const at = ours.lastIndexOf('@');
  const [before, after] = [`${ours.slice(0, at)}+`, ours.slice(at)];
  return given.startsWith(before) && given.endsWith(after) ? given.slice(before.length, -after.length) : null;
}

function signatureOf(address: string, number: number, sign: Sign): Buffer {
  return sign(`${number} ${normaliseAddress(address)}`).subarray(0, SIGNATURE_BYTES);
}
