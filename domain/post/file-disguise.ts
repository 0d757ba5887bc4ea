/** Whether a file is what it is said to be: its extension, its declared type and its first bytes compared. Pure. */
import { ascii, KNOWN_TYPES, office, starts, text } from './file-types.ts';

interface Kind {
  readonly contentType: string;
  /** What promises it: extensions, declared types. */
  readonly extensions: readonly string[];
  readonly declared: RegExp;
  readonly matches: (head: Uint8Array) => boolean;
  /** No signature: told by the absence of any other. */
  readonly weak?: true;
}

const zip = starts(0x50, 0x4b, 3, 4);
/** Two letters alone begin many texts: a program's header has zeros too. */
const windowsProgram = (head: Uint8Array) => ascii(head, 0, 'MZ') && head.subarray(0, 64).includes(0);

const PROGRAMS: readonly Kind[] = [
  {
    contentType: 'application/x-msdownload',
    extensions: ['exe', 'dll', 'scr', 'com'],
    declared: /^application\/(x-msdownload|x-dosexec|x-msdos-program|vnd\.microsoft\.portable-executable)$/,
    matches: windowsProgram,
  },
  {
    contentType: 'application/x-executable',
    extensions: ['elf', 'so'],
    declared: /^application\/x-(executable|elf|sharedlib)$/,
    matches: (head) => ascii(head, 0, '\x7fELF'),
  },
];

const ARCHIVES: readonly Kind[] = [
  {
    contentType: 'application/zip',
    extensions: ['zip', 'jar', 'odt', 'ods', 'odp'],
    declared: /^application\/(zip|x-zip-compressed|java-archive|vnd\.oasis\.opendocument\..*)$/,
    matches: (head) => zip(head) || starts(0x50, 0x4b, 5, 6)(head),
  },
  {
    // With a password it is in the older container.
    contentType: 'application/vnd.openxmlformats-officedocument',
    extensions: ['docx', 'xlsx', 'pptx', 'docm', 'xlsm', 'pptm'],
    declared: /^application\/vnd\.(openxmlformats-officedocument|ms-\w+\..*macroenabled)/,
    matches: (head) => zip(head) || office(head),
  },
  {
    contentType: 'application/vnd.rar',
    extensions: ['rar'],
    declared: /^application\/(vnd\.|x-)rar(-compressed)?$/,
    matches: (head) => ascii(head, 0, 'Rar!'),
  },
  {
    contentType: 'application/x-7z-compressed',
    extensions: ['7z'],
    declared: /^application\/x-7z-compressed$/,
    matches: starts(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c),
  },
  {
    contentType: 'application/gzip',
    extensions: ['gz', 'tgz'],
    declared: /^application\/(x-)?gzip$/,
    matches: starts(0x1f, 0x8b),
  },
];

const TEXT: Kind = {
  contentType: 'text/plain',
  extensions: ['htm', 'html', 'css', 'json', 'xml', 'svg', 'ics', 'eml', 'md', 'log'],
  declared: /^(text\/|application\/(json|xml)$|image\/svg\+xml$)/,
  matches: text,
  weak: true,
};

/** Windows with Excel declares CSV so. */
const DECLARED: Readonly<Record<string, RegExp>> = { 'text/csv': /^(text\/csv|application\/vnd\.ms-excel)$/ };

/** Other names that mail programs give the same types. */
const ALIASES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'application/x-pdf': 'application/pdf',
  'audio/x-wav': 'audio/wav',
  'audio/mp3': 'audio/mpeg',
};

/** What readers take too. Word writes rich text under its own name, and a PDF may begin late (ISO 32000, note to 7.5.2). */
const ALSO: Readonly<Record<string, Kind['matches']>> = {
  'application/msword': (head) => ascii(head, 0, '{\\rtf'),
  'application/pdf': (head) => String.fromCharCode(...head.subarray(0, 1024)).includes('%PDF-'),
};

/** Raw pictures have no signature, so nothing can be held against one. */
const SIGNED = KNOWN_TYPES.filter(({ contentType }) => contentType !== 'image/x-raw').map(
  ({ contentType, extensions, matches }): Kind => ({
    contentType,
    extensions,
    declared: DECLARED[contentType] ?? new RegExp(`^${contentType.replace(/[.+]/g, '\\$&')}$`),
    matches: (head) => matches(head) || Boolean(ALSO[contentType]?.(head)),
    ...(contentType.startsWith('text/') ? { weak: true } : {}),
  }),
);

const KINDS: readonly Kind[] = [...PROGRAMS, ...SIGNED, ...ARCHIVES, TEXT];

/**
 * What the bytes of a file are, when they are not what its extension or its declared type promises, or are a program
 * that neither speaks of; null: nothing contradicts them. `head`: its first HEAD_BYTES.
 */
export function otherThanSaid(name: string, contentType: string, head: Uint8Array): string | null {
  if (head.length === 0) return null;
  const extension = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? '';
  const type = ALIASES[contentType.toLowerCase()] ?? contentType.toLowerCase();
  const found = KINDS.find(({ weak, matches }) => !weak && matches(head));
  const isKept = ({ weak, matches }: Kind) => matches(head) && !(weak && found);
  const byName = KINDS.filter((kind) => kind.extensions.includes(extension));
  const byType = KINDS.filter((kind) => kind.declared.test(type));
  const isBroken = [byName, byType].some((promises) => promises.length > 0 && !promises.some(isKept));
  const isHidden = found !== undefined && PROGRAMS.includes(found) && ![...byName, ...byType].includes(found);
  if (!isBroken && !isHidden) return null;
  return found?.contentType ?? (text(head) ? 'text/plain' : 'application/octet-stream');
}
