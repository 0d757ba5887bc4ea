/** Reads a raw letter into its parts, within limits; whatever is malformed is read as far as it goes. */
import { type AddressObject, type Attachment, type EmailAddress, type ParsedMail, simpleParser } from 'mailparser';
import { type Address, parseRecipients } from '../../domain/post/recipients.ts';
import { withoutDirections } from '../../domain/post/unseen-marks.ts';
import {
  MAX_ADDRESS_LENGTH,
  MAX_ADDRESSES,
  MAX_ATTACHMENTS,
  MAX_HEADER_BYTES,
  MAX_HEADER_LINES,
  MAX_NAME_LENGTH,
  MAX_PARTS,
  MAX_REFERENCES,
  MAX_SUBJECT_LENGTH,
} from '../limits.ts';
import { openParts } from './attachments.ts';
import { automaticEvidence } from './automatic.ts';
import { type Bounce, readBounce } from './bounce.ts';
import { type LetterHeaders, readHeaders } from './headers.ts';
import { startOfBody } from './identity.ts';
import { type LetterBody, letterBody } from './letter-body.ts';
import { messageIds } from './message-id.ts';
import { declareCharsets, isMisread, mendHeader } from './undeclared-charset.ts';

/** A letter as read. Message ids carry their angle brackets; its `html` must be sanitised to be shown. */
export interface ParsedLetter extends LetterBody {
  readonly messageId?: string;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly from: Address;
  readonly replyTo: readonly Address[];
  /** Who sent on, as it was, what From wrote (RFC 5322, 3.6.6). */
  readonly resentFrom?: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly deliveredTo: readonly string[];
  readonly subject: string;
  readonly date?: Date;
  /** What says that a machine wrote it (RFC 3834), when one did. */
  readonly automatic?: string;
  /** Why no automatic reply may follow, whoever wrote it, when one may not. */
  readonly unanswerable?: string;
  readonly headers: LetterHeaders;
  /** The report of delivery that the letter is, when it is one. */
  readonly bounce?: Bounce;
}

/** Stands for the sender of a letter that names none; the domain can never be written to (RFC 6761). */
export const UNKNOWN_SENDER: Address = { email: 'unknown@sender.invalid' };

/** Why a letter could not be read: what it is made of, or what reading it would cost. */
export type UnreadableCode = 'unreadable' | 'too-slow' | 'too-heavy';

/** A letter beyond our limits or beyond reading; the raw bytes are all there is. */
export class UnreadableLetter extends Error {
  override readonly name = 'UnreadableLetter';
  readonly code: UnreadableCode;

  constructor(message: string, { code = 'unreadable', ...options }: ErrorOptions & { code?: UnreadableCode } = {}) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Parses the raw bytes of a letter. A declared charset that decodes wins; text that declares none is read as its
 * bytes or its HTML say, else as Windows-1252. Messages attached to it stay whole, as attachments (peer 28). Throws UnreadableLetter only.
 */
export async function parseLetter(raw: Buffer): Promise<ParsedLetter> {
  const letter = mendHeader(raw);
  let mail = await parse(letter);
  if (isMisread(letter, { text: mail.text ?? '', html: mail.html || '' }))
    mail = await parse(await declareCharsets(letter).catch(() => letter));
  if (mail.attachments.length > MAX_ATTACHMENTS) throw new UnreadableLetter(`more than ${MAX_ATTACHMENTS} attachments`);
  // A multipart whose boundary is missing has no parts to read: its body is shown as it is (RFC 2045, 5.2).
  const unread = !mail.text && !mail.html && mail.attachments.length === 0;
  const said = unread ? { ...mail, text: letter.subarray(startOfBody(letter)).toString() } : mail;
  const isAlternative = letter.includes('multipart/alternative') || letter.includes('Multipart/Alternative');
  return toLetter(said, isAlternative);
}

async function parse(raw: Buffer): Promise<ParsedMail> {
  try {
    const mail = await simpleParser(raw, {
      keepCidLinks: true,
      skipTextLinks: true,
      keepDeliveryStatus: true,
      ignoreEmbedded: true,
      checksumAlgo: false,
      skipHtmlToText: true,
      maxHeadSize: MAX_HEADER_BYTES,
      maxChildNodes: MAX_PARTS,
    });
    if ((mail.headerLines ?? []).length > MAX_HEADER_LINES) throw new Error(`more than ${MAX_HEADER_LINES} headers`);
    return mail;
  } catch (error) {
    throw new UnreadableLetter(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function toLetter(mail: ParsedMail, isAlternative: boolean): ParsedLetter {
  const headers = readHeaders(mail.headerLines ?? []);
  const base = headers.first('content-base') ?? headers.first('content-location') ?? '';
  const written = { text: mail.text ?? '', html: mail.html || '', isAlternative, base };
  const messageId = messageIds(headers.all('message-id').join(' '))[0];
  const date = readDate(headers.first('date'));
  const from = readSender(mail, headers.facts);
  const subject = shownWords(mail.subject ?? '', MAX_SUBJECT_LENGTH);
  const inReplyTo = messageIds(headers.all('in-reply-to').join(' '));
  const references = messageIds(headers.all('references').join(' ')).slice(-MAX_REFERENCES);
  const replyTo = addressesOf(mail.replyTo);
  const to = addressesOf(mail.to);
  const [resentFrom] = parseRecipients(headers.first('resent-from') ?? '').addresses;
  const { automatic, unanswerable } = automaticEvidence(headers, {
    contentType: headers.facts.contentType ?? '',
    sender: from.email,
    replyTo: replyTo.map(({ email }) => email),
    to: [...to.map(({ email }) => email), ...headers.deliveredTo],
    subject,
    isAnswer: inReplyTo.length > 0 || references.length > 0,
  });
  const letter = {
    ...(messageId ? { messageId } : {}),
    inReplyTo,
    references,
    from,
    replyTo,
    ...(resentFrom ? { resentFrom } : {}),
    to,
    cc: addressesOf(mail.cc),
    deliveredTo: headers.deliveredTo,
    subject,
    ...(date ? { date } : {}),
    ...letterBody(written, openParts(filesOf(mail))),
    ...(automatic ? { automatic } : {}),
    ...(unanswerable ? { unanswerable } : {}),
    headers: headers.facts,
  };
  const bounce = readBounce(letter);
  if (!bounce) return letter;
  const said = 'report of delivery';
  return { ...letter, automatic: automatic ?? said, unanswerable: unanswerable ?? said, bounce };
}

/** Other forms of the same words, for AMP and for watches. They are no files, unless they are all there is. */
const OTHER_FORMS = /^text\/(?:x-amp-html|watch-html)$/i;

function filesOf({ text, html, attachments }: ParsedMail): readonly Attachment[] {
  if (!text && !html) return attachments;
  return attachments.filter((part) => !OTHER_FORMS.test(part.contentType) || part.contentDisposition === 'attachment');
}

/** mailparser puts the present in place of a date it cannot read; a date we do not know stays unknown. */
function readDate(value: string | undefined): Date | undefined {
  const date = value ? new Date(value) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}

function readSender(mail: ParsedMail, facts: LetterHeaders): Address {
  const sender = mail.headers?.get('sender') as AddressObject | undefined;
  const known = [...addressesOf(mail.from), ...addressesOf(sender)][0];
  if (known) return known;
  return facts.returnPath ? { email: facts.returnPath } : UNKNOWN_SENDER;
}

function addressesOf(header: AddressObject | readonly AddressObject[] | undefined): Address[] {
  const objects = header === undefined ? [] : [header].flat();
  return objects.flatMap(({ value }) => value.flatMap(membersOf)).slice(0, MAX_ADDRESSES);
}

function membersOf(entry: EmailAddress): Address[] {
  if (entry.group) return entry.group.flatMap(membersOf);
  const email = entry.address?.trim();
  if (!email || email.length > MAX_ADDRESS_LENGTH) return [];
  const name = shownWords(entry.name ?? '', MAX_NAME_LENGTH);
  return [name ? { email, name } : { email }];
}

/** A subject or a name: on one line, in the direction of its letters. */
function shownWords(words: string, most: number): string {
  return withoutDirections(words).replace(/\s+/g, ' ').trim().slice(0, most);
}
