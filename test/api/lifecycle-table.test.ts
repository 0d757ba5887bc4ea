/** The table of the lifecycle: state × situation × command × role. Allowed exactly where the definition says. */
import type { DossierDetail } from '../../api/schemas.ts';
import type { AgentCommand, AgentCommandType, CommandContext, QueueRules } from '../../domain/dossier/commands.ts';
import { decide } from '../../domain/dossier/decide.ts';
import type { Dossier } from '../../domain/dossier/dossier.ts';
import { EXCHANGES } from '../../domain/dossier/exchange.ts';
import type { Cause, Requirement } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { type Right, rightsOf } from '../../domain/rights.ts';
import { CONTACT, context, opened, QUEUE, reply } from '../domain/given.ts';
import { openPli, type Pli } from './harness.ts';
import type { Person } from './people.ts';
import type { Visitor } from './visitor.ts';

const PEOPLE = ['lea', 'nora', 'sam', 'admin'] as const satisfies readonly Person[];
const CALLER = 'the caller';

/** A situation the dossier can be in, with the requirements that hold there by construction. */
interface Situation {
  readonly title: string;
  readonly dossier: Partial<Dossier>;
  readonly queue?: Partial<QueueRules>;
  readonly holds: readonly Requirement[];
  /** What holds too for who may assign, because a dossier is theirs to give. */
  readonly holdsForAssigners?: readonly Requirement[];
  readonly undo?: true;
}

const outgoing = (by: string): Dossier['outgoing'][number] => ({
  ...{ message: 'm', by, submittedAt: 1, phase: 'held', nextAt: 2, attempts: 0, waitedSince: null, validated: null },
  ...{ from: 'open', to: 'closed' },
});
const validation = (author: string): NonNullable<Dossier['validation']> => ({
  ...{ message: 'm', digest: 'd', outcome: 'close', author, since: 1, policy: null, from: 'open', letters: [] },
});

const SITUATIONS: readonly Situation[] = [
  {
    title: 'nobody’s, in a pull queue',
    dossier: {},
    holds: ['reply', 'pullMode', 'free', 'disposition', 'fourEyes'],
  },
  {
    title: 'the caller’s',
    dossier: { assignee: CALLER },
    holds: ['reply', 'pullMode', 'free', 'disposition', 'fourEyes', 'accepted', 'assignee'],
  },
  {
    title: 'a colleague’s, in a pull queue',
    dossier: { assignee: 'marc' },
    holds: ['reply', 'pullMode', 'free', 'disposition', 'fourEyes', 'accepted'],
    holdsForAssigners: ['assignee'],
  },
  {
    title: 'a colleague’s, in a queue that offers',
    dossier: { assignee: 'marc' },
    queue: { routing: 'offer' },
    holds: ['reply', 'disposition', 'fourEyes', 'accepted'],
    holdsForAssigners: ['assignee', 'free'],
  },
  {
    title: 'offered to the caller',
    dossier: { offer: { to: CALLER, since: 1, until: 2 } },
    queue: { routing: 'offer' },
    holds: ['reply', 'free', 'disposition', 'fourEyes', 'offered'],
  },
  {
    title: 'offered to a colleague',
    dossier: { offer: { to: 'marc', since: 1, until: 2 } },
    queue: { routing: 'offer' },
    holds: ['reply', 'disposition', 'fourEyes'],
    holdsForAssigners: ['free'],
  },
  {
    title: 'begun by us',
    dossier: { direction: 'outbound', assignee: CALLER },
    holds: ['reply', 'pullMode', 'free', 'disposition', 'fourEyes', 'accepted', 'assignee', 'outbound'],
  },
  {
    title: 'with a reply of the caller’s still to leave',
    dossier: { outgoing: [outgoing(CALLER)] },
    holds: ['pullMode', 'free', 'disposition', 'fourEyes'],
    undo: true,
  },
  {
    title: 'where the outcome is not said and must be',
    dossier: {},
    queue: { outcomeRequired: true },
    holds: ['reply', 'pullMode', 'free', 'fourEyes'],
  },
  {
    title: 'with the caller’s own answer under validation',
    dossier: { validation: validation(CALLER) },
    holds: ['reply', 'pullMode', 'free', 'disposition'],
  },
];

const COMMANDS = [
  ...new Set(
    STANDARD.transitions
      .filter((t) => t.right)
      .map((t): AgentCommandType => (t.cause === 'handOver' ? 'transfer' : (t.cause as AgentCommandType))),
  ),
  'forward' as const,
  'undoSend' as const,
  ...EXCHANGES,
].sort();

/** Where a dossier ended, or can only be ended (W5). */
const OVER = ['archived', 'interrupted'];

function holdsFor({ holds, holdsForAssigners = [] }: Situation, rights: readonly Right[]): readonly Requirement[] {
  return rights.includes('dossier.assign') ? [...holds, ...holdsForAssigners] : holds;
}

/** What the definition says, read off its own rows. */
function allowedBy(state: string, situation: Situation, rights: readonly Right[]): AgentCommandType[] {
  const holds = holdsFor(situation, rights);
  const open = STANDARD.transitions.filter(
    ({ from, right, requires = [] }) =>
      from.includes(state) && right && rights.includes(right) && requires.every((r) => holds.includes(r)),
  );
  // The queues here have transfers to queues alone (W10).
  const causes: Cause[] = open.map((t) => t.cause).filter((cause) => cause !== 'handOver');
  // N9: what may be sent may be handed on, as long as nothing is held.
  const mayForward = rights.includes('dossier.send') && holds.includes('reply') && !OVER.includes(state);
  return [
    ...new Set(causes as AgentCommandType[]),
    ...(mayForward ? (['forward'] as const) : []),
    ...(situation.undo ? (['undoSend'] as const) : []),
    ...(OVER.includes(state) ? [] : exchangesOf(situation, rights)),
    // N20: a right of whoever wrote, so in every state.
    ...(rights.includes('message.redact') ? (['redact'] as const) : []),
  ].sort();
}

/** O7: what is done to letters, whatever the lifecycle; no merge takes along what is on its way. */
function exchangesOf({ dossier }: Situation, rights: readonly Right[]): AgentCommandType[] {
  const handles = rights.includes('dossier.handle');
  const isUnderWay = Boolean(dossier.validation) || (dossier.outgoing ?? []).length > 0;
  return [...(handles ? (['split'] as const) : []), ...(handles && !isUnderWay ? (['merge'] as const) : [])];
}

/** The same dossier as that person finds it. */
function standing(state: string, { dossier }: Situation, person: string): Dossier {
  const base = opened().dossier;
  if (!base) throw new Error('not opened');
  const whose = JSON.parse(JSON.stringify(dossier).replaceAll(CALLER, person)) as Partial<Dossier>;
  const timers = STANDARD.timers.filter((t) => t.states.includes(state));
  return { ...base, state, deadlines: timers.map((t) => ({ timer: t.id, since: 1, at: 2 })), ...whose };
}

let pli: Pli;
const visitors = new Map<Person, Visitor>();
const rights = new Map<Person, readonly Right[]>();
beforeAll(async () => {
  pli = await openPli({ watched: false });
  for (const person of PEOPLE) {
    visitors.set(person, await pli.signIn(person));
    const user = await pli.store.users.get(person);
    rights.set(person, user ? rightsOf(user) : []);
  }
});
afterAll(() => pli.close());

let number = 0;

async function stored(dossier: Dossier): Promise<string> {
  const { desk } = STANDARD.states.find((s) => s.id === dossier.state) ?? { desk: null };
  const own = { id: crypto.randomUUID(), number: ++number, queue: pli.queue, mailbox: pli.queue };
  await pli.store.dossiers.project({ ...dossier, ...own }, 0, desk, {});
  return own.id;
}

describe.each(SITUATIONS)('a dossier $title', (situation) => {
  beforeAll(async () => {
    const queue = await pli.store.queues.get(pli.queue);
    if (queue) await pli.store.queues.upsert({ ...queue, routing: 'pull', outcomeRequired: false, ...situation.queue });
  });

  it.each(STANDARD.states.map((s) => s.id))(
    'in the state %s offers each person what the definition says',
    async (state) => {
      await Promise.all(PEOPLE.map((person) => isTrueTo(person, state)));
    },
  );

  async function isTrueTo(person: (typeof PEOPLE)[number], state: string): Promise<void> {
    const id = await stored(standing(state, situation, person));
    const detail = await visitors.get(person)?.get<DossierDetail>(`/api/dossiers/${id}`);
    const { allowed = [], refused = [] } = detail ?? {};
    expect([person, [...allowed].sort()]).toEqual([person, allowedBy(state, situation, rights.get(person) ?? [])]);
    expect([...allowed, ...refused.map((r) => r.type)].sort()).toEqual(COMMANDS);
    for (const { detail: words } of refused) expect(words).not.toMatch(/[{}]|undefined|null/);
  }

  it.each(COMMANDS)('takes %s exactly where the definition says, by the rules themselves', (type) => {
    for (const { id: state } of STANDARD.states)
      for (const person of PEOPLE) {
        const own = rights.get(person) ?? [];
        const isAllowed = allowedBy(state, situation, own).includes(type);
        const decision = decide(
          standing(state, situation, person),
          STANDARD,
          commandOf(type, state, person),
          contextOf(person, own, situation),
          3,
        );
        expect([state, person, decision.ok]).toEqual([state, person, isAllowed && isDone(type, state, situation)]);
      }
  });
});

/** What more is asked where the command is open: what it says must be possible too. */
function isDone(type: AgentCommandType, state: string, { dossier, queue }: Situation): boolean {
  if (type === 'approve' || type === 'amendAndApprove' || type === 'refuse') return Boolean(dossier.validation);
  if (type === 'take') return dossier.assignee !== CALLER;
  if (type === 'submitForValidation') return !queue?.outcomeRequired && state !== '';
  return true;
}

function contextOf(person: string, own: readonly Right[], { queue }: Situation): CommandContext {
  return context({ actor: { kind: 'user', id: person }, rights: own, queue: { ...QUEUE, ...queue } });
}

/** The command with something sensible to say. */
function commandOf(type: AgentCommandType, state: string, person: string): AgentCommand {
  switch (type) {
    case 'assign':
      return { type, to: person === 'ines' ? 'sam' : 'ines' };
    case 'replyKeepOpen':
    case 'replyAndWait':
    case 'replyAndClose':
      return { type, message: reply('r', [CONTACT.email]) };
    case 'forward':
      return { type, letter: 'm1', message: reply('r', ['anyone@client.fr']) };
    case 'submitForValidation':
      return { type, message: reply('r'), outcome: 'close' };
    case 'approve':
      return { type, digest: 'd', acknowledged: null };
    case 'amendAndApprove':
      return { type, digest: 'd', acknowledged: null, message: reply('r') };
    case 'refuse':
      return { type, reason: 'Trop sec' };
    case 'transfer':
      return {
        type,
        wrapUp: 'Facture',
        target: { kind: 'queue', id: 'billing', mailbox: 'b', routing: 'pull', open: true },
      };
    case 'setOutcome':
      return { type, status: 'open', disposition: null, notes: '', tags: [] };
    case 'moreTime':
      return { type, days: 3 };
    case 'split':
      return { type, letters: ['m1'], into: 'd2', number: 8 };
    case 'merge':
      return { type, into: { id: 'd2', number: 8, contact: CONTACT.email, open: true }, acrossContacts: false };
    case 'unmerge':
      return { type, isFree: true };
    case 'redact':
      return { type, letter: 'm1', what: 'content' };
    case 'triggerWorkflow':
      return {
        type,
        transition: STANDARD.transitions.find((t) => t.cause === type && t.from.includes(state))?.id ?? '?',
      };
    default:
      return { type };
  }
}
