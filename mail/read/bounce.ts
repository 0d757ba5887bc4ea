/** Recognises reports of delivery: RFC 3464 and what mail systems wrote before it or beside it. Pure. */
import { normaliseAddress } from '../../domain/post/recipients.ts';
import { isDaemon, isPostmaster } from '../../domain/post/robot-address.ts';
import { MAX_BOUNCE_TEXT, MAX_BOUNCED_RECIPIENTS, MAX_DIAGNOSTIC_LENGTH } from '../limits.ts';
import { automaticSubject } from './automatic-subject.ts';
import { type BounceAction, type BouncedRecipient, statusOf } from './bounced-recipient.ts';
import type { LetterHeaders } from './headers.ts';
import { messageIds } from './message-id.ts';
import { type Failure, readPlainBounce, readUnformed } from './plain-bounce.ts';

/** `format`: `rfc3464`, or the program whose words were recognised. `messageIds`: what may be the letter's, best first. */
export interface Bounce {
  readonly format: string;
  readonly messageIds: readonly string[];
  readonly recipients: readonly BouncedRecipient[];
  /**
   * What it says of whomever it is about, where it has no form that we read: its `recipients` are then whoever it names,
   * and of them those count to whom we wrote. Null: it has a form.
   */
  readonly unformed: Failure | null;
}

/** What of a parsed letter tells a report from a letter. */
export interface MaybeBounce {
  readonly from: { readonly email: string; readonly name?: string };
  readonly subject: string;
  readonly headers: LetterHeaders;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly text: string;
  readonly attachments: readonly { readonly contentType: string; readonly content: Buffer }[];
}

const STATUS_PART = /^message\/(?:global-)?delivery-status$/;
const ORIGINAL_PART = /^(?:message\/(?:rfc822|global|global-headers)|text\/rfc822-headers)$/;
// As mail servers sign: « Mail Delivery System », « Mail Delivery Subsystem », « System Administrator ».
const SERVER_NAME = /^(?:mail delivery (?:sub)?system|mail administrator|system administrator|mailer[- ]daemon)$/i;

/**
 * The report a letter is, or null when it is a letter. A report in words alone counts only from a robot: a person
 * who forwards one, or quotes it, is asking us something. Read receipts and abuse reports are not reports of delivery.
 */
export function readBounce(letter: MaybeBounce): Bounce | null {
  const { contentType = '', failedRecipients } = letter.headers;
  const isReport = /^multipart\/report\b/i.test(contentType);
  const status = letter.attachments.find((part) => STATUS_PART.test(part.contentType));
  if (isReport && !status && !/report-type\s*=\s*"?delivery-status/i.test(contentType)) return null;
  if (!isReport && !isFromServer(letter)) return null;
  const text = letter.text.slice(0, MAX_BOUNCE_TEXT);
  const messageIds = originalIds(letter, text);
  const structured = status ? statusRecipients(status.content.toString()) : [];
  if (structured.length > 0) return { format: 'rfc3464', messageIds, recipients: atMost(structured), unformed: null };
  const plain = readPlainBounce(text, failedRecipients);
  if (plain && plain.recipients.length > 0) return { ...plain, messageIds, unformed: null };
  // Who is away may quote our own words, of what could not be delivered.
  const unformed = automaticSubject(letter.subject) ? null : readUnformed(letter.subject, text);
  if (unformed) {
    const { failure, addresses } = unformed;
    const recipients = addresses.map((final) => ({ final, original: null, ...failure }));
    return { format: plain?.format ?? 'unformed', messageIds, recipients, unformed: failure };
  }
  if (!isReport && !status && !plain) return null;
  return { format: plain?.format ?? 'rfc3464', messageIds, recipients: [], unformed: null };
}

function isFromServer({ from, headers: { returnPath, failedRecipients } }: MaybeBounce): boolean {
  const isNamed = isDaemon(from.email) || isPostmaster(from.email) || SERVER_NAME.test(from.name ?? '');
  return isNamed || returnPath === '' || failedRecipients !== undefined;
}

function atMost(recipients: readonly BouncedRecipient[]): readonly BouncedRecipient[] {
  return recipients.slice(0, MAX_BOUNCED_RECIPIENTS);
}

/** The groups after the first, each of one recipient (RFC 3464, 2.3); some programs write them without the first. */
function statusRecipients(content: string): BouncedRecipient[] {
  const groups = content.replaceAll('\r\n', '\n').split(/\n(?:[ \t]*\n)+/);
  return groups.flatMap((group) => {
    const field = fieldsOf(group);
    const final = addressOf(field('final-recipient')) ?? addressOf(field('original-recipient'));
    if (!final) return [];
    const diagnostic = typed(field('diagnostic-code'));
    const status = /\d\.\d{1,3}\.\d{1,3}/.exec(field('status') ?? '')?.[0] ?? statusOf(diagnostic);
    return [
      {
        final,
        original: addressOf(field('original-recipient')),
        action: actionOf(field('action'), status),
        status,
        diagnostic: diagnostic.slice(0, MAX_DIAGNOSTIC_LENGTH),
      },
    ];
  });
}

function fieldsOf(group: string): (name: string) => string | undefined {
  const lines = group.replace(/\n[ \t]+/g, ' ').split('\n');
  const fields = new Map(
    lines.flatMap((line): [string, string][] => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
    }),
  );
  return (name) => fields.get(name);
}

/** `rfc822; <a@b>` and `utf-8; a@b` (RFC 6533); xtext (`+40`, RFC 3461, 4) is decoded. */
function addressOf(field: string | undefined): string | null {
  const value = typed(field).replace(/\+([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const address = normaliseAddress(/<([^<>]*)>/.exec(value)?.[1] ?? value);
  return /^\S+@\S+$/.test(address) ? address : null;
}

/** The value without the type that stands before its semicolon. */
function typed(field = ''): string {
  return field
    .replace(/^[\w-]+\s*;/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function actionOf(field: string | undefined, status: string | null): BounceAction {
  const action = /^(?:failed|delayed|delivered|relayed|expanded)\b/i.exec(field ?? '')?.[0].toLowerCase();
  if (action) return action as BounceAction;
  return status?.startsWith('4') ? 'delayed' : status?.startsWith('2') ? 'delivered' : 'failed';
}

/** From the letter given back, else from where the report answers it (Exchange), else from its words. */
function originalIds({ attachments, inReplyTo, references }: MaybeBounce, text: string): string[] {
  const parts = attachments.filter((part) => ORIGINAL_PART.test(part.contentType));
  const headers = [...parts.map((part) => part.content.toString('utf8', 0, MAX_BOUNCE_TEXT)), text];
  // A relay that gave the letter another id left ours among its references, the last.
  const referred = headers.flatMap((header) => referencesIn(header).slice(-1));
  const named = headers.flatMap((header) =>
    [...header.matchAll(/^[ \t>]*(?:x-)?(?:original-)?message-id:\s*(<[^<>\s]+>)/gim)].map(([, id]) => id ?? ''),
  );
  return messageIds([...named, ...referred, ...inReplyTo, ...references.toReversed()].join(' ')).slice(0, 20);
}

function referencesIn(header: string): string[] {
  const [, value = ''] = /^[ \t>]*references:((?:[^\n]*\n[ \t>]+(?=<))*[^\n]*)/im.exec(header) ?? [];
  return messageIds(value);
}
