/** What is set for all e-mail. */
import { type Static, Type } from '@sinclair/typebox';
import { LETTER_BYTES } from '../../domain/post/letter-size.ts';
import { strict } from './forms.ts';

export const EmailSettings = Type.Object(
  {
    numberInSubject: Type.Boolean({ description: 'The first answer’s subject gets the number of the dossier (C2)' }),
    agentsEditSubject: Type.Boolean({ description: 'Never together with the number (C2)' }),
    authenticationServers: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 255, pattern: '^[A-Za-z0-9._:\\[\\]-]+$' }), {
        maxItems: 20,
        uniqueItems: true,
        description: 'The authserv-ids whose Authentication-Results count (RFC 8601); left out: as they were',
      }),
    ),
    maxReceivedBytes: Type.Optional(
      Type.Integer({
        minimum: LETTER_BYTES.least,
        maximum: LETTER_BYTES.most,
        multipleOf: 1_000_000,
        description: 'Of one letter received: a larger one stays on its server; left out: as it was',
      }),
    ),
    maxAttachedBytes: Type.Integer({ minimum: 1_000_000, maximum: 100_000_000, description: 'Of one message (G12)' }),
  },
  { ...strict, title: 'EmailSettings' },
);
export type EmailSettings = Static<typeof EmailSettings>;
