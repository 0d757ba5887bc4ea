/** What a queue answers by itself (C14, C15, C16). */
import { type Static, Type } from '@sinclair/typebox';
import { Attachment, AttachmentRef, Html, Id, Language } from './common.ts';
import { Nullable, strict } from './forms.ts';

const Settings = {
  enabled: Type.Boolean(),
  sender: Nullable(
    Type.Unsafe<string>({ ...Id, description: 'The mailbox it is written from (C13); null: the dossier’s own' }),
  ),
  language: Language,
  company: Type.String({ maxLength: 200, description: 'What @{company} stands for' }),
  html: Type.Unsafe<string>({ ...Html, description: 'With its tags (C16); an image is cid: and its id' }),
};

export const AutomaticReply = Type.Object(
  {
    ...Settings,
    images: Type.Array(Attachment),
    files: Type.Array(Attachment),
    senders: Type.Array(Type.Object({ id: Id, address: Type.String(), outboundOnly: Type.Boolean() }, strict)),
  },
  { ...strict, title: 'AutomaticReply' },
);
export const AutomaticReplyInput = Type.Object(
  {
    ...Settings,
    images: Type.Array(AttachmentRef, { maxItems: 10 }),
    files: Type.Array(AttachmentRef, { maxItems: 10 }),
  },
  strict,
);

export type AutomaticReply = Static<typeof AutomaticReply>;
export type AutomaticReplyInput = Static<typeof AutomaticReplyInput>;
