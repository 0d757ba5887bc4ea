/** What a draft holds, and how it goes to the server. Pure. */
import type { Attachment, DossierDetail, Draft, DraftInput, MessageInput } from '../../../api/schemas.ts';

export interface DraftContent {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
}

/** What a reply starts from (A2). */
export function blankReply({ reply }: Pick<DossierDetail, 'reply'>): DraftContent {
  return { to: reply.to, cc: reply.cc, bcc: [], subject: reply.subject, html: '', attachments: [] };
}

export function contentOf({ to, cc, bcc, subject, html, attachments }: Draft): DraftContent {
  return { to, cc, bcc, subject, html, attachments };
}

export function messageOf(content: DraftContent, inReplyTo: string | null): MessageInput {
  return { ...body(content), inReplyTo };
}

export function draftInputOf(content: DraftContent, baseVersion: number): DraftInput {
  return { ...body(content), baseVersion };
}

export function sameContent(a: DraftContent, b: DraftContent): boolean {
  return JSON.stringify(body(a)) === JSON.stringify(body(b));
}

function body({ to, cc, bcc, subject, html, attachments }: DraftContent) {
  return {
    to: [...to],
    cc: [...cc],
    bcc: [...bcc],
    subject,
    html,
    attachments: attachments.map(({ id }) => ({ id })),
  };
}
