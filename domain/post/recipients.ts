/** Addresses: compared, read from typed lists, told to be ours. Shared by browser and server. */

/** A mailbox as letters name it. */
export interface Address {
  readonly email: string;
  readonly name?: string;
}

/** What a person typed, sorted into what can be written to and what cannot. */
export interface ParsedRecipients {
  readonly addresses: readonly Address[];
  readonly invalid: readonly string[];
}

// RFC 5321, 4.5.3.1: octets of a local part and of a path without its brackets.
const MAX_LOCAL_OCTETS = 64;
const MAX_ADDRESS_OCTETS = 254;

const LOCAL =
  /^(?:[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*|"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])+")$/u;
const DOMAIN =
  /^(?:[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?)(?:\.[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?)*$/u;
const DOMAIN_LITERAL = /^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[\da-f:.]+)\]$/i;

/**
 * The form in which an address is kept and sent: trimmed, without brackets, its domain in lower case. Only its server
 * may say that case means nothing before the `@` (RFC 5321, 2.4), so that part stays as it was written.
 */
export function writtenAddress(email: string): string {
  const bare = email
    .trim()
    .replace(/^<(.*)>$/s, '$1')
    .trim();
  const at = bare.lastIndexOf('@');
  return bare.slice(0, at + 1) + bare.slice(at + 1).toLowerCase();
}

/** The form under which addresses are compared and indexed, whatever their case; never the one a letter goes to (A3). */
export function normaliseAddress(email: string): string {
  return writtenAddress(email).normalize('NFC').toLowerCase();
}

/** Whether two addresses name the same mailbox, whatever their case (A3). */
export function sameAddress(a: string, b: string): boolean {
  return normaliseAddress(a) === normaliseAddress(b);
}

/** Whether a text is one bare address a letter can be sent to (RFC 5321, with RFC 6531 letters). */
export function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1) return false;
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  const octets = (part: string) => new TextEncoder().encode(part).length;
  if (octets(local) > MAX_LOCAL_OCTETS || octets(text) > MAX_ADDRESS_OCTETS) return false;
  return LOCAL.test(local) && (DOMAIN.test(domain) || DOMAIN_LITERAL.test(domain));
}

/**
 * Reads typed or pasted recipients: split by `;`, `,` and new lines (G6), with quoted names, `Name <address>` and
 * groups (`Team: a@b, c@d;`) understood. An address written twice is kept once; what is not an address comes back
 * in `invalid` as it was typed.
 */
export function parseRecipients(text: string): ParsedRecipients {
  const found: Address[] = [];
  const invalid: string[] = [];
  for (const piece of joinSplitNames(splitList(text))) {
    const address = readAddress(piece);
    if (address) found.push(address);
    else invalid.push(piece);
  }
  return { addresses: uniqueAddresses(found), invalid };
}

/** Keeps the first of each address, in order; a later name fills in a missing one. */
export function uniqueAddresses(addresses: readonly Address[]): readonly Address[] {
  const byKey = new Map<string, Address>();
  for (const address of addresses) {
    const key = normaliseAddress(address.email);
    const known = byKey.get(key);
    if (!known) byKey.set(key, address);
    else if (!known.name && address.name) byKey.set(key, { email: known.email, name: address.name });
  }
  return [...byKey.values()];
}

/** Whether an address is one of ours, itself or with a `+tag`. */
export function isOwnAddress(email: string, own: readonly string[]): boolean {
  const bare = withoutTag(normaliseAddress(email));
  return own.some((ours) => sameAddress(ours, email) || normaliseAddress(ours) === bare);
}

/** `name+tag@domain` (RFC 5233). */
export function withTag(address: string, tag: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${tag}${address.slice(at)}`;
}

function withoutTag(email: string): string {
  return email.replace(/\+[^@]*(?=@[^@]*$)/, '');
}

interface Piece {
  readonly text: string;
  readonly endedBy: string;
}

/** Cuts a list where a separator stands outside quotes, brackets and comments; drops the names of groups. */
function splitList(text: string): Piece[] {
  const pieces: Piece[] = [];
  let current = '';
  let inside: '' | '"' | '>' | ')' = '';
  const cut = (endedBy: string) => {
    if (current.trim()) pieces.push({ text: current.trim(), endedBy });
    current = '';
    inside = '';
  };
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\n' || char === '\r' || (!inside && (char === ';' || char === ','))) {
      cut(char);
    } else if (char === '\\' && inside === '"') {
      current += char + text.charAt(++at);
    } else if (!inside && char === ':' && !current.includes('@')) {
      current = '';
    } else {
      if (inside) inside = char === inside ? '' : inside;
      else inside = opens(char);
      current += char;
    }
  }
  cut('');
  return pieces;
}

function opens(char: string): '' | '"' | '>' | ')' {
  return char === '"' ? '"' : char === '<' ? '>' : char === '(' ? ')' : '';
}

/** In a list split by `;`, as Outlook pastes it, a comma belongs to a name: `Durand, Claire <c@d.fr>; …`. */
function joinSplitNames(pieces: readonly Piece[]): string[] {
  const semicolons = pieces.some(({ endedBy }) => endedBy === ';');
  const joined: string[] = [];
  let held = '';
  for (const { text, endedBy } of pieces) {
    const completes = held !== '' && text.includes('<');
    const isHalfName = semicolons && endedBy === ',' && !text.includes('@') && !held;
    if (held && !completes) joined.push(held);
    if (!isHalfName) joined.push(completes ? `${held}, ${text}` : text);
    held = isHalfName ? text : '';
  }
  if (held) joined.push(held);
  return joined;
}

function readAddress(piece: string): Address | undefined {
  const named = /^(.*)<([^<>]*)>\s*(?:\([^()]*\))?$/s.exec(piece);
  const email = (named ? (named[2] ?? '') : piece.replace(/\s*\([^()]*\)\s*$/, '')).trim();
  if (!isAddress(email)) return undefined;
  const name = unquote((named?.[1] ?? '').trim());
  return name ? { email, name } : { email };
}

function unquote(name: string): string {
  const quoted = /^"(.*)"$/s.exec(name);
  return quoted ? (quoted[1] ?? '').replace(/\\(.)/g, '$1').trim() : name;
}
