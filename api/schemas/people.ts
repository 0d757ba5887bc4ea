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

export type User = Static<typeof User>;
export type PreferencesInput = Static<typeof PreferencesInput>;
export type Colleague = Static<typeof Colleague>;
