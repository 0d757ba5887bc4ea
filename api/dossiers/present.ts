/** From what the store keeps to what the API gives. */
import { editableHtml } from '../../mail/html/inline-images.ts';
import type { ShownLetter } from '../../mail/html/shown-letter.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { DraftDocument } from '../../store/dossiers/drafts.ts';
import type { TimelineEntry } from '../../store/dossiers/timeline.ts';
import type { LedgerEntry } from '../../store/letters/ledger.ts';
import type { MessageDocument, StoredAttachment } from '../../store/letters/messages.ts';
import type { Threading } from '../../store/letters/threads.ts';
import type { Attachment, DossierRow, Draft, LedgerRow, Message, TimelineEvent } from '../schemas.ts';
import { reasonText } from '../words/ledger-reasons.ts';
import type { Language } from '../words/text.ts';
import { shownHtml } from './displays.ts';

export const instant = (at: number | Date): string => new Date(at).toISOString();

export function presentRow(d: DossierDocument): DossierRow {
  return {
    id: d._id,
    number: d.number,
    subject: d.subject,
    state: d.state,
    desk: d.desk,
    contact: { email: d.contact.email, name: d.contact.name },
    queue: d.queue,
    assignee: d.assignee,
    version: d.version,
    updatedAt: instant(d.updatedAt),
    ageSince: instant(d.ageSince),
    lastReceivedAt: d.lastReceivedAt === null ? null : instant(d.lastReceivedAt),
    readers: [...d.readers],
    preview: d.preview,
    hasDraft: d.hasDraft,
    hasAttachments: d.hasAttachments,
    alert: d.alert,
    direction: d.direction,
    offer: d.offer && { to: d.offer.to, since: instant(d.offer.since), until: instant(d.offer.until) },
    validation: d.validation && presentValidation(d.validation),
    outcome: d.outcome?.status ?? null,
    deadlines: d.deadlines.map(({ timer, since, at }) => ({ timer, since: instant(since), at: instant(at) })),
    waitingSince: d.waitingSince === null || d.waitingSince !== d.ageSince ? null : instant(d.waitingSince),
    openedAt: instant(d.openedAt),
    definition: { id: d.definition.id, version: d.definition.version },
  };
}

function presentValidation(validation: NonNullable<DossierDocument['validation']>): DossierRow['validation'] {
  const { message, digest, outcome, author, since, policy, letters } = validation;
  return { message, digest, outcome, author, since: instant(since), policy, letters: [...letters] };
}

export function presentAttachment(attachment: Omit<StoredAttachment, 'sha256' | 'contentId' | 'inline'>): Attachment {
  const { id, name, contentType, size, looksLike, scan } = attachment;
  return { id, name, contentType, size, ...(looksLike && { looksLike }), ...(scan && { scan: scan.state }) };
}

export function presentDraft(draft: DraftDocument): Draft {
  const { to, cc, bcc, subject, html, attachments, version, author, updatedAt } = draft;
  const { inReplyTo = null, mailbox = null, template = null } = draft;
  return {
    to: [...to],
    cc: [...cc],
    bcc: [...bcc],
    subject,
    html: editableHtml(html),
    attachments: attachments.filter((a) => !a.inline).map(presentAttachment),
    inReplyTo,
    mailbox,
    template,
    version,
    author,
    updatedAt: instant(updatedAt),
  };
}

/** `shown`: undefined for one whose content was taken out. */
export function presentMessage(message: MessageDocument, shown: ShownLetter | undefined): Message {
  return {
    id: message._id,
    direction: message.direction,
    from: message.from,
    replyTo: [...message.replyTo],
    to: [...message.to],
    cc: [...message.cc],
    bcc: [...message.bcc],
    subject: message.subject,
    date: instant(message.date),
    messageId: message.messageId,
    html: shown ? shownHtml(shown, message) : '',
    remoteImages: shown?.remoteImages ?? 0,
    notice: shown?.notice ?? null,
    text: message.text,
    attachments: message.attachments.filter(isListed).map(presentAttachment),
    status: message.status === 'staged' ? 'held' : message.status,
    author: message.author,
    automatic: message.automatic !== null,
    redacted: { content: message.redacted?.content ?? false, author: message.redacted?.author ?? false },
    threading: presentThreading(message.threading),
    authentication: message.authentication ?? null,
    isShortened: message.isShortened ?? false,
    readers: [...(message.readers ?? [])],
  };
}

/** A picture within the text is seen there; one that the antivirus keeps from view is said to be. */
function isListed({ inline, contentId, scan }: StoredAttachment): boolean {
  return !inline || !contentId || (scan !== undefined && scan.state !== 'clean');
}

function presentThreading(threading: Threading | undefined): Message['threading'] {
  if (!threading) return null;
  const { by, detail, isStranger, isSubjectChanged, quoted } = threading;
  return { by, detail, isStranger, isSubjectChanged, quoted };
}

export function presentEvent(entry: TimelineEntry): TimelineEvent {
  const { seq, at, actor, cause, type, data, dataHash, salt, prevHash, hash } = entry;
  return { seq, at: instant(at), actor, cause, type, data: { ...data }, dataHash, salt, prevHash, hash };
}

export function presentLedger(entry: LedgerEntry, language: Language): LedgerRow {
  const { mailbox, uidValidity, uid, messageId, size, fate, dossier, at } = entry;
  const reason = reasonText(entry.reason, language);
  return { mailbox, uidValidity, uid, messageId, size, fate, dossier, reason, at: instant(at) };
}
