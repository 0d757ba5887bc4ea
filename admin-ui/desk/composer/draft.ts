/** What a draft holds, what an answer starts from, and how both go to the server. Pure. */
import type { Attachment, DossierDetail, Draft, DraftInput, Message, MessageInput } from '../../../api/schemas.ts';
import { replyRecipients } from '../../../domain/post/correspondents.ts';

export interface DraftContent {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
  /** The letter answered; null, or absent: the latest. */
  readonly inReplyTo?: string | null;
  /** From another mailbox of the queue than the dossier's own (N3). */
  readonly mailbox?: string | null;
  /** What it was written from. */
  readonly template?: string | null;
}

/** Bytes together. */
export const sizeOf = (attachments: readonly Attachment[]): number =>
  attachments.reduce((sum, { size }) => sum + size, 0);

export type ReplyMode = 'reply' | 'replyAll';

/** Whom an answer goes to (A2, W7): to the latest letter, or to that one of the thread. */
export function answerTo(
  { reply }: Pick<DossierDetail, 'reply'>,
  mode: ReplyMode,
  letter?: Message,
): Pick<DraftContent, 'to' | 'cc' | 'inReplyTo'> {
  if (!letter || letter.id === reply.inReplyTo)
    return { ...(mode === 'replyAll' ? reply.replyAll : { to: reply.to, cc: reply.cc }), inReplyTo: reply.inReplyTo };
  const { to, cc } = replyRecipients({ message: letter, own: reply.own, mode });
  return { to: to.map(({ email }) => email), cc: cc.map(({ email }) => email), inReplyTo: letter.id };
}

/** What a reply starts from (A2). */
export function blankReply(dossier: Pick<DossierDetail, 'reply'>): DraftContent {
  return { ...answerTo(dossier, 'reply'), bcc: [], subject: dossier.reply.subject, html: '', attachments: [] };
}

export function contentOf({ version: _, author: __, updatedAt: ___, ...content }: Draft): DraftContent {
  return content;
}

/** `latest`: the letter answered where the content names none. */
export function messageOf(content: DraftContent, latest: string | null): MessageInput {
  return { ...body(content), inReplyTo: content.inReplyTo ?? latest };
}

export function draftInputOf(content: DraftContent, baseVersion: number): DraftInput {
  return { ...body(content), baseVersion };
}

export function sameContent(a: DraftContent, b: DraftContent): boolean {
  return JSON.stringify(body(a)) === JSON.stringify(body(b));
}

function body({ to, cc, bcc, subject, html, attachments, inReplyTo, mailbox, template }: DraftContent) {
  return {
    to: [...to],
    cc: [...cc],
    bcc: [...bcc],
    subject,
    html,
    attachments: attachments.map(({ id }) => ({ id })),
    inReplyTo: inReplyTo ?? null,
    ...(mailbox ? { mailbox } : {}),
    ...(template ? { template } : {}),
  };
}
