/** Pictures within a letter we write: kept as files of ours while it is written, as parts of the letter once it leaves (N5). */

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

/** `sanitiseSent`'s `image`: our pictures as a browser shows them. */
export function imageForBrowser(src: string): string | undefined {
  const file = fileOfImage(src);
  return file === null ? undefined : imageUrl(file);
}

/** A letter's HTML as it was sanitised, its pictures where a browser finds them: it can be written on. */
export function editableHtml(html: string): string {
  return html.replaceAll(/ src="(cid:[^"]{1,90})"/g, (written, src: string) => {
    const url = imageForBrowser(src);
    return url === undefined ? written : ` src="${url}"`;
  });
}
