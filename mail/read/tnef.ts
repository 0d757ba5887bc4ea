/** Opens Outlook's winmail.dat (TNEF, MS-OXTNEF): the files and the words in it. Pure. */
import { detectMimeType } from 'nodemailer/lib/mime-funcs';
import { MAX_ATTACHMENTS, MAX_TNEF_PROPERTIES } from '../limits.ts';

export interface TnefFile {
  readonly name: string;
  readonly contentType: string;
  readonly contentId?: string;
  readonly content: Buffer;
}

export interface OpenedTnef {
  readonly files: readonly TnefFile[];
  readonly text?: string;
  readonly html?: string;
}

const SIGNATURE = 0x223e9f78;
// Attributes (MS-OXTNEF, 2.1.3.2): the low half of their id.
const ATT_BODY = 0x800c;
const ATT_DATA = 0x800f;
const ATT_TITLE = 0x8010;
const ATT_RENDERING = 0x9002;
const ATT_MESSAGE_PROPS = 0x9003;
const ATT_ATTACHMENT = 0x9005;
const ATT_CODEPAGE = 0x9007;
// Properties (MS-OXPROPS).
const BODY = 0x1000;
const HTML = 0x1013;
const ATTACH_DATA = 0x3701;
const ATTACH_FILENAME = 0x3704;
const ATTACH_LONG_FILENAME = 0x3707;
const ATTACH_MIME = 0x370e;
const ATTACH_CONTENT_ID = 0x3712;

interface Draft {
  title: string;
  data: Buffer | undefined;
  properties: ReadonlyMap<number, Value>;
}

type Value = Buffer | string;

/** The parts of a winmail.dat; null when it is none. A broken one gives what comes before the break. */
export function openTnef(bytes: Buffer): OpenedTnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null;
  let charset = 'windows-1252';
  let message: ReadonlyMap<number, Value> = new Map();
  let body: string | undefined;
  const drafts: Draft[] = [];
  for (const { id, data } of attributes(bytes)) {
    const draft = drafts.at(-1);
    if (id === ATT_CODEPAGE && data.length >= 4) charset = charsetOf(data.readUInt32LE(0));
    else if (id === ATT_BODY) body = text(data, charset);
    else if (id === ATT_MESSAGE_PROPS) message = readProperties(data, charset);
    else if (id === ATT_RENDERING) drafts.push({ title: '', data: undefined, properties: new Map() });
    else if (id === ATT_TITLE && draft) draft.title = text(data, charset);
    else if (id === ATT_DATA && draft) draft.data = data;
    else if (id === ATT_ATTACHMENT && draft) draft.properties = readProperties(data, charset);
    if (drafts.length > MAX_ATTACHMENTS) break;
  }
  const html = message.get(HTML);
  const plain = message.get(BODY) ?? body;
  return {
    files: drafts.flatMap(toFile),
    ...(plain ? { text: String(plain) } : {}),
    ...(html ? { html: typeof html === 'string' ? html : text(html, charset) } : {}),
  };
}

/** Level, id, length, data, checksum, after the signature and a key. */
function* attributes(bytes: Buffer): Generator<{ readonly id: number; readonly data: Buffer }> {
  for (let at = 6; at + 9 <= bytes.length; ) {
    const id = bytes.readUInt16LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    if (at + 9 + length > bytes.length) return;
    yield { id, data: bytes.subarray(at + 9, at + 9 + length) };
    at += 9 + length + 2;
  }
}

function toFile({ title, data, properties }: Draft): TnefFile[] {
  const whole = properties.get(ATTACH_DATA);
  const content = data ?? (Buffer.isBuffer(whole) ? whole : undefined);
  // An embedded message or OLE object has no plain bytes: it stays within the winmail.dat.
  if (!content) return [];
  const named = (id: number) => String(properties.get(id) ?? '');
  const name = named(ATTACH_LONG_FILENAME) || title || named(ATTACH_FILENAME);
  const contentId = named(ATTACH_CONTENT_ID).replace(/^<|>$/g, '');
  const contentType = named(ATTACH_MIME) || detectMimeType(name);
  return [{ name, contentType, ...(contentId ? { contentId } : {}), content }];
}

/** Reads a property list (MS-OXTNEF, 2.1.3.4). */
function readProperties(data: Buffer, charset: string): ReadonlyMap<number, Value> {
  const properties = new Map<number, Value>();
  try {
    const count = Math.min(data.readUInt32LE(0), MAX_TNEF_PROPERTIES);
    for (let at = 4, read = 0; read < count; read++) {
      const { id, value, next } = readProperty(data, at, charset);
      if (value !== undefined) properties.set(id, value);
      at = next;
    }
  } catch {
    // A length that leads beyond the list: what was read before it stands.
  }
  return properties;
}

const FIXED_BYTES: Readonly<Record<number, number>> = {
  1: 0,
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};
const STRING8 = 0x1e;
const UNICODE = 0x1f;
const OBJECT = 0x0d;
const MULTIPLE = 0x1000;

function readProperty(data: Buffer, start: number, charset: string) {
  const type = data.readUInt16LE(start);
  const id = data.readUInt16LE(start + 2);
  let at = id >= 0x8000 ? afterName(data, start + 4) : start + 4;
  const kind = type & ~MULTIPLE;
  const fixed = FIXED_BYTES[kind];
  if (fixed !== undefined && !(type & MULTIPLE)) return { id, value: undefined, next: at + fixed };
  const count = data.readUInt32LE(at);
  at += 4;
  if (fixed !== undefined) return { id, value: undefined, next: at + count * fixed };
  let value: Value | undefined;
  for (let i = 0; i < count; i++) {
    const length = data.readUInt32LE(at);
    if (at + 4 + length > data.length) throw new RangeError('property beyond its list');
    value ??= readValue(kind, data.subarray(at + 4, at + 4 + length), charset);
    at += 4 + padded(length);
  }
  return { id, value, next: at };
}

function readValue(kind: number, bytes: Buffer, charset: string): Value {
  if (kind === UNICODE) return bytes.toString('utf16le').replace(/\0+$/, '');
  if (kind === STRING8) return text(bytes, charset);
  // The interface id of an object stands before its bytes.
  return kind === OBJECT ? bytes.subarray(16) : bytes;
}

/** Past the name of a named property: a GUID, then a number or a string. */
function afterName(data: Buffer, at: number): number {
  const isString = data.readUInt32LE(at + 16) === 1;
  return at + 24 + (isString ? padded(data.readUInt32LE(at + 20)) : 0);
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

function charsetOf(codepage: number): string {
  if (codepage === 65001) return 'utf-8';
  if (codepage === 932) return 'shift_jis';
  return codepage >= 1250 && codepage <= 1258 ? `windows-${codepage}` : 'windows-1252';
}

function text(bytes: Buffer, charset: string): string {
  return new TextDecoder(charset).decode(bytes).replace(/\0+$/, '');
}
