/** Mailboxes as administrators have them (C4, C13), the test of their connection, and what alarms. */
import { type Static, Type } from '@sinclair/typebox';
import { CONNECTION_STEPS } from '../../domain/post/connection-steps.ts';
import { MAILBOX_CONDITIONS } from '../../domain/post/mailbox-health.ts';
import { Id, Instant } from './common.ts';
import { Nullable, OneOf, strict } from './forms.ts';

const Host = Type.String({ pattern: '^[^\\s/@\\\\]{1,253}$', description: 'A name or an IP address' });
const Line = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\x00-\\x1f\\x7f]*\\S[^\\x00-\\x1f\\x7f]*$' });
const Secret = Type.String({ minLength: 1, maxLength: 8000, pattern: '^[^\\x00-\\x1f\\x7f]+$' });
const server = {
  host: Host,
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  security: OneOf(['tls', 'starttls', 'none'] as const),
  user: Line(320),
};
const ServerInput = Type.Object(
  { ...server, password: Type.Optional(Secret) },
  { ...strict, description: 'An absent password is kept; another host asks for it anew' },
);
const authorisation = {
  tokenUrl: Type.String({ maxLength: 2000, pattern: '^https?://[^\\s]+$' }),
  clientId: Line(500),
  scopes: Type.Array(Type.String({ pattern: '^[\\x21-\\x7e]{1,300}$' }), { maxItems: 20 }),
};
const settings = {
  address: Type.String({ maxLength: 254, pattern: '^[^\\s@<>]+@[^\\s@<>]+$' }),
  name: Line(200),
  queue: Id,
  folder: Line(500),
  enabled: Type.Boolean(),
  outboundOnly: Type.Boolean({ description: 'C13: written from, never watched, never a queue’s default' }),
  subaddressing: Type.Optional(
    Type.Boolean({
      description:
        'Its server delivers name+tag@ to it (RFC 5233): answers come to an address that names their dossier. Absent: as it was',
    }),
  ),
  afterwards: Type.Union([OneOf(['nothing', 'seen'] as const), Type.Object({ move: Line(500) }, strict)], {
    description: 'What is done on the server with a letter once it is safe here',
  }),
};

export const MailboxInput = Type.Object(
  {
    ...settings,
    imap: Nullable(ServerInput),
    smtp: ServerInput,
    oauth: Nullable(
      Type.Object(
        { ...authorisation, clientSecret: Type.Optional(Nullable(Secret)), refreshToken: Type.Optional(Secret) },
        { ...strict, description: 'Absent secrets are kept; a null clientSecret says that there is none' },
      ),
    ),
  },
  { ...strict, title: 'MailboxInput' },
);

const Condition = OneOf(MAILBOX_CONDITIONS);
export const Mailbox = Type.Object(
  {
    id: Id,
    ...settings,
    imap: Nullable(Type.Object(server, strict)),
    smtp: Type.Object(server, strict),
    oauth: Nullable(Type.Object({ ...authorisation, hasClientSecret: Type.Boolean() }, strict)),
    condition: Condition,
    since: Nullable(Instant),
    lastSeenAt: Nullable(Instant),
    lastLetterAt: Nullable(Instant),
    verifiedAt: Type.Union([Instant, Type.Null()], {
      description: 'When a test last proved that letters leave by its present settings; null: never',
    }),
    waiting: Type.Integer({ minimum: 0, description: 'Letters known to wait on the server, while it catches up' }),
    lastError: Nullable(Type.Object({ reason: Type.String(), signInRefused: Type.Boolean(), at: Instant }, strict)),
    live: Type.Integer({ minimum: 0, description: 'How many dossiers its deletion would interrupt (W5)' }),
  },
  { ...strict, title: 'Mailbox', description: 'Without its secrets' },
);

export const ConnectionTestStarted = Type.Object(
  { test: Id },
  { ...strict, title: 'ConnectionTestStarted', description: 'Follow it at /api/mailboxes/tests/{id}' },
);
export const ConnectionTest = Type.Object(
  {
    id: Id,
    status: OneOf(['waiting', 'running', 'done'] as const),
    steps: Type.Array(
      Type.Object(
        {
          step: OneOf(CONNECTION_STEPS),
          status: OneOf(['pending', 'running', 'ok', 'failed', 'skipped'] as const),
          ms: Type.Integer({ minimum: 0 }),
          detail: Type.String(),
          hint: Nullable(Type.String()),
        },
        strict,
      ),
    ),
  },
  { ...strict, title: 'ConnectionTest' },
);

export const MailboxAlert = Type.Object(
  { kind: OneOf(['mailbox'] as const), id: Id, name: Type.String(), condition: Condition, since: Instant },
  { ...strict, title: 'MailboxAlert' },
);

export type MailboxInput = Static<typeof MailboxInput>;
export type Mailbox = Static<typeof Mailbox>;
export type ConnectionTestStarted = Static<typeof ConnectionTestStarted>;
export type ConnectionTest = Static<typeof ConnectionTest>;
export type MailboxAlert = Static<typeof MailboxAlert>;
