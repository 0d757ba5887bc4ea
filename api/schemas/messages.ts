/** Letters received and written, and the drafts of those to come. */
import { type Static, Type } from '@sinclair/typebox';
import { Address, Attachment, AttachmentRef, Html, Id, Instant, Recipients, Subject } from './common.ts';
import { Nullable, OneOf, strict } from './forms.ts';

export const DraftBody = {
  to: Recipients,
  cc: Recipients,
  bcc: Recipients,
  subject: Subject,
  html: Html,
};
const DraftChoices = {
  attachments: Type.Array(AttachmentRef, { maxItems: 100 }),
  inReplyTo: Type.Optional(Nullable({ ...Id, description: 'The letter answered; null, or left out: the latest' })),
  mailbox: Type.Optional({ ...Id, description: 'From which address of the queue, if not the dossier’s own (N3)' }),
  template: Type.Optional({ ...Id, description: 'The template it was written from (O3)' }),
};
export const Draft = Type.Object(
  {
    ...DraftBody,
    attachments: Type.Array(Attachment),
    inReplyTo: Nullable(Id),
    mailbox: Nullable(Id),
    template: Nullable(Id),
    version: Type.Integer({ description: 'Give it back as baseVersion' }),
    author: Id,
    updatedAt: Instant,
  },
  { ...strict, title: 'Draft' },
);
export const DraftInput = Type.Object(
  {
    ...DraftBody,
    ...DraftChoices,
    baseVersion: Type.Integer({
      minimum: 0,
      description: 'The draft version it was written on; 0 where there was none',
    }),
  },
  strict,
);

/** What decided which dossier a letter belongs to (O7). */
export const Threading = Type.Object(
  {
    by: OneOf([
      'address-token',
      'in-reply-to',
      'references',
      'referred-to-earlier',
      'subject-number',
      'hand',
      'none',
    ] as const),
    detail: Type.String({ description: 'The Message-ID, the number or the user that decided; empty for none' }),
    isStranger: Type.Boolean(),
    isSubjectChanged: Type.Boolean(),
    quoted: Nullable(Type.String({ description: 'The dossier whose number the subject of a stranger quotes' })),
  },
  { ...strict, title: 'Threading' },
);

const AuthenticationResult = Nullable(
  Type.Object({ result: Type.String(), domain: Nullable(Type.String()) }, { ...strict, title: 'AuthenticationResult' }),
);

/** What our boundary's server found of the sender (RFC 8601). */
export const Authentication = Type.Object(
  { spf: AuthenticationResult, dkim: AuthenticationResult, dmarc: AuthenticationResult },
  { ...strict, title: 'Authentication', description: 'null where the server said nothing' },
);

export const Message = Type.Object(
  {
    id: Id,
    direction: OneOf(['inbound', 'outbound'] as const),
    from: Address,
    replyTo: Type.Array(Address),
    to: Type.Array(Address),
    cc: Type.Array(Address),
    bcc: Type.Array(Address),
    subject: Type.String(),
    date: Instant,
    messageId: Nullable(Type.String()),
    /** Sanitised for display; remote images wait in `data-remote-src`. */
    html: Type.String(),
    text: Type.String(),
    remoteImages: Type.Integer(),
    notice: Nullable(OneOf(['too-long', 'too-complex'] as const)),
    attachments: Type.Array(Attachment),
    status: OneOf([
      'received',
      'validating',
      'held',
      'sending',
      'sent',
      'failed',
      'withdrawn',
      'refused',
      'replaced',
    ] as const),
    author: Nullable(Id),
    automatic: Type.Boolean({ description: 'Written by a machine: the contact’s, or ours (C15)' }),
    redacted: Type.Object(
      { content: Type.Boolean(), author: Type.Boolean() },
      { ...strict, description: 'What was taken out of it, for everybody and for good (N20)' },
    ),
    threading: Nullable(Threading),
    authentication: Nullable(Authentication),
    isShortened: Type.Boolean({
      description: 'Too long to be shown as it is, or with all its words: its original is among the attachments',
    }),
    readers: Type.Array(Id, { description: 'Who has seen it' }),
  },
  { ...strict, title: 'Message' },
);

export const MessageInput = Type.Object(
  {
    ...DraftBody,
    ...DraftChoices,
  },
  strict,
);

export type Draft = Static<typeof Draft>;
export type DraftInput = Static<typeof DraftInput>;
export type Message = Static<typeof Message>;
export type MessageInput = Static<typeof MessageInput>;
