/** The types of files that automatic replies may carry (C14), told by extension and by their first bytes. Pure. */

/** Pictures that every mail program shows within a text; others are attached. */
export const PICTURE_TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

export type FileGroup = 'image' | 'file';

export interface FileType {
  readonly contentType: string;
  /** `image`: it may stand in the text too. */
  readonly group: FileGroup;
}

export interface KnownType extends FileType {
  readonly extensions: readonly string[];
  readonly matches: (head: Uint8Array) => boolean;
}

/** So many bytes tell a type. */
export const HEAD_BYTES = 4096;

export const ascii = (head: Uint8Array, at: number, text: string) =>
  [...text].every((character, i) => head[at + i] === character.charCodeAt(0));
export const starts =
  (...bytes: readonly number[]) =>
  (head: Uint8Array) =>
    bytes.every((byte, i) => head[i] === byte);
const riff = (kind: string) => (head: Uint8Array) => ascii(head, 0, 'RIFF') && ascii(head, 8, kind);
const tiff = (head: Uint8Array) => starts(0x49, 0x49, 0x2a, 0)(head) || starts(0x4d, 0x4d, 0, 0x2a)(head);
/** Raw pictures have no signature of their own: those of programs and documents they must not have. */
const PROGRAMS = ['MZ', '\x7fELF', '#!', '<', '%PDF', 'PK', '\xca\xfe\xba\xbe'];
const raw = (head: Uint8Array) => head.length > 0 && !PROGRAMS.some((mark) => ascii(head, 0, mark));
const boxes =
  (...names: readonly string[]) =>
  (head: Uint8Array) =>
    names.some((name) => ascii(head, 4, name));
export const office = starts(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
/** UTF-16 has zeros, and begins with its mark. */
const utf16 = (head: Uint8Array) => starts(0xff, 0xfe)(head) || starts(0xfe, 0xff)(head);
export const text = (head: Uint8Array) => head.length > 0 && (utf16(head) || !head.includes(0));
const mp3 = (head: Uint8Array) => ascii(head, 0, 'ID3') || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2);

const image = (contentType: string, extensions: string[], matches: KnownType['matches']): KnownType => ({
  ...{ contentType, group: 'image', extensions, matches },
});
const file = (contentType: string, extension: string, matches: KnownType['matches']): KnownType => ({
  ...{ contentType, group: 'file', extensions: [extension], matches },
});

export const KNOWN_TYPES: readonly KnownType[] = [
  image('image/jpeg', ['jpg', 'jpeg'], starts(0xff, 0xd8, 0xff)),
  image('image/png', ['png'], starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)),
  image('image/gif', ['gif'], (head) => ascii(head, 0, 'GIF8')),
  image('image/tiff', ['tif', 'tiff'], tiff),
  image('image/x-raw', ['raw'], raw),
  image('image/webp', ['webp'], riff('WEBP')),
  file('video/mp4', 'mp4', boxes('ftyp')),
  file('video/quicktime', 'mov', boxes('ftyp', 'moov', 'mdat', 'wide', 'free')),
  file('video/x-msvideo', 'avi', riff('AVI ')),
  file('video/x-ms-wmv', 'wmv', starts(0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11)),
  file('video/webm', 'webm', starts(0x1a, 0x45, 0xdf, 0xa3)),
  file('audio/mpeg', 'mp3', mp3),
  file('audio/wav', 'wav', riff('WAVE')),
  file('application/pdf', 'pdf', (head) => ascii(head, 0, '%PDF-')),
  file('application/msword', 'doc', office),
  file('application/vnd.ms-excel', 'xls', office),
  file('application/vnd.ms-powerpoint', 'ppt', office),
  file('text/csv', 'csv', text),
  file('text/plain', 'txt', text),
];

/** Packed documents: one signature for all, so their name tells which. */
const PACKED: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
};
const TEXTS: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  htm: 'text/html',
  html: 'text/html',
  ics: 'text/calendar',
  vcf: 'text/vcard',
};
const UNKNOWN = 'application/octet-stream';

/** The type of a file by what it holds, its name choosing only among types that look the same; never what it was said to be. */
export function typeByContent(name: string, head: Uint8Array): string {
  const extension = extensionOf(name);
  const known =
    fileType(name, head) ??
    KNOWN_TYPES.find(({ contentType, matches }) => isUnmistakable(contentType) && matches(head));
  if (known) return known.contentType === 'text/plain' ? (TEXTS[extension] ?? 'text/plain') : known.contentType;
  if (ascii(head, 0, 'PK\x03\x04')) return PACKED[extension] ?? 'application/zip';
  return text(head) ? (TEXTS[extension] ?? 'text/plain') : UNKNOWN;
}

/** Their first bytes are theirs alone. */
const isUnmistakable = (contentType: string) =>
  PICTURE_TYPES.includes(contentType) || contentType === 'application/pdf';

const extensionOf = (name: string): string => name.toLowerCase().split('.').at(-1) ?? '';

/** C14, as a file picker wants them: `.jpg,.jpeg,…`. */
export function acceptedFiles(): string {
  return KNOWN_TYPES.flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`)).join(',');
}

/**
 * The type of a file by its name and its first bytes, whatever it was said to be; null: it is none of C14's, or its
 * name and its bytes disagree.
 */
export function fileType(name: string, head: Uint8Array): FileType | null {
  const extension = extensionOf(name);
  const found = KNOWN_TYPES.find(({ extensions, matches }) => extensions.includes(extension) && matches(head));
  return found ? { contentType: found.contentType, group: found.group } : null;
}
