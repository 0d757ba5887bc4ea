/** What administrators configure: queues with their calendars, timers; and the batches that carry a change to running dossiers. */
import { type Static, Type } from '@sinclair/typebox';
import { Duration, Id, Instant, Label } from './common.ts';
import { Nullable, OneOf, strict } from './forms.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const Time = Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$', description: 'As 09:00; 24:00 ends a day' });
export const CalendarSettings = Type.Object(
  {
    timeZone: Type.String({ minLength: 1, maxLength: 64, description: 'IANA, as Europe/Paris' }),
    week: Type.Array(Type.Array(Type.Object({ from: Time, to: Time }, strict), { maxItems: 8 }), {
      minItems: 7,
      maxItems: 7,
      description: 'The intervals of each day, Monday first',
    }),
    holidays: Nullable(Type.String({ maxLength: 16, description: 'As FR or CH-GE: GET /api/holidays' })),
    daysOff: Type.Array(Type.String({ format: 'date' }), { maxItems: 500 }),
  },
  { ...strict, title: 'Calendar' },
);

const settings = {
  name: Name,
  routing: OneOf(['pull', 'offer', 'assign'] as const),
  mailbox: Id,
  otherMailboxes: Type.Array(Id, { maxItems: 50 }),
  definition: Type.Object({ id: Id, version: Type.Integer({ minimum: 1 }) }, strict),
  calendar: CalendarSettings,
  skill: Nullable(Id),
  offerSeconds: Type.Integer({ minimum: 5, maximum: 3600 }),
  dailyLimit: Nullable(Type.Integer({ minimum: 1, maximum: 10_000 })),
  onlyBusinessHours: Type.Boolean(),
  onlySignedIn: Type.Boolean(),
  transfers: Type.Array(OneOf(['queue', 'agent', 'skill', 'team'] as const), { uniqueItems: true, maxItems: 4 }),
  outcomeRequired: Type.Boolean(),
  wrapUps: Type.Array(Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }), {
    uniqueItems: true,
    maxItems: 100,
  }),
};
export const QueueSettingsInput = Type.Object(
  { ...settings, status: OneOf(['open', 'closed'] as const) },
  { ...strict, title: 'QueueSettingsInput' },
);
export const QueueSettings = Type.Object(
  {
    id: Id,
    ...settings,
    status: OneOf(['open', 'closed', 'deleted'] as const),
    live: Type.Integer({ minimum: 0, description: 'How many dossiers its deletion would interrupt (W5)' }),
    mailboxes: Type.Array(Type.Object({ id: Id, address: Type.String() }, strict), {
      description: 'The mailboxes whose letters it has; its deletion switches them off',
    }),
  },
  { ...strict, title: 'QueueSettings' },
);
export const QueueSaved = Type.Object(
  { ...QueueSettings.properties, batch: Nullable(Id) },
  {
    ...strict,
    title: 'QueueSaved',
    description: 'With the batch that tells its dossiers of another routing (/api/batches/{id}); null: nobody is told',
  },
);
export const HolidayRegion = Type.Object(
  { code: Type.String(), name: Type.String() },
  { ...strict, title: 'HolidayRegion' },
);

const Setting = { enabled: Type.Boolean(), after: Duration };
export const Timers = Type.Object(
  {
    definition: Type.Object({ id: Id, version: Type.Integer() }, strict),
    timers: Type.Array(
      Type.Object(
        {
          id: Id,
          label: Label,
          ...Setting,
          default: Type.Object(Setting, strict),
          whenOff: OneOf(['never', 'atOnce'] as const),
          leadsTo: Nullable(Label),
        },
        strict,
      ),
    ),
    live: Type.Integer({ minimum: 0, description: 'How many running dossiers a change would touch' }),
  },
  { ...strict, title: 'Timers' },
);
export const TimersInput = Type.Object(
  { timers: Type.Record(Id, Type.Object(Setting, strict)) },
  { ...strict, description: 'All of them: one that is not named is as the definition says' },
);

export const BatchStarted = Type.Object(
  { batch: Nullable(Id) },
  { ...strict, title: 'BatchStarted', description: 'Follow it at /api/batches/{id}; null: nobody is touched' },
);
export const Batch = Type.Object(
  {
    id: Id,
    kind: OneOf(['timers', 'routing', 'queue', 'mailbox', 'definition'] as const),
    total: Type.Integer(),
    done: Type.Integer(),
    failed: Type.Integer(),
    status: OneOf(['running', 'done', 'failed'] as const),
    errors: Type.Array(Type.Object({ dossier: Id, message: Type.String() }, strict)),
    startedAt: Instant,
    endedAt: Nullable(Instant),
  },
  { ...strict, title: 'Batch' },
);

export type CalendarSettings = Static<typeof CalendarSettings>;
export type QueueSettings = Static<typeof QueueSettings>;
export type QueueSaved = Static<typeof QueueSaved>;
export type QueueSettingsInput = Static<typeof QueueSettingsInput>;
export type HolidayRegion = Static<typeof HolidayRegion>;
export type Timers = Static<typeof Timers>;
export type TimersInput = Static<typeof TimersInput>;
export type Batch = Static<typeof Batch>;
export type BatchStarted = Static<typeof BatchStarted>;
