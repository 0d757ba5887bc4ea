/** The files that came with a letter: their names made safe, Outlook's winmail.dat opened. */
import { createHash } from 'node:crypto';
import type { Attachment } from 'mailparser';
import { detectExtension } from 'nodemailer/lib/mime-funcs';
import { HEAD_BYTES, KNOWN_TYPES, PICTURE_TYPES } from '../../domain/post/file-types.ts';
import { contentIdOf } from '../html/content-id.ts';
import { safeFileName } from './file-name.ts';
import { openTnef, type TnefFile } from './tnef.ts';

/** A file that came with a letter. `contentId` has no angle brackets; `inline`: the letter's HTML shows it. */
export interface ParsedAttachment {
  readonly index: number;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
  readonly contentId?: string;
  readonly inline: boolean;
  readonly content: Buffer;
}

/** A part that is no text of the letter. `location`: its Content-Location (RFC 2557). */
export interface FilePart {
  readonly content: Buffer;
  readonly contentType: string;
  readonly name: string;
  /** Without brackets, as written; '' for none. */
  readonly contentId: string;
  readonly location: string;
}

/** The files of a letter, with the words of the first winmail.dat, for a letter that has no others. */
export interface Opened {
  readonly parts: readonly FilePart[];
  readonly text?: string;
  readonly html?: string;
}

const TNEF_TYPE = /^application\/(?:vnd\.)?ms-tnef$/i;
const TNEF_NAME = /^win(?:mail|dat)\.dat$/i;

/** The parts of a letter in their order; what a winmail.dat holds follows them all, the file itself untouched. */
export function openParts(attachments: readonly Attachment[]): Opened {
  const opened = attachments.flatMap(({ content, contentType, filename = '' }) =>
    TNEF_TYPE.test(contentType) || TNEF_NAME.test(filename) ? (openTnef(content) ?? []) : [],
  );
  const { text, html } = { ...opened[0] };
  return {
    parts: [...attachments.map(partOf), ...opened.flatMap((tnef) => tnef.files.map(fileOf))],
    ...(text ? { text } : {}),
    ...(html ? { html } : {}),
  };
}

function partOf({ content, contentType, filename = '', cid = '', headers }: Attachment): FilePart {
  const location = headers.get('content-location');
  return {
    content,
    contentType,
    name: filename,
    contentId: cid,
    location: typeof location === 'string' ? location.replace(/\s+/g, '') : '',
  };
}

function fileOf({ name, contentType, contentId = '', content }: TnefFile): FilePart {
  return { name, contentType, content, contentId, location: '' };
}

/**
 * The parts as attachments. One is `inline` only where the HTML shows it: `shown` has the content ids that it shows, as
 * `contentIdOf` gives them. Of two parts with one id the first is shown; what is no picture for a browser never is.
 */
export function toAttachments(parts: readonly FilePart[], shown: ReadonlySet<string>): readonly ParsedAttachment[] {
  const left = new Set(shown);
  return parts.map(({ content, contentType, name, contentId }, index) => {
    const picture = pictureType(contentType, content.subarray(0, HEAD_BYTES));
    const inline = contentId !== '' && picture !== null && left.delete(contentIdOf(contentId));
    const type = inline ? picture : safeType(contentType);
    return {
      index,
      name: safeFileName(name) || `attachment-${index + 1}.${detectExtension(type)}`,
      contentType: type,
      size: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      ...(contentId ? { contentId } : {}),
      inline,
      content,
    };
  });
}

/** What browsers show within a text: many programs send pictures under no type of theirs, their bytes tell. */
function pictureType(said: string, head: Uint8Array): string | null {
  const known = KNOWN_TYPES.find(({ contentType, matches }) => PICTURE_TYPES.includes(contentType) && matches(head));
  return known?.contentType ?? (PICTURE_TYPES.includes(said) ? said : null);
}

function safeType(contentType: string): string {
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(contentType) ? contentType : 'application/octet-stream';
}
