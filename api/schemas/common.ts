/** What the other schemas are made of: ids, instants, addresses, files, words. */
import { type Static, Type } from '@sinclair/typebox';
import { DESKS, TONES } from '../../domain/lifecycle/definition.ts';
import { OneOf, strict } from './forms.ts';

export const Id = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'An identifier' });
export const Instant = Type.String({ format: 'date-time' });
/** With the rest of its document it stays under MongoDB's 16 MB, whatever the letters. */
export const Html = Type.String({ maxLength: 2_000_000 });
/** G8: at most 1,024 characters; a line break would be a header injection. */
export const Subject = Type.String({ maxLength: 1024, pattern: '^[^\\r\\n]*$' });
const Recipient = Type.String({ minLength: 3, maxLength: 998, pattern: '^[^\\r\\n]+$' });
export const Recipients = Type.Array(Recipient, { maxItems: 100 });

export const Address = Type.Object({ email: Type.String(), name: Type.String() }, strict);
export const Label = Type.Object({ fr: Type.String(), en: Type.String() }, strict);
export const Desk = OneOf(DESKS);
export const Tone = OneOf(TONES);
export const Language = OneOf(['fr', 'en'] as const);
export const AgentState = OneOf(['available', 'working', 'unavailable', 'rona'] as const);
export const Role = OneOf(['agent', 'supervisor', 'admin'] as const);

export const Attachment = Type.Object(
  {
    id: Id,
    name: Type.String(),
    contentType: Type.String(),
    size: Type.Integer({ minimum: 0, description: 'bytes' }),
    looksLike: Type.Optional(
      Type.String({ description: 'What its bytes are, where its name or its declared type says otherwise' }),
    ),
    scan: Type.Optional({
      ...OneOf(['clean', 'infected', 'unscanned'] as const),
      description:
        'What the antivirus said; absent: none is set. What is infected cannot be downloaded; what is unscanned is scanned as it is asked for',
    }),
  },
  { ...strict, title: 'Attachment', description: 'Its bytes: GET /api/files/{id}' },
);
export const AttachmentRef = Type.Object({ id: Id }, strict);

/** C6: 1–1,000, of days or of the hours the queue is open. */
export const Duration = Type.Object(
  { unit: OneOf(['days', 'businessHours'] as const), value: Type.Integer({ minimum: 1, maximum: 1000 }) },
  { ...strict, title: 'Duration' },
);
/** A timer of the definition that runs. */
export const Words = Type.String({ minLength: 1, maxLength: 2000 });

export type Attachment = Static<typeof Attachment>;
