/** What a letter's HTML shows: words or none, which parts of the letter, files written into it as `data:` addresses. Pure. */
import { createHash } from 'node:crypto';
import { Tokenizer } from 'htmlparser2';
import { contentIdOf } from './content-id.ts';
import { UNHEARD } from './tokens.ts';

/** A file that was written into the HTML, now a part of the letter: its content id stands where it was. */
export interface EmbeddedFile {
  readonly contentType: string;
  readonly cid: string;
  readonly content: Buffer;
}

export interface SeenHtml {
  /** Without the files that were within it. */
  readonly html: string;
  /** The content ids of the parts it shows as pictures, as `contentIdOf` gives them. */
  readonly shown: ReadonlySet<string>;
  readonly files: readonly EmbeddedFile[];
  /** Nothing of it can be seen. */
  readonly isBlank: boolean;
}

interface Options {
  /** How many files may be taken out; further ones stay. */
  readonly maxFiles: number;
  /** The content id of the part that stands for that address (RFC 2557); undefined: none does. */
  readonly located: (address: string) => string | undefined;
}

/** Shorter ones stay where they are: placeholders and dots. */
const MIN_EMBEDDED = 2_000;
/** What is within these is never shown. */
const HIDING = new Set(
  'noscript template noembed noframes iframe object applet svg math video audio canvas select frameset xmp textarea'.split(
    ' ',
  ),
);

/** Something to see, if only a dash; programs fill the beginning of a letter with spaces that have no width. */
export const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const BLANK_ENTITIES =
  /&(?:nbsp|ensp|emsp|thinsp|zwn?j|shy|lrm|rlm|#(?:32|160|173|847|819\d|820\d|8203|65279)|#x(?:20|a0|ad|34f|200[\da-f]|feff));?/gi;
const SEEN_TAGS = new Set(['img', 'hr', 'input', 'button']);
const CODE = new Set(['script', 'style', 'title']);

/** Reads the HTML once, in time that grows with its length only, however its elements are nested. */
export function seeHtml(html: string, { maxFiles, located }: Options): SeenHtml {
  const shown = new Set<string>();
  const files = new Map<string, EmbeddedFile>();
  const rewritten: string[] = [];
  let copied = 0;
  let hidden = 0;
  let isBlank = true;
  let tag = '';
  let attribute = '';
  let valueStart = -1;
  let valueEnd = -1;

  const replace = (start: number, end: number, value: string) => {
    rewritten.push(html.slice(copied, start), value);
    copied = end;
  };
  const take = (address: string): string => {
    const file = address.length < MIN_EMBEDDED ? null : readDataUrl(address);
    // A font is no file that anybody sent.
    if (file && /^(?:font|application\/(?:x-)?font)/.test(file.contentType)) return '';
    if (!file || (files.size >= maxFiles && !files.has(file.cid))) return address;
    files.set(file.cid, file);
    return `cid:${file.cid}`;
  };
  const picture = (value: string): string => {
    const part = located(value.trim());
    const address = part === undefined ? value : `cid:${part}`;
    if (hidden === 0 && /^\s*cid:/i.test(address)) shown.add(contentIdOf(address.trim().slice('cid:'.length)));
    return address;
  };
  const inAttribute = (value: string): string => {
    if (attribute === 'style') return inStyle(value, take);
    if (attribute === 'srcset') return value.replace(/data:[^\s"']+/gi, take);
    const address = /^\s*data:/i.test(value) ? take(value) : value;
    return tag === 'img' && attribute === 'src' ? picture(address) : address;
  };
  const tokens = new Tokenizer(
    { decodeEntities: false },
    {
      ...UNHEARD,
      onopentagname: (start, end) => {
        tag = html.slice(start, end).toLowerCase();
        if (HIDING.has(tag)) hidden++;
        if (SEEN_TAGS.has(tag)) isBlank = false;
      },
      onclosetag: (start, end) => {
        const closed = html.slice(start, end).trim().toLowerCase();
        if (HIDING.has(closed)) hidden = Math.max(0, hidden - 1);
        tag = '';
      },
      onattribname: (start, end) => {
        attribute = html.slice(start, end).toLowerCase();
        valueStart = -1;
      },
      onattribdata: (start, end) => {
        if (valueStart < 0) valueStart = start;
        valueEnd = end;
      },
      onattribend: () => {
        if (valueStart < 0) return;
        const written = html.slice(valueStart, valueEnd);
        const read = unescaped(written);
        const value = inAttribute(read);
        if (value !== read) replace(valueStart, valueEnd, escaped(value));
      },
      ontext: (start, end) => {
        if (isBlank && hidden === 0 && !CODE.has(tag))
          isBlank = !VISIBLE.test(html.slice(start, end).replace(BLANK_ENTITIES, ''));
        if (tag !== 'style') return;
        const css = html.slice(start, end);
        const without = inStyle(css, take);
        if (without !== css) replace(start, end, without);
      },
    },
  );
  tokens.write(html);
  tokens.end();
  rewritten.push(html.slice(copied));
  return { html: rewritten.join(''), shown, files: [...files.values()], isBlank };
}

/** `url("data:…")` within CSS. */
function inStyle(css: string, take: (address: string) => string): string {
  return css.replace(/(url\(\s*)("data:[^"]*"|'data:[^']*'|data:[^)"']*)/gi, (_, before: string, quoted: string) => {
    const quote = /^["']/.exec(quoted)?.[0] ?? '';
    return `${before}${quote}${take(quote ? quoted.slice(1, -1) : quoted)}${quote}`;
  });
}

/** RFC 2397. Null: it is none that can be read. */
function readDataUrl(address: string): EmbeddedFile | null {
  const comma = address.indexOf(',');
  const head = /^\s*data:([\w.+-]+\/[\w.+-]+)?((?:;[^,;]{0,200}){0,10})$/i.exec(address.slice(0, Math.max(0, comma)));
  if (!head) return null;
  const [, contentType = 'text/plain', parameters = ''] = head;
  const content = /;\s*base64\s*$/i.test(parameters)
    ? Buffer.from(percentDecoded(address.slice(comma + 1)).toString('latin1'), 'base64')
    : percentDecoded(address.slice(comma + 1));
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 32);
  return { contentType: contentType.toLowerCase(), cid: `${hash}@embedded.pli`, content };
}

function percentDecoded(text: string): Buffer {
  if (!text.includes('%')) return Buffer.from(text);
  const bytes = Buffer.from(text).toString('latin1');
  return Buffer.from(
    bytes.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };

function unescaped(value: string): string {
  if (!value.includes('&')) return value;
  return value.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|quot|apos|lt|gt));?/gi, (written, decimal, hex, name) => {
    if (name) return ENTITIES[String(name).toLowerCase()] ?? written;
    const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written;
  });
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;').replaceAll('<', '&lt;');
}
