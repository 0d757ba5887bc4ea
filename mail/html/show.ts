/** A letter's words as they are shown: made safe, its history folded, within limits of size, elements and depth. */

import { Parser } from 'htmlparser2';
import { MAX_HTML_CHARACTERS, MAX_HTML_NODES, MAX_PARSED_DEPTH, MAX_SHOWN_CHARACTERS } from '../limits.ts';
import { fileOfImage, imageCid, imageUrl } from './inline-images.ts';
import { letterHtml } from './letter-html.ts';
import { markQuotes } from './quotes.ts';
import { sanitiseReceived, sanitiseSent, textToHtml } from './sanitise.ts';
import type { CleanHtml, ImagePlace, LetterSource, ShownLetter } from './shown-letter.ts';

/** Never throws for what a letter is made of: past a limit its text is shown, and why. */
export function showLetter({ direction, html, text }: LetterSource): ShownLetter {
  if (direction === 'outbound')
    return { html: cleanWritten(html ?? '', 'browser').html, remoteImages: 0, notice: null };
  if (html === null) return { html: shownText(text), remoteImages: 0, notice: null };
  const notice = html.length > MAX_HTML_CHARACTERS ? 'too-long' : isTooComplex(html) ? 'too-complex' : null;
  if (notice) return { html: shownText(text), remoteImages: 0, notice };
  const safe = sanitiseReceived(html, { cidUrl: (cid) => `cid:${encodeURIComponent(cid)}` });
  const shown = markQuotes(safe.html);
  if (isEmpty(shown)) return { html: shownText(text), remoteImages: 0, notice: null };
  if (shown.length > MAX_SHOWN_CHARACTERS) return { html: shownText(text), remoteImages: 0, notice: 'too-long' };
  return { html: shown, remoteImages: safe.remoteImages, notice: null };
}

const ADDRESSES: Readonly<Record<ImagePlace, (file: string) => string | undefined>> = {
  browser: imageUrl,
  letter: (file) => `cid:${imageCid(file)}`,
  nowhere: () => undefined,
};

/** What an agent wrote as its recipient will get it, our pictures where a browser finds them (A5). */
export function previewWritten(html: string): string {
  return letterHtml(html, (src) => {
    const file = fileOfImage(src);
    return file === null ? undefined : imageUrl(file);
  });
}

/** HTML that an agent wrote, made safe. */
export function cleanWritten(html: string, place: ImagePlace): CleanHtml {
  const images = new Set<string>();
  const clean = sanitiseSent(html, (src) => {
    const file = fileOfImage(src);
    if (file === null) return undefined;
    images.add(file);
    return ADDRESSES[place](file);
  });
  return { html: clean, images: [...images] };
}

/** Empty where its marks of quotes would make too many elements of it: it is then shown as it was typed. */
function shownText(text: string): string {
  const html = textToHtml(text);
  return html.length > MAX_SHOWN_CHARACTERS || isTooComplex(html) ? '' : markQuotes(html);
}

/** Neither words nor pictures. */
function isEmpty(html: string): boolean {
  return !html.includes('<img') && html.replaceAll(/<[^<>]*>|&nbsp;|\s/g, '') === '';
}

/** Reads no further than the limits: the cost is that of their size. */
function isTooComplex(html: string): boolean {
  let nodes = 0;
  let depth = 0;
  let isOver = false;
  const count = () => {
    nodes++;
    isOver ||= nodes > MAX_HTML_NODES || depth > MAX_PARSED_DEPTH;
    if (isOver) parser.pause();
  };
  const parser = new Parser({
    onopentagname() {
      depth++;
      count();
    },
    onclosetag: () => void depth--,
    ontext: count,
    oncomment: count,
  });
  for (let at = 0; at < html.length && !isOver; at += CHUNK) parser.write(html.slice(at, at + CHUNK));
  return isOver;
}

const CHUNK = 64 * 1024;
