/** Reads the Authentication-Results that our boundary's server wrote, and no other (RFC 8601). Pure. */
import {
  type Authentication,
  type AuthenticationMethod,
  type AuthenticationResult,
  domainOf,
  vouchesFor,
} from '../../domain/post/authentication.ts';

/** `word`: an atom or a quoted string; a mark is `;` or `=`. */
interface Token {
  readonly kind: 'word' | ';' | '=';
  readonly text: string;
}

/** What one method said: `dkim=pass reason="…" header.d=pli.example`. */
interface Clause {
  readonly method: string;
  readonly result: string;
  /** By `ptype.property`, lower case. */
  readonly properties: ReadonlyMap<string, string>;
}

/** A field, read. `id`: the server that wrote it, lower case. */
interface Field {
  readonly id: string;
  readonly clauses: readonly Clause[];
}

/** Longer ones are nobody's word on one letter. */
const MAX_FIELD_LENGTH = 8_000;

/** Where each method names the domain that it is about, the best first (RFC 8601, 2.7). */
const DOMAINS: Readonly<Record<AuthenticationMethod, readonly string[]>> = {
  spf: ['smtp.mailfrom', 'smtp.helo'],
  dkim: ['header.d', 'header.i'],
  dmarc: ['header.from'],
};

/**
 * What the boundary said of a letter. `fields`: the values of its Authentication-Results, the topmost first, unfolded.
 * `trusted`: the authserv-ids that our servers sign with; case says nothing (RFC 8601, 2.5). Only the topmost field of
 * them all is read: our server writes above whatever came, and what is under it may be the sender's own making
 * (RFC 8601, 5). `from`: the address of the letter's From: of several signatures, the one that vouches for it counts.
 */
export function readAuthentication(
  fields: readonly string[],
  trusted: readonly string[],
  from: string,
): Authentication {
  const ours = new Set(trusted.map((id) => id.toLowerCase()));
  // By its id alone: a field of ours that a sender's words made unreadable hides those under it all the same.
  const top = fields.find((field) => ours.has(idOf(tokensOf(field).tokens)));
  const clauses = (top === undefined ? null : readField(top))?.clauses ?? [];
  const said = (method: AuthenticationMethod) => bestOf(clauses, method, domainOf(from));
  return { spf: said('spf'), dkim: said('dkim'), dmarc: said('dmarc') };
}

/** Null: not of the grammar, or of a version that we do not know (RFC 8601, 2.2). */
export function readField(field: string): Field | null {
  const { tokens, isWhole } = tokensOf(field);
  if (!isWhole) return null;
  const [head = [], ...rest] = partsOf(tokens);
  const version = head[1]?.text ?? '1';
  if (head.length === 0 || head.length > 2 || head.some(({ kind }) => kind !== 'word') || version !== '1') return null;
  // A clause that is not of the grammar says nothing, `none` among them; the others still do.
  return { id: idOf(tokens), clauses: rest.flatMap((part) => readClause(part) ?? []) };
}

const idOf = ([first]: readonly Token[]): string => (first?.kind === 'word' ? first.text.toLowerCase() : '');

function partsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === ';') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function readClause(tokens: readonly Token[]): Clause | null {
  const pairs: (readonly [name: string, value: string])[] = [];
  for (let at = 0; at < tokens.length; ) {
    const equals = tokens.findIndex(({ kind }, i) => i >= at && kind === '=');
    const value = tokens[equals + 1];
    if (equals <= at || value?.kind !== 'word') return null;
    // Comments and blanks may stand around the `/` and the `.` of a name.
    const name = tokens.slice(at, equals).map(({ text }) => text);
    pairs.push([name.join('').toLowerCase(), value.text]);
    at = equals + 2;
  }
  const [[first, result] = ['', ''], ...properties] = pairs;
  const [method = '', version = '1'] = first.split('/');
  if (method === '' || version !== '1') return null;
  return { method, result: result.toLowerCase(), properties: new Map(properties) };
}

function bestOf(clauses: readonly Clause[], method: AuthenticationMethod, from: string): AuthenticationResult | null {
  const said = clauses
    .filter((clause) => clause.method === method)
    .map(({ result, properties }) => ({ result, domain: domainIn(properties, DOMAINS[method]) }));
  const passed = said.filter(({ result }) => result === 'pass');
  return passed.find(({ domain }) => domain !== null && vouchesFor(domain, from)) ?? passed[0] ?? said[0] ?? null;
}

function domainIn(properties: ReadonlyMap<string, string>, names: readonly string[]): string | null {
  const value = names.map((name) => properties.get(name)).find((one) => one !== undefined);
  const domain = value === undefined ? '' : domainOf(value);
  return /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*$/u.test(domain) ? domain : null;
}

/** Words and marks, without comments, which nest (RFC 5322, 3.2.2); as far as they go, where something has no end. */
function tokensOf(field: string): { readonly tokens: readonly Token[]; readonly isWhole: boolean } {
  const read = field.slice(0, MAX_FIELD_LENGTH);
  const tokens: Token[] = [];
  for (let at = 0; at < read.length; ) {
    const character = read[at] ?? '';
    const end = endOf(read, at);
    if (end === null) return { tokens, isWhole: false };
    if (character === ';' || character === '=') tokens.push({ kind: character, text: character });
    else if (character === '"')
      tokens.push({ kind: 'word', text: read.slice(at + 1, end - 1).replace(/\\(.)/gs, '$1') });
    else if (character !== '(' && !/\s/.test(character)) tokens.push({ kind: 'word', text: read.slice(at, end) });
    at = end;
  }
  return { tokens, isWhole: read.length === field.length };
}

/** Where the token, the comment or the blank that begins at `at` is over; null: never. */
function endOf(field: string, at: number): number | null {
  const character = field[at] ?? '';
  if (character === '(') return endOfComment(field, at);
  const pattern = character === '"' ? /"(?:[^"\\]|\\.)*"/sy : /\s+|[;=]|[^\s;="()]+/y;
  pattern.lastIndex = at;
  return pattern.test(field) ? pattern.lastIndex : null;
}

function endOfComment(field: string, from: number): number | null {
  let depth = 0;
  for (let at = from; at < field.length; at += 1) {
    if (field[at] === '\\') at += 1;
    else if (field[at] === '(') depth += 1;
    else if (field[at] === ')' && --depth === 0) return at + 1;
  }
  return null;
}
