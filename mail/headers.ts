/** The headers of a letter that later rules rest on, and what they say about automatic mail (RFC 3834). */
import type { HeaderLines } from 'mailparser';

/** Header facts, unfolded. `returnPath` has no brackets and is empty for `<>`. */
export interface LetterHeaders {
  readonly returnPath?: string;
  readonly autoSubmitted?: string;
  readonly autoResponseSuppress?: string;
  readonly precedence?: string;
  /** List-* headers by the part of their name after `list-`. */
  readonly list: Readonly<Record<string, string>>;
  readonly authenticationResults: readonly string[];
  readonly threadIndex?: string;
  readonly threadTopic?: string;
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
  };
  const lists = [...byName].filter(([name]) => name.startsWith('list-'));
  return {
    ...(Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as Partial<LetterHeaders>),
    list: Object.fromEntries(lists.map(([name, values]) => [name.slice('list-'.length), values[0] ?? ''])),
    authenticationResults: byName.get('authentication-results') ?? [],
  };
}

/**
 * Why a letter must get no automatic reply, undefined when it may (RFC 3834, 2). `contentType` is the letter's own;
 * `sender` the address of its From.
 */
export function automaticReason(block: HeaderBlock, contentType: string, sender: string): string | undefined {
  const { facts, first } = block;
  const submitted = facts.autoSubmitted?.split(/[;\s]/)[0];
  if (submitted && submitted !== 'no') return `Auto-Submitted: ${submitted}`;
  if (/\b(all|autoreply|oof)\b/i.test(facts.autoResponseSuppress ?? '')) return 'X-Auto-Response-Suppress';
  if (first('x-autoreply') !== undefined || first('x-autorespond') !== undefined) return 'X-Autoreply';
  if (first('x-loop') !== undefined) return 'X-Loop';
  if (/^(bulk|list|junk|auto_reply)$/.test(facts.precedence ?? '')) return `Precedence: ${facts.precedence}`;
  if (Object.keys(facts.list).length > 0) return 'List headers';
  if (facts.returnPath === '') return 'Return-Path: <>';
  if (/^multipart\/report\b/i.test(contentType.trim())) return 'multipart/report';
  if (/^(no-?reply|do-?not-?reply|ne-?pas-?repondre|mailer-daemon|postmaster)@/i.test(sender)) return 'robot address';
  return undefined;
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
