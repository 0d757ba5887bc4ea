/** Addresses as a mail server reads them in an envelope. */
import { domainToASCII } from 'node:url';

/**
 * The address with its domain in ASCII (RFC 5891): every server takes that form, and those with SMTPUTF8 take it as
 * well. What has no such form, or no domain, stays as it is.
 */
export function toWire(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (at < 1 || isAscii(domain)) return address;
  return `${address.slice(0, at)}@${domainToASCII(domain) || domain}`;
}

/** Whether only a server with SMTPUTF8 (RFC 6531) can carry a letter to or from this address. */
export function needsSmtpUtf8(address: string): boolean {
  return !isAscii(toWire(address));
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
