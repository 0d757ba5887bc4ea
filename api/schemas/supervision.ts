/** The queues and the agents as a supervisor watches them. */
import { type Static, Type } from '@sinclair/typebox';
import { AgentState, Id, Instant } from './common.ts';
import { Nullable, strict } from './forms.ts';
import { Queue } from './queues.ts';

const Count = Type.Integer({ minimum: 0 });
const QueueLive = Type.Object(
  {
    id: Id,
    name: Type.String(),
    routing: Queue.properties.routing,
    waiting: Type.Integer({ minimum: 0, description: 'In progress, and nobody’s' }),
    oldest: Nullable(
      Type.Unsafe<string>({ ...Instant, description: 'Since when the one that waits the longest has waited' }),
    ),
    validation: Count,
    states: Type.Record(Type.String(), Count),
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
export type AgentLive = Static<typeof AgentLive>;
