/** What an address of ours names, signed (RFC 5233): the dossier whose answers come there, or the letter whose reports do. */
import { timingSafeEqual } from 'node:crypto';
import { normaliseAddress, withTag } from '../domain/post/recipients.ts';

/** A keyed hash, of which the installation alone has the key. */
export type Sign = (text: string) => Buffer;

const SIGNATURE_BYTES = 8;
/** The ids of letters that a person sends: 128 bits, of which base 36 leaves more room for the name than hexadecimal. */
const MESSAGE_ID = /^[0-9a-f]{32}$/;
const MESSAGE_DIGITS = 25;
/** Local parts get lower-cased on their way: digits that survive it. */
const TOKEN = new RegExp(`^((\\d{1,9})(?:-([0-9a-z]{${MESSAGE_DIGITS}}))?)-([0-9a-f]{${2 * SIGNATURE_BYTES}})$`);
/** RFC 5321, 4.5.3.1.1. */
const MAX_LOCAL_OCTETS = 64;

/** What was read in an address. */
export interface AddressToken {
  /** The dossier's. */
  readonly number: number;
  /** The id of a message that we sent; null where the address names the dossier alone. */
  readonly message: string | null;
}

/**
 * The address that brings an answer back to this dossier, whatever the mail program does to its headers; null where
 * it would be too long.
 */
export function addressWithToken(address: string, number: number, sign: Sign): string | null {
  return withToken(address, `${number}`, sign);
}

/**
 * The envelope's sender of one message (variable envelope return path): a report that comes there is about it, whatever
 * the report gives back. Null where it would be too long, or where the message's id is not of our making.
 */
export function senderWithToken(address: string, { number, message }: AddressToken, sign: Sign): string | null {
  if (message === null || !MESSAGE_ID.test(message)) return null;
  const digits = BigInt(`0x${message}`).toString(36).padStart(MESSAGE_DIGITS, '0');
  return withToken(address, `${number}-${digits}`, sign);
}

/** What the first of these addresses that holds a token signed by us for this mailbox names; null: none does. */
export function tokenInAddresses(addresses: readonly string[], own: string, sign: Sign): AddressToken | null {
  for (const address of addresses) {
    const [, named, number, message, signature = ''] = TOKEN.exec(tagOf(address, own) ?? '') ?? [];
    if (named !== undefined && timingSafeEqual(Buffer.from(signature, 'hex'), signatureOf(own, named, sign)))
      return { number: Number(number), message: message === undefined ? null : idOf(message) };
  }
  return null;
}

function idOf(digits: string): string {
  const id = [...digits].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
  return id.toString(16).padStart(32, '0');
}

function withToken(address: string, named: string, sign: Sign): string | null {
  const tagged = withTag(address, `${named}-${signatureOf(address, named, sign).toString('hex')}`);
  return Buffer.byteLength(tagged.slice(0, tagged.lastIndexOf('@'))) <= MAX_LOCAL_OCTETS ? tagged : null;
}

function tagOf(address: string, own: string): string | null {
  const [given, ours] = [normaliseAddress(address), normaliseAddress(own)];
  const at = ours.lastIndexOf('@');
  const [before, after] = [`${ours.slice(0, at)}+`, ours.slice(at)];
  return given.startsWith(before) && given.endsWith(after) ? given.slice(before.length, -after.length) : null;
}

function signatureOf(address: string, named: string, sign: Sign): Buffer {
  return sign(`${named} ${normaliseAddress(address)}`).subarray(0, SIGNATURE_BYTES);
}
