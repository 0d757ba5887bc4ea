/** The queues and the agents as a supervisor watches them. */
import { type Static, Type } from '@sinclair/typebox';
import { AgentState, Desk, Id, Instant, Label, Tone } from './common.ts';
import { Nullable, strict } from './forms.ts';
import { Queue } from './queues.ts';

const Count = Type.Integer({ minimum: 0 });
const StateLive = Type.Object(
  { id: Type.String(), label: Label, desk: Nullable(Desk), tone: Tone, count: Count },
  { ...strict, title: 'StateLive' },
);
const QueueLive = Type.Object(
  {
    id: Id,
    name: Type.String(),
    routing: Queue.properties.routing,
    waiting: Type.Integer({ minimum: 0, description: 'To be worked on, and nobody’s' }),
    oldest: Nullable(
      Type.Unsafe<string>({ ...Instant, description: 'Since when the one that waits the longest has waited' }),
    ),
    validation: Count,
    states: Type.Array(StateLive, { description: 'Those that hold something, named by the definition of the queue' }),
  },
  { ...strict, title: 'QueueLive' },
);
const AgentLive = Type.Object(
  {
    id: Id,
    name: Type.String(),
    state: AgentState,
    since: Nullable(Instant),
    load: Count,
    capacity: Nullable(Count),
    assignedToday: Count,
    queues: Type.Array(Id),
  },
  { ...strict, title: 'AgentLive' },
);
export const Supervision = Type.Object(
  { queues: Type.Array(QueueLive), agents: Type.Array(AgentLive), now: Instant },
  { ...strict, title: 'Supervision' },
);

export type Supervision = Static<typeof Supervision>;
export type QueueLive = Static<typeof QueueLive>;
export type StateLive = Static<typeof StateLive>;
export type AgentLive = Static<typeof AgentLive>;
