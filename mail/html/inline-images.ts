/** Pictures within a letter we write: kept as files of ours while it is written, as parts of the letter once it leaves (N5). */
import { contentIdOf } from './content-id.ts';

const FILE = /^\/api\/files\/([A-Za-z0-9_-]{1,64})$/;
const PART = /^cid:([A-Za-z0-9_-]{1,64})@inline\.pli$/;

/** The file that a picture's address names; null: it is none of ours. */
export function fileOfImage(src: string): string | null {
  return FILE.exec(src.trim())?.[1] ?? PART.exec(src.trim())?.[1] ?? null;
}

/** Where a browser finds that file. */
export const imageUrl = (file: string): string => `/api/files/${file}`;

/** The content id of that file as a part of a letter, without brackets. */
export const imageCid = (file: string): string => `${file}@inline.pli`;

/** A letter's HTML as it was sanitised, its pictures where a browser finds them: it can be written on. */
export function editableHtml(html: string): string {
  return html.replaceAll(/ src="(cid:[^"]{1,90})"/g, (written, src: string) => {
    const file = fileOfImage(src);
    return file === null ? written : ` src="${imageUrl(file)}"`;
  });
}

/** A letter as it was made safe, its own pictures at the address that is given for their content id, if any. */
export function withPictures(html: string, urlOf: (cid: string) => string | undefined): string {
  // In what was made safe, no text and no attribute has an angle bracket of its own.
  return html.replaceAll(/(<img [^<>]*?)src="cid:([^"]*)"/g, (_, before: string, cid: string) => {
    const url = urlOf(contentIdOf(cid));
    return url === undefined ? before : `${before}src="${url}"`;
  });
}
