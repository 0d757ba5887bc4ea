/** The files that came with a letter: their names made safe, Outlook's winmail.dat opened. */
import { createHash } from 'node:crypto';
import type { Attachment } from 'mailparser';
import { detectExtension } from 'nodemailer/lib/mime-funcs';
import { safeFileName } from '../file-name.ts';
import { openTnef, type TnefFile } from './tnef.ts';

/** A file that came with a letter. `contentId` has no angle brackets; `inline` files are shown within the text. */
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

/** With the words of the first winmail.dat, for a letter that has no others. */
export interface Opened {
  readonly attachments: readonly ParsedAttachment[];
  readonly text?: string;
  readonly html?: string;
}

type Part = Pick<Attachment, 'content' | 'contentType' | 'filename' | 'cid' | 'related'>;

const TNEF_TYPE = /^application\/(?:vnd\.)?ms-tnef$/i;
const TNEF_NAME = /^win(?:mail|dat)\.dat$/i;

/** The attachments of a letter in their order; what a winmail.dat holds follows them all, the file itself untouched. */
export function readAttachments(attachments: readonly Attachment[], html: string): Opened {
  const opened = attachments.flatMap(({ content, contentType, filename = '' }) =>
    TNEF_TYPE.test(contentType) || TNEF_NAME.test(filename) ? (openTnef(content) ?? []) : [],
  );
  const files = opened.flatMap((tnef) => tnef.files.map(fileOf));
  const shown = html || opened.find((tnef) => tnef.html)?.html || '';
  const { text, html: own } = { ...opened[0] };
  return {
    attachments: [...attachments, ...files].map((part, index) => toAttachment(part, index, shown)),
    ...(text ? { text } : {}),
    ...(own ? { html: own } : {}),
  };
}

function fileOf({ name, contentType, contentId, content }: TnefFile): Part {
  return { filename: name, contentType, content, related: false, ...(contentId ? { cid: contentId } : {}) };
}

function toAttachment(
  { content, contentType, filename, cid, related }: Part,
  index: number,
  html: string,
): ParsedAttachment {
  return {
    index,
    name: safeFileName(filename ?? '') || `attachment-${index + 1}.${detectExtension(contentType)}`,
    contentType: /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(contentType) ? contentType : 'application/octet-stream',
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    ...(cid ? { contentId: cid } : {}),
    inline: Boolean(cid && (related || html.includes(`cid:${cid}`))),
    content,
  };
}
