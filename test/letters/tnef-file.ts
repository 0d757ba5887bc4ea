/** Builds winmail.dat files as Outlook does (MS-OXTNEF). */

export interface TnefPart {
  readonly title: string;
  readonly longName?: string;
  readonly mime?: string;
  readonly contentId?: string;
  readonly content: Buffer;
}

export interface TnefOptions {
  readonly parts?: readonly TnefPart[];
  readonly body?: string;
  readonly html?: string;
}

const MESSAGE_LEVEL = 1;
const ATTACHMENT_LEVEL = 2;

export function tnefFile({ parts = [], body, html }: TnefOptions): Buffer {
  const start = Buffer.alloc(6);
  start.writeUInt32LE(0x223e9f78, 0);
  start.writeUInt16LE(1, 4);
  return Buffer.concat([
    start,
    attribute(MESSAGE_LEVEL, 0x00089006, number(0x10000)),
    attribute(MESSAGE_LEVEL, 0x00069007, Buffer.concat([number(1252), number(0)])),
    ...(body === undefined ? [] : [attribute(MESSAGE_LEVEL, 0x0002800c, Buffer.from(`${body}\0`, 'latin1'))]),
    attribute(MESSAGE_LEVEL, 0x00069003, properties(messageProperties(html))),
    ...parts.flatMap(partAttributes),
  ]);
}

/** A named property, a number, a list of strings and the words: what a reader must step over or take. */
function messageProperties(html: string | undefined): Buffer[] {
  const named = Buffer.concat([tag(0x03, 0x8001), Buffer.alloc(16, 7), number(0), number(5), number(42)]);
  const list = Buffer.concat([tag(0x101f, 0x2000), number(2), lengthed(utf16('a')), lengthed(utf16('bcd'))]);
  const flag = Buffer.concat([tag(0x0b, 0x0e1b), number(1)]);
  return [named, list, flag, ...(html === undefined ? [] : [single(0x0102, 0x1013, Buffer.from(html, 'latin1'))])];
}

function partAttributes({ title, longName, mime, contentId, content }: TnefPart): Buffer[] {
  const known = [
    ...(longName === undefined ? [] : [single(0x1f, 0x3707, utf16(longName))]),
    ...(mime === undefined ? [] : [single(0x1e, 0x370e, Buffer.from(`${mime}\0`))]),
    ...(contentId === undefined ? [] : [single(0x1f, 0x3712, utf16(contentId))]),
  ];
  return [
    attribute(ATTACHMENT_LEVEL, 0x00069002, Buffer.alloc(14)),
    attribute(ATTACHMENT_LEVEL, 0x00018010, Buffer.from(`${title}\0`, 'latin1')),
    attribute(ATTACHMENT_LEVEL, 0x0006800f, content),
    attribute(ATTACHMENT_LEVEL, 0x00069005, properties(known)),
  ];
}

function attribute(level: number, id: number, data: Buffer): Buffer {
  const sum = data.reduce((total, byte) => (total + byte) & 0xffff, 0);
  const checksum = Buffer.from([sum & 0xff, sum >> 8]);
  return Buffer.concat([Buffer.from([level]), number(id), number(data.length), data, checksum]);
}

function properties(list: readonly Buffer[]): Buffer {
  return Buffer.concat([number(list.length), ...list]);
}

function single(type: number, id: number, value: Buffer): Buffer {
  return Buffer.concat([tag(type, id), number(1), lengthed(value)]);
}

function lengthed(value: Buffer): Buffer {
  return Buffer.concat([number(value.length), value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function tag(type: number, id: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16LE(type, 0);
  bytes.writeUInt16LE(id, 2);
  return bytes;
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function utf16(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf16le');
}
