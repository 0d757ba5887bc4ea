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
/** Of all that is to be answered there, in whosever hands. */
const Wait = {
  unanswered: Type.Integer({ minimum: 0, description: 'Whose contact waits for an answer' }),
  late: Type.Integer({ minimum: 0, description: 'Past the time promised to the contact' }),
  soonLate: Type.Integer({ minimum: 0, description: 'Past half of it' }),
  oldest: Nullable(
    Type.Unsafe<string>({ ...Instant, description: 'Since when the contact who waits the longest has' }),
  ),
  helpAsked: Type.Integer({ minimum: 0, description: 'An agent asked for help' }),
};
const QueueLive = Type.Object(
  {
    id: Id,
    name: Type.String(),
    routing: Queue.properties.routing,
    waiting: Type.Integer({ minimum: 0, description: 'To be worked on, and nobody’s' }),
    validation: Count,
    ...Wait,
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
    ...Wait,
    queues: Type.Array(Id),
  },
  { ...strict, title: 'AgentLive' },
);
export const Supervision = Type.Object(
  { queues: Type.Array(QueueLive), agents: Type.Array(AgentLive), now: Instant },
  { ...strict, title: 'Supervision' },
);

export type Supervision = Static<typeof Supervision>;
export type WaitLive = Pick<AgentLive, 'unanswered' | 'late' | 'soonLate' | 'oldest' | 'helpAsked'>;
export type QueueLive = Static<typeof QueueLive>;
export type StateLive = Static<typeof StateLive>;
export type AgentLive = Static<typeof AgentLive>;
