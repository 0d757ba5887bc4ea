/** Any history, once on the pure rules and once through the real workflow with time skipped: the same events. */
import { activityInfo } from '@temporalio/activity';
import fc from 'fast-check';
import type { FindAgentRequest, Found } from '../../contract/activities.ts';
import type { Dossier, Routing } from '../../domain/dossier/dossier.ts';
import type { DossierEvent } from '../../domain/dossier/events.ts';
import { needsAgent } from '../../domain/dossier/holding.ts';
import { agenda } from '../../domain/dossier/timing.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { until } from '../api/until.ts';
import { COMMAND_TYPES, commandOf } from '../domain/any-history.ts';
import { letter, PEOPLE, type Person, Play } from '../domain/given.ts';
import { testEngines } from '../setup/engines.ts';
import { openTimeMachine, type TimeMachine } from './environment.ts';

const MINUTE = 60_000;
const OFFER_MS = 30_000;
/** What falls due this close together is one moment: the workflow's clock runs on while the rules' stands. */
const MOMENT_MS = 5_000;
const SENT = { outcome: 'sent', messageId: '<r@pli>', rejected: 0 } as const;

const routing = fc.constantFrom<Routing>('pull', 'offer', 'assign');
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('command' as const),
      type: fc.constantFrom(...COMMAND_TYPES),
      by: fc.constantFrom<Person>('lea', 'marc', 'nadia'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('letter' as const), automatic: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('routing' as const), routing }) },
);
/** In minutes that fall on no deadline; at once, inside the undo window; or until the next thing is due. */
const wait = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 60_000 }).map((m) => m * MINUTE + 29_500),
  fc.constant('due' as const),
);
const history = fc.record({
  routing,
  /** Whom routing finds, one search after the other; then nobody. */
  finds: fc.array(fc.constantFrom<'lea' | 'marc' | null>('lea', 'marc', null), { maxLength: 8 }),
  steps: fc.array(fc.tuple(step, wait), { minLength: 4, maxLength: 14 }),
});

type History = typeof history extends fc.Arbitrary<infer H> ? H : never;

let machine: TimeMachine;
beforeAll(async () => {
  const engines = testEngines();
  machine = await openTimeMachine(await engines.timeSkippingServer(), engines.workflowBundle);
});
afterAll(() => machine.close());

/** What is compared: everything but the clock, which starts elsewhere and runs on. */
function told({ type, data, actor }: Pick<DossierEvent, 'type' | 'data' | 'actor'>): unknown {
  return JSON.parse(
    JSON.stringify({ type, data, actor }, (key, value) => {
      if (key === 'deadlines') return (value as { timer: string }[]).map((d) => d.timer);
      if (key === 'waitingSince') return value !== null;
      return ['releaseAt', 'nextAt', 'until', 'at', 'since', 'definition', 'number'].includes(key) ? undefined : value;
    }),
  );
}

/** A search may end before the delivery it was made beside: a reply sent stands before whom that found. */
function inOrder(events: readonly DossierEvent[]): readonly DossierEvent[] {
  const ordered: DossierEvent[] = [];
  for (const event of events) {
    let place = ordered.length;
    while (['offered', 'assigned'].includes(ordered[place - 1]?.type ?? '')) place--;
    const isBeside = event.type === 'replySent' && ordered[place - 1]?.type === 'replyReleased';
    ordered.splice(isBeside ? place : ordered.length, 0, event);
  }
  return ordered;
}

/** The searches for an agent, in turn: given where the dossier's queue gives, else offered. */
function searches(finds: History['finds']): (gives: boolean, now: number) => Found | null {
  const next = [...finds];
  return (gives, now) => {
    const agent = next.shift() ?? null;
    if (agent === null) return null;
    return gives ? { type: 'giveTo', agent } : { type: 'offer', to: agent, until: now + OFFER_MS };
  };
}

/** Until the next thing is due, with all that is due at that moment; 0: nothing will be. */
function untilDue(dossier: Dossier | null, now: number): number {
  const times = dossier ? agenda(STANDARD, dossier).map((due) => due.at) : [];
  const first = Math.min(...times);
  return times.length === 0 ? 0 : Math.max(0, ...times.filter((at) => at <= first + MOMENT_MS).map((at) => at - now));
}

/** A dossier of the rules, for which what is due is done at its time, and an agent is looked for when one is needed. */
class Rules {
  readonly game: Play;
  readonly #search: ReturnType<typeof searches>;
  #searchedAt = 0;

  constructor({ routing, finds }: History) {
    this.#search = searches(finds);
    const first = letter('first');
    if (first.type !== 'receiveLetter') throw new Error('no letter');
    this.game = new Play().system({ ...first, opening: { ...first.opening, routing } });
    this.route();
  }

  pass(ms: number): void {
    const until = this.game.now + ms;
    for (;;) {
      const due = this.game.dossier
        ? agenda(STANDARD, this.game.dossier)
            .filter((d) => d.at <= until)
            .sort((a, b) => a.at - b.at)[0]
        : undefined;
      if (!due) break;
      this.game.later(Math.max(0, due.at - this.game.now));
      if (due.kind === 'timer') this.game.system({ type: 'elapse', timer: due.timer });
      if (due.kind === 'offer') this.game.system({ type: 'offerUnanswered', to: due.to });
      if (due.kind === 'reply') {
        this.game.system({ type: 'releaseReply', message: due.message });
        const found = this.#find();
        this.game.system({ type: 'recordDelivery', message: due.message, delivery: SENT });
        if (found) this.game.system(found);
      }
      this.route();
    }
    this.game.later(Math.max(0, until - this.game.now));
  }

  route(): void {
    const found = this.#find();
    if (found) this.game.system(found);
  }

  /** As the workflow does: once for each version of a dossier that routing gives and nobody has. */
  #find(): Found | null {
    const { dossier, now } = this.game;
    if (!dossier || dossier.version === this.#searchedAt || !needsAgent(dossier, STANDARD)) return null;
    if (dossier.routing === 'pull' && dossier.lastAssignee === null && dossier.wanted === null) return null;
    this.#searchedAt = dossier.version;
    return this.#search(dossier.lastAssignee !== null, now);
  }
}

function onRules(history: History): Play {
  const rules = new Rules(history);
  const { game } = rules;
  for (const [i, [s, ms]] of history.steps.entries()) {
    rules.pass(ms === 'due' ? untilDue(game.dossier, game.now) : ms);
    if (s.kind === 'letter') game.system(letter(`letter-${i}`, s.automatic));
    else if (s.kind === 'routing')
      game.system({ type: 'changeRouting', queue: game.dossier?.queue ?? '', routing: s.routing });
    else {
      const command = commandOf(s.type, game.dossier, `reply-${i}`);
      if (game.refusal(command, PEOPLE[s.by]) === null) game.agent(command, PEOPLE[s.by]);
    }
    rules.route();
  }
  return game;
}

async function onWorkflow({ routing, finds, steps }: History): Promise<readonly DossierEvent[]> {
  const { env } = machine;
  const events: DossierEvent[] = [];
  const search = searches(finds);
  const searched = new Map<string, Found | null>();
  const world = {
    record: async (request: { readonly events: readonly DossierEvent[] }) => {
      events.push(...request.events);
      return null;
    },
    sendReply: async () => SENT,
    redirectLetter: async () => {},
    findAgent: async (request: FindAgentRequest) => {
      // A slow machine has an activity done again, which is the same search.
      const { activityId } = activityInfo();
      const found = searched.has(activityId)
        ? (searched.get(activityId) ?? null)
        : search(request.lastAssignee !== null, await env.currentTimeMs());
      searched.set(activityId, found);
      return found;
    },
    freeAgent: async () => {},
  };
  await machine.play(world, async (dossier) => {
    await dossier.letter('first', false, routing);
    const mirror = new Play();
    const standing = async () => {
      await dossier.settled();
      for (const event of events.slice(mirror.events.length)) mirror.happened(event);
      return mirror.dossier;
    };
    /** The server's timer counts from the end of the task that set it, a moment after the time it was set to. */
    const afterWhatIsDue = async () => {
      await until('what is due', async () => {
        const [dossier, now] = [await standing(), await env.currentTimeMs()];
        return !dossier || agenda(STANDARD, dossier).every((due) => due.at > now);
      });
      return mirror.dossier;
    };
    for (const [i, [s, wait]] of steps.entries()) {
      const ms = wait === 'due' ? untilDue(await standing(), await env.currentTimeMs()) : wait;
      if (ms > 0) await dossier.later(ms);
      const now = await afterWhatIsDue();
      if (await dossier.hasEnded()) break;
      if (s.kind === 'letter') await dossier.letter(`letter-${i}`, s.automatic);
      else if (s.kind === 'routing')
        await dossier.instruct({ type: 'changeRouting', queue: now?.queue ?? '', routing: s.routing });
      else {
        const command = commandOf(s.type, now, `reply-${i}`);
        await dossier.command(command, undefined, PEOPLE[s.by]).catch(() => undefined);
      }
    }
    await dossier.settled();
  });
  return events;
}

it('the workflow records what the rules decide, whatever happens to the dossier', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(history, async (history) => {
      const game = onRules(history);
      const events = await onWorkflow(history);
      const ended = events.some((e) => e.type === 'moved' && e.data.to === 'archived');
      const expected = game.events.slice(0, ended ? events.length : undefined);
      expect(inOrder(events).map(told)).toEqual(inOrder(expected).map(told));
      for (const { type } of events) seen.add(type);
    }),
    // A history is played for seconds: a shorter one that fails too would be looked for beyond the time limit.
    { numRuns: 15, endOnFailure: true },
  );
  expect([...seen]).toEqual(expect.arrayContaining(['offered', 'offerEnded', 'assigned']));
}, 280_000);
