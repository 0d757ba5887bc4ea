/** Any history, once on the pure rules and once through the real workflow with time skipped: the same events. */
import fc from 'fast-check';
import type { DossierEvent } from '../../domain/events.ts';
import { STANDARD } from '../../domain/standard.ts';
import { agenda } from '../../domain/timing.ts';
import { COMMAND_TYPES, commandOf } from '../domain/any-history.ts';
import { letter, PEOPLE, type Person, Play } from '../domain/given.ts';
import { testEngines } from '../setup/engines.ts';
import { openTimeMachine, type TimeMachine } from './environment.ts';

const MINUTE = 60_000;
const SENT = { outcome: 'sent', messageId: '<r@pli>', rejected: 0 } as const;

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
);
/** In minutes that fall on no deadline; or at once, inside the undo window. */
const wait = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 60_000 }).map((m) => m * MINUTE + 29_500),
);
const history = fc.array(fc.tuple(step, wait), { minLength: 4, maxLength: 14 });

type Steps = typeof history extends fc.Arbitrary<infer S> ? S : never;

let machine: TimeMachine;
beforeAll(async () => {
  const engines = testEngines();
  machine = await openTimeMachine(await engines.timeSkippingServer(), engines.workflowBundle);
}, 120_000);
afterAll(() => machine.close());

/** What is compared: everything but the clock, which starts elsewhere and runs on. */
function told({ type, data, actor }: Pick<DossierEvent, 'type' | 'data' | 'actor'>): unknown {
  return JSON.parse(
    JSON.stringify({ type, data, actor }, (key, value) =>
      key === 'deadlines'
        ? (value as { timer: string }[]).map((d) => d.timer)
        : ['releaseAt', 'nextAt', 'at', 'since', 'definition', 'number'].includes(key)
          ? undefined
          : value,
    ),
  );
}

/** The clock of the rules: what is due is done at its time. */
function pass(game: Play, ms: number): void {
  const until = game.now + ms;
  for (;;) {
    const due = game.dossier
      ? agenda(STANDARD, game.dossier)
          .filter((d) => d.at <= until)
          .sort((a, b) => a.at - b.at)[0]
      : undefined;
    if (!due) break;
    game.later(Math.max(0, due.at - game.now));
    if (due.kind === 'timer') game.system({ type: 'elapse', timer: due.timer });
    if (due.kind === 'reply') {
      game.system({ type: 'releaseReply', message: due.message });
      game.system({ type: 'recordDelivery', message: due.message, delivery: SENT });
    }
  }
  game.later(Math.max(0, until - game.now));
}

function onRules(steps: Steps): Play {
  const game = new Play().system(letter('first'));
  for (const [i, [s, ms]] of steps.entries()) {
    pass(game, ms);
    if (s.kind === 'letter') game.system(letter(`letter-${i}`, s.automatic));
    else {
      const command = commandOf(s.type, game.dossier, `reply-${i}`);
      if (game.refusal(command, PEOPLE[s.by]) === null) game.agent(command, PEOPLE[s.by]);
    }
  }
  return game;
}

async function onWorkflow(steps: Steps): Promise<readonly DossierEvent[]> {
  const events: DossierEvent[] = [];
  const world = {
    record: async (request: { readonly events: readonly DossierEvent[] }) => {
      events.push(...request.events);
      return null;
    },
    sendReply: async () => SENT,
    redirectLetter: async () => {},
    findAgent: async () => null,
    freeAgent: async () => {},
  };
  await machine.play(world, async (dossier) => {
    await dossier.letter('first');
    const mirror = new Play();
    const catchUp = () => {
      for (const event of events.slice(mirror.events.length)) mirror.happened(event);
    };
    for (const [i, [s, ms]] of steps.entries()) {
      if (ms > 0) await machine.env.sleep(ms);
      if (await dossier.hasEnded()) break;
      if (s.kind === 'letter') await dossier.letter(`letter-${i}`, s.automatic);
      else {
        await dossier.settled();
        catchUp();
        const command = commandOf(s.type, mirror.dossier, `reply-${i}`);
        await dossier.command(command, undefined, PEOPLE[s.by]).catch(() => undefined);
      }
    }
    await dossier.settled();
  });
  return events;
}

it('the workflow records what the rules decide, whatever happens to the dossier', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const game = onRules(steps);
      const events = await onWorkflow(steps);
      const ended = events.some((e) => e.type === 'moved' && e.data.to === 'archived');
      const expected = game.events.slice(0, ended ? events.length : undefined);
      expect(events.map(told)).toEqual(expected.map(told));
    }),
    { numRuns: 15 },
  );
}, 280_000);
