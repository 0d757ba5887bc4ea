/** Builds the bytes of a letter, once: the same letter always gives the same bytes. */
import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Address } from '../../domain/post/recipients.ts';
import { uniqueAddresses } from '../../domain/post/recipients.ts';
import { letterHtml, letterText } from '../html/letter-html.ts';
import { LETTER_TOKEN_HEADER } from '../letter-token.ts';
import { MAX_SENT_REFERENCES, MAX_SUBJECT_LENGTH } from '../limits.ts';
import { threadIndex } from './thread-index.ts';

/** A file to send. With `contentId` (no brackets) and `inline` it is shown within the text, as `cid:<contentId>`. */
export interface OutgoingAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
  readonly contentId?: string | null;
  readonly inline?: boolean;
}

/** A letter to build. `references` are those of the message answered and its own id, oldest first. */
export interface OutgoingLetter {
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc?: readonly Address[];
  /** In the envelope only. */
  readonly bcc?: readonly Address[];
  readonly replyTo?: readonly Address[];
  readonly subject: string;
  readonly date: Date;
  /** With its angle brackets. */
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  /** Outlook's headers of the message answered, when it had them. */
  readonly answered?: { readonly threadIndex?: string; readonly threadTopic?: string };
  /** As the agent wrote it: it is sanitised here, and its styles are inlined. */
  readonly html: string;
  readonly attachments?: readonly OutgoingAttachment[];
  /** What our own header says of it (`mail/letter-token.ts`). */
  readonly token?: string;
  /** Written by us and not by a person: says so, and has the null sender, so that nothing answers it (RFC 3834). */
  readonly automatic?: boolean;
}

/** A letter ready to be handed over. The envelope has every recipient once, bare; its `from` is empty for `<>`. */
export interface ComposedLetter {
  readonly raw: Buffer;
  readonly messageId: string;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
}

/**
 * Builds a letter in 7-bit bytes, which no relay has a reason to encode again: text and HTML alternatives, inline
 * pictures, attachments, threading headers for everyone (RFC 5322, 3.6.4) and for Outlook (peer 16). Line breaks in
 * any header field are turned into spaces: nothing a person typed can add a header.
 */
export async function composeLetter(letter: OutgoingLetter): Promise<ComposedLetter> {
  const cc = letter.cc ?? [];
  const html = letterHtml(letter.html);
  const composer = new MailComposer({
    ...headersOf(letter),
    from: mailboxOf(letter.from),
    to: letter.to.map(mailboxOf),
    cc: cc.map(mailboxOf),
    replyTo: (letter.replyTo ?? []).map(mailboxOf),
    text: letterText(html),
    html: `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${html}</body></html>`,
    attachments: (letter.attachments ?? []).map(partOf),
    textEncoding: 'quoted-printable',
    newline: 'windows',
    baseBoundary: createHash('sha256').update(letter.messageId).digest('hex').slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  } as ConstructorParameters<typeof MailComposer>[0]);
  const raw = await composer.compile().build();
  const recipients = uniqueAddresses([...letter.to, ...cc, ...(letter.bcc ?? [])]);
  const envelope = { from: letter.automatic ? '' : letter.from.email, to: recipients.map(({ email }) => email) };
  return { raw, messageId: letter.messageId, envelope };
}

const REFERENCE = /^<[^<>\s]+>$/;
/** With its fold it stays within a line of mail (RFC 5322, 2.1.1). */
const MAX_SENT_ID_LENGTH = 900;

function headersOf(letter: OutgoingLetter) {
  const parents = boundReferences(letter.references ?? [], letter.messageId);
  // Its own id too: a relay that gives it another leaves this one, and answers bring it back.
  const references = [...parents, letter.messageId];
  const topic = letter.answered?.threadTopic ?? letter.subject.replace(/^(?:\s*(?:re|tr|fwd?)\s*:)+\s*/i, '');
  return {
    messageId: letter.messageId,
    date: letter.date,
    subject: cut(oneLine(letter.subject)),
    ...(letter.inReplyTo ? { inReplyTo: letter.inReplyTo } : {}),
    references,
    headers: {
      ...(letter.token ? { [LETTER_TOKEN_HEADER]: oneLine(letter.token) } : {}),
      ...(letter.automatic ? automaticHeaders(letter) : {}),
      'Thread-Topic': cut(oneLine(topic)),
      'Thread-Index': threadIndex({
        parent: letter.answered?.threadIndex,
        conversation: parents[0] ?? letter.messageId,
        date: letter.date,
        isReply: parents.length > 0,
      }),
    },
  };
}

/** RFC 3834, 5: an answer or a letter of its own accord; and Exchange's word for « do not answer ». */
function automaticHeaders({ inReplyTo }: OutgoingLetter) {
  return {
    'Auto-Submitted': inReplyTo ? 'auto-replied' : 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  };
}

/** The first id, from which the conversation is known, those of our own domain, and the newest; each once, in order. */
function boundReferences(ids: readonly string[], messageId: string): readonly string[] {
  const all = [...new Set(ids)].filter((id) => REFERENCE.test(id) && id.length <= MAX_SENT_ID_LENGTH);
  if (all.length < MAX_SENT_REFERENCES) return all;
  const ourDomain = messageId.slice(messageId.lastIndexOf('@'));
  const newest = new Set(all.slice(-MAX_SENT_REFERENCES / 2));
  const ours = new Set(all.filter((id) => id.endsWith(ourDomain)).slice(-MAX_SENT_REFERENCES / 2 + 1));
  return all.filter((id, index) => index === 0 || newest.has(id) || ours.has(id));
}

function mailboxOf({ email, name }: Address): { name: string; address: string } {
  return { name: oneLine(name ?? ''), address: oneLine(email) };
}

function partOf({ name, contentType, content, contentId, inline }: OutgoingAttachment) {
  if (contentType === 'message/rfc822') return letterPart(name, content);
  const file = { filename: oneLine(name), contentType: oneLine(contentType), content };
  return contentId && inline ? { ...file, cid: oneLine(contentId), contentDisposition: 'inline' as const } : file;
}

/** A letter within a letter may not be encoded (RFC 2046, 5.2.1): one that would not travel as it is goes as a file. */
function letterPart(name: string, content: Buffer) {
  const filename = oneLine(name);
  const contentDisposition = 'attachment' as const;
  return travels(content)
    ? { filename, contentType: 'message/rfc822', contentTransferEncoding: '7bit' as const, contentDisposition, content }
    : { filename, contentType: 'application/octet-stream', content };
}

/** RFC 2045, 2.7: seven bits, no NUL, whole line breaks, lines of 998. */
function travels(content: Buffer): boolean {
  const lines = content.toString('latin1').split('\r\n');
  return (
    content.every((byte) => byte > 0 && byte < 0x80) &&
    lines.every((line) => line.length <= 998 && !/[\r\n]/.test(line))
  );
}

/** G8. A character of two halves is kept whole or left out. */
function cut(text: string): string {
  return text
    .slice(0, MAX_SUBJECT_LENGTH)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
