/** The headers of a letter that later rules rest on. */
import type { HeaderLines } from 'mailparser';
import { LETTER_TOKEN_HEADER } from '../letter-token.ts';

/** Header facts, unfolded. `returnPath` has no brackets and is empty for `<>`. */
export interface LetterHeaders {
  readonly returnPath?: string;
  readonly autoSubmitted?: string;
  readonly autoResponseSuppress?: string;
  readonly precedence?: string;
  /** List-* headers by the part of their name after `list-`. */
  readonly list: Readonly<Record<string, string>>;
  /** The topmost first. */
  readonly authenticationResults: readonly string[];
  readonly threadIndex?: string;
  readonly threadTopic?: string;
  /** The letter's own Content-Type, with its parameters. */
  readonly contentType?: string;
  /** Exim's list of those a report is about. */
  readonly failedRecipients?: string;
  /** Ours, as whoever wrote the letter gives it. */
  readonly letterToken?: string;
}

/** The header block of a letter, by lower-case name. */
export interface HeaderBlock {
  readonly first: (name: string) => string | undefined;
  readonly all: (name: string) => readonly string[];
  readonly facts: LetterHeaders;
  /** Addresses the letter was delivered to, by whichever header the server writes. */
  readonly deliveredTo: readonly string[];
}

const DELIVERED_TO = ['delivered-to', 'x-original-to', 'x-delivered-to', 'envelope-to', 'x-envelope-to'];

/** Reads mailparser's raw header lines. */
export function readHeaders(lines: HeaderLines): HeaderBlock {
  const byName = new Map<string, string[]>();
  for (const { key, line } of lines) byName.set(key, [...(byName.get(key) ?? []), headerValue(line)]);
  const all = (name: string) => byName.get(name) ?? [];
  const first = (name: string) => byName.get(name)?.[0];
  const deliveredTo = DELIVERED_TO.flatMap(all)
    .map(bareAddress)
    .filter((address) => address.includes('@'));
  return { first, all, facts: readFacts(byName), deliveredTo: [...new Set(deliveredTo)] };
}

function readFacts(byName: ReadonlyMap<string, readonly string[]>): LetterHeaders {
  const first = (name: string) => byName.get(name)?.[0];
  const returnPath = first('return-path');
  const named = {
    returnPath: returnPath === undefined ? undefined : bareAddress(returnPath),
    autoSubmitted: first('auto-submitted')?.toLowerCase(),
    autoResponseSuppress: first('x-auto-response-suppress'),
    precedence: first('precedence')?.toLowerCase(),
    threadIndex: first('thread-index')?.replace(/\s/g, ''),
    threadTopic: first('thread-topic'),
    contentType: first('content-type'),
    failedRecipients: first('x-failed-recipients'),
    letterToken: first(LETTER_TOKEN_HEADER.toLowerCase()),
  };
  const lists = [...byName].filter(([name]) => name.startsWith('list-'));
  return {
    ...(Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as Partial<LetterHeaders>),
    list: Object.fromEntries(lists.map(([name, values]) => [name.slice('list-'.length), values[0] ?? ''])),
    authenticationResults: byName.get('authentication-results') ?? [],
  };
}

/** The value of a raw header line, unfolded. */
function headerValue(line: string): string {
  return line
    .slice(line.indexOf(':') + 1)
    .replace(/\r?\n/g, '')
    .trim();
}

function bareAddress(value: string): string {
  return (/<([^<>]*)>/.exec(value)?.[1] ?? value).trim();
}
