/** The names of files as letters give them, made safe to show and to save. Pure. */
import { MAX_FILE_NAME_LENGTH } from '../limits.ts';

/** What old programs give: the whole path on the sender's disk, or one that leaves the folder it is saved in. */
const PATH = /^(?:[a-z]:[\\/]|\\\\|\.{0,2}[\\/]).*[\\/]/isu;
/** Control characters, invisible ones, and those that turn the direction of text to disguise an extension. */
const UNSEEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** What some file system takes for a separator or refuses; a name that begins with a dot is hidden. */
const RESERVED = /[\\/:*?"<>|]|^\.+/g;

/** The name with nothing cut from it but a path and what cannot be seen: `12/2026.pdf` is `12_2026.pdf`; '' if nothing is left. */
export function safeFileName(name: string): string {
  const seen = name.replaceAll('\t', ' ').replace(UNSEEN, '').trim().replace(PATH, '');
  const plain = seen.replace(RESERVED, '_').replace(/\s+/g, ' ').trim();
  if (/^[_.\s]*$/.test(plain)) return '';
  if (plain.length <= MAX_FILE_NAME_LENGTH) return plain.toWellFormed();
  const extension = /\.[^.]{1,10}$/.exec(plain)?.[0] ?? '';
  // A character of two halves is kept whole or left out.
  return plain.slice(0, MAX_FILE_NAME_LENGTH - extension.length).replace(/[\ud800-\udbff]$/, '') + extension;
}
