/** What a letter says and shows: of all its texts the ones to keep, and the files among them. */

import { letterText } from '../html/letter-text.ts';
import { plainWords } from '../html/plain-words.ts';
import { type EmbeddedFile, seeHtml, VISIBLE } from '../html/seen-html.ts';
import { MAX_ATTACHMENTS, MAX_KEPT_CHARACTERS } from '../limits.ts';
import { type FilePart, type Opened, type ParsedAttachment, toAttachments } from './attachments.ts';

export interface LetterBody {
  readonly text: string;
  /** As received, but for the files that were written into it. */
  readonly html?: string;
  readonly attachments: readonly ParsedAttachment[];
  /** False: it is too long to be kept in its own form, or with all its words; only its bytes are the whole of it. */
  readonly isWhole: boolean;
}

interface Written {
  readonly text: string;
  readonly html: string;
  /** Its text and its HTML say the same: one of them is enough. */
  readonly isAlternative: boolean;
  /** What addresses in the HTML are relative to (RFC 2557); '' for nothing. */
  readonly base: string;
}

/** Chooses among what a letter says twice: neither a blank text nor blank HTML stands for the words of the other. */
export function letterBody(written: Written, opened: Opened): LetterBody {
  const isOpened = !VISIBLE.test(written.text) && !written.html;
  const text = isOpened ? (opened.text ?? written.text) : written.text;
  const { parts, located } = withContentIds(opened.parts, written.base);
  const seen = seeHtml(isOpened ? (opened.html ?? '') : written.html, {
    maxFiles: Math.max(0, MAX_ATTACHMENTS - parts.length),
    located,
  });
  const isTooLong = seen.html.length > MAX_KEPT_CHARACTERS;
  const isShown = !isTooLong && !seen.isBlank;
  const isSaid = VISIBLE.test(text) && (seen.isBlank || (!isTooLong && (written.isAlternative || isOpened)));
  const words =
    isSaid || seen.html === '' ? text : isTooLong ? plainWords(seen.html, MAX_KEPT_CHARACTERS) : wordsOf(seen.html);
  return {
    text: words.replace(/^\ufeff/, '').slice(0, MAX_KEPT_CHARACTERS),
    ...(isShown ? { html: seen.html } : {}),
    attachments: toAttachments([...parts, ...seen.files.map(embedded)], isShown ? seen.shown : new Set()),
    isWhole: !isTooLong && words.length <= MAX_KEPT_CHARACTERS,
  };
}

function embedded({ content, contentType, cid }: EmbeddedFile): FilePart {
  return { content, contentType, name: '', contentId: cid, location: '' };
}

/** Parts that the HTML may name by where they would be found: one without a content id is given one. */
function withContentIds(given: readonly FilePart[], base: string) {
  const parts = given.map((part, index) =>
    part.location && !part.contentId ? { ...part, contentId: `${index}@location.pli` } : part,
  );
  const byLocation = new Map(parts.flatMap((p) => (p.location ? [[absolute(p.location, base), p.contentId]] : [])));
  const located = (address: string) => (byLocation.size > 0 ? byLocation.get(absolute(address, base)) : undefined);
  return { parts, located };
}

function absolute(address: string, base: string): string {
  return URL.parse(address, base || 'thismessage:/')?.href ?? address;
}

/** HTML nested too deep for a stack is read without its structure. */
function wordsOf(html: string): string {
  try {
    return letterText(html);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return plainWords(html, MAX_KEPT_CHARACTERS);
  }
}
