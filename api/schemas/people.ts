/** The people who sign in, and what they see of each other. */
import { type Static, Type } from '@sinclair/typebox';
import { AgentState, Id, Language, Role } from './common.ts';
import { Nullable, OneOf, strict } from './forms.ts';

export const User = Type.Object(
  {
    id: Id,
    email: Type.String(),
    name: Type.String(),
    role: Role,
    rights: Type.Array(Type.String()),
    queues: Type.Array(Id),
    preferences: Type.Object(
      {
        language: Language,
        theme: OneOf(['light', 'dark', 'system'] as const),
        singleKeys: Type.Boolean({ description: 'Single-letter shortcuts' }),
      },
      strict,
    ),
  },
  { ...strict, title: 'User' },
);
export const PreferencesInput = Type.Partial(User.properties.preferences, strict);
export const SignIn = Type.Object(
  { email: Type.String({ maxLength: 320 }), password: Type.String({ maxLength: 1024 }) },
  strict,
);

export const PasswordInput = Type.Object(
  { current: Type.String({ maxLength: 1024 }), next: Type.String({ minLength: 12, maxLength: 1024 }) },
  strict,
);

export const Colleague = Type.Object(
  {
    id: Id,
    name: Type.String(),
    queues: Type.Array(Id),
    skills: Type.Array(Id),
    teams: Type.Array(Id),
    /** Null: of queues that the caller does not see. */
    state: Nullable(AgentState),
  },
  { ...strict, title: 'Colleague' },
);

const Groups = Type.Array(Id, { maxItems: 1000, uniqueItems: true });
const Capacity = Nullable(
  Type.Integer({ minimum: 1, maximum: 10_000, description: 'The most in hand at once; null: no limit (N23)' }),
);
/** A person as administrators see them. */
export const Person = Type.Object(
  {
    id: Id,
    name: Type.String(),
    email: Type.String(),
    role: Role,
    state: AgentState,
    load: Type.Integer({ minimum: 0, description: 'How many dossiers are in hand' }),
    assignedToday: Type.Integer({ minimum: 0, description: 'How many came to them today, given or taken' }),
    capacity: Nullable(Type.Integer()),
    queues: Type.Array(Id),
    skills: Type.Array(Id),
    teams: Type.Array(Id),
  },
  { ...strict, title: 'Person' },
);
export const PersonInput = Type.Partial(Type.Object({ capacity: Capacity, skills: Groups, teams: Groups }), {
  ...strict,
  minProperties: 1,
});

export type Person = Static<typeof Person>;
export type PersonInput = Static<typeof PersonInput>;
export type User = Static<typeof User>;
export type SignIn = Static<typeof SignIn>;
export type PreferencesInput = Static<typeof PreferencesInput>;
export type Colleague = Static<typeof Colleague>;
