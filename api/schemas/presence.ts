/** One's own presence, as it is shown and chosen (W6). */
import { type Static, Type } from '@sinclair/typebox';
import { AgentState, Instant } from './common.ts';
import { Nullable, OneOf, strict } from './forms.ts';

export const Presence = Type.Object(
  {
    state: AgentState,
    since: Instant,
    load: Type.Integer({ description: 'How many dossiers are in hand: offered, or assigned and to be worked on' }),
    capacity: Nullable(Type.Integer({ description: 'How many there may be; null: no limit' })),
    assignedToday: Type.Integer({ description: 'How many came to them today, given or taken' }),
  },
  { ...strict, title: 'Presence' },
);
/** RONA happens; nobody chooses it. */
export const PresenceInput = Type.Object({ state: OneOf(['available', 'working', 'unavailable'] as const) }, strict);

export type Presence = Static<typeof Presence>;
export type PresenceInput = Static<typeof PresenceInput>;
