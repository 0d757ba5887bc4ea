/** Who has a dossier: accepted, given, offered, handed over, transferred, freed. */
import type { TransferTarget } from '../../domain/dossier/commands.ts';
import { needsAgent } from '../../domain/dossier/holding.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { DAY, letter, opened, PEOPLE, type Play, QUEUE, reply } from './given.ts';

const { marc, nadia } = PEOPLE;
const offering = { queue: { ...QUEUE, routing: 'offer' } } as const;
const offered = (): Play => opened().system({ type: 'offer', to: 'lea', until: opened().now + 30_000 });
const toBilling = {
  type: 'transfer',
  target: { kind: 'queue', id: 'billing', mailbox: 'billing', routing: 'offer', open: true },
  wrapUp: 'Facturation',
} as const;

describe('an offer', () => {
  it('N8: accepted, it makes the dossier the agent’s', () => {
    const play = offered().agent({ type: 'accept' }, offering);
    expect(play.dossier).toMatchObject({ state: 'open', assignee: 'lea', offer: null });
  });

  it('N8: rejected, the dossier waits for another, and the agent is not asked again at once', () => {
    const play = offered().agent({ type: 'reject' }, offering);
    expect(play.dossier).toMatchObject({ assignee: null, offer: null, declined: [{ agent: 'lea' }] });
    expect(play.dossier && needsAgent(play.dossier, STANDARD)).toBe(true);
  });

  it('W6: left without an answer, it ends at its hour and not before', () => {
    const play = offered().later(29_999).system({ type: 'offerUnanswered', to: 'lea' });
    expect(play.dossier?.offer).not.toBeNull();
    play.later(1).system({ type: 'offerUnanswered', to: 'lea' });
    expect(play.events.at(-1)).toMatchObject({ type: 'offerEnded', data: { to: 'lea', how: 'unanswered' } });
  });

  it('N8: is for the one it was made to', () => {
    const other = { ...marc, ...offering };
    expect(offered().refusal({ type: 'accept' }, other)).toBe('offered-to-another');
    expect(offered().refusal({ type: 'reject' }, other)).toBe('not-offered');
  });

  it('N8: is accepted too where the dossier is open already', () => {
    const play = opened().agent({ type: 'accept' }).agent({ type: 'unassign' });
    play.system({ type: 'offer', to: 'lea', until: play.now + 30_000 });
    expect(play.agent({ type: 'accept' }, offering).dossier).toMatchObject({ state: 'open', assignee: 'lea' });
    expect(play.refusal({ type: 'accept' }, offering)).toBe('not-in-this-state');
  });

  it('ends when the dossier goes elsewhere, and nobody is blamed', () => {
    const play = offered().agent({ type: 'replyAndClose', message: reply() }, nadia).later(30_000);
    expect(play.dossier?.offer).toBeNull();
    expect(play.system({ type: 'offerUnanswered', to: 'lea' }).events.at(-1)?.type).toBe('moved');
  });

  it('comes to nothing once somebody has the dossier', () => {
    const play = opened().agent({ type: 'accept' });
    expect(play.system({ type: 'offer', to: 'marc', until: play.now + 1 }).dossier?.offer).toBeNull();
  });
});

describe('an assignment', () => {
  it('N7: answering a dossier does not assign it', () => {
    expect(opened().agent({ type: 'replyAndWait', message: reply() }).dossier?.assignee).toBeNull();
  });

  it('N7: one takes a dossier without changing its state', () => {
    const play = opened().agent({ type: 'take' });
    expect(play.dossier).toMatchObject({ state: 'new', assignee: 'lea' });
    expect(play.refusal({ type: 'take' })).toBe('already-yours');
  });

  it('C11: agents and supervisors assign by hand, to people of the queue', () => {
    expect(opened().agent({ type: 'assign', to: 'marc' }).dossier?.assignee).toBe('marc');
    expect(opened().refusal({ type: 'assign', to: 'nobody' }, { assignable: false })).toBe('not-assignable');
  });

  it('outside a pull queue a dossier is its agent’s; a supervisor may take it back', () => {
    const play = opened().agent({ type: 'assign', to: 'marc' });
    expect(play.refusal({ type: 'accept' }, offering)).toBe('assigned-to-another');
    expect(play.agent({ type: 'assign', to: 'lea' }, { ...nadia, ...offering }).dossier?.assignee).toBe('lea');
  });

  it.each([
    ['unassign', { type: 'unassign' }],
    ['dismiss', { type: 'dismiss' }],
    ['a hand-over to a team', { type: 'transfer', target: { kind: 'team', id: 'experts', known: true }, wrapUp: 'x' }],
    [
      'a hand-over to a skill',
      { type: 'transfer', target: { kind: 'skill', id: 'billing', known: true }, wrapUp: 'x' },
    ],
  ] as const)(
    'fault S8: %s of an open dossier leaves it to be handled, never « En cours » with nobody',
    (_, command) => {
      const people = { queue: { ...QUEUE, transfers: ['team', 'skill'] } } as const;
      const { dossier } = opened().agent({ type: 'accept' }).agent(command, people);
      expect(dossier).toMatchObject({ state: 'new', assignee: null });
    },
  );

  it('fault S8: whoever lets go of what is not open leaves it where it is', () => {
    const returned = opened()
      .agent({ type: 'take' })
      .agent({ type: 'replyAndWait', message: reply() })
      .system(letter('m2'))
      .agent({ type: 'dismiss' });
    expect(returned.dossier).toMatchObject({ state: 'returned', assignee: null });
  });

  it('N25: unassigned and dismissed, it leaves the inbox; a resolved one is closed', () => {
    const play = opened().agent({ type: 'accept' }).agent({ type: 'resolve' }).agent({ type: 'dismiss' });
    expect(play.dossier).toMatchObject({ state: 'closed', assignee: null });
    expect(opened().refusal({ type: 'dismiss' })).toBe('not-assigned');
  });

  it('N24: a resolved dossier leaves its agent’s inbox after the delay, and the state stays', () => {
    const play = opened()
      .agent({ type: 'accept' })
      .agent({ type: 'resolve' })
      .later(7 * DAY);
    play.system({ type: 'elapse', timer: 'leavesInbox' });
    expect(play.dossier).toMatchObject({ state: 'resolved', assignee: null, lastAssignee: 'lea' });
  });

  it('N17: at the end of the customer timer it leaves the inbox, and the answer looks for an agent again', () => {
    const play = opened()
      .agent({ type: 'accept' })
      .agent({ type: 'replyAndWait', message: reply() })
      .later(30 * DAY);
    play.system({ type: 'elapse', timer: 'waitingToDormant' });
    expect(play.dossier).toMatchObject({ state: 'dormant', assignee: null, lastAssignee: 'lea' });
    play.system(letter('m2'));
    expect(play.dossier && needsAgent(play.dossier, STANDARD)).toBe(true);
  });
});

describe('a transfer', () => {
  it('W10: goes to another queue, once accepted, with the reason', () => {
    expect(opened().refusal(toBilling)).toBe('not-in-this-state');
    const play = opened().agent({ type: 'accept' }).agent(toBilling);
    expect(play.dossier).toMatchObject({
      state: 'new',
      queue: 'billing',
      mailbox: 'billing',
      assignee: null,
      routing: 'offer',
    });
  });

  it('W10: asks for a reason of the queue’s list', () => {
    const play = opened().agent({ type: 'accept' });
    const listed = { queue: { ...QUEUE, wrapUps: ['Facturation'] } };
    expect(play.refusal({ ...toBilling, wrapUp: ' ' })).toBe('needs-wrap-up');
    expect(play.refusal({ ...toBilling, wrapUp: 'Autre' }, listed)).toBe('needs-wrap-up');
    expect(play.refusal(toBilling, listed)).toBeNull();
  });

  it('W10: is refused to a queue that is closed or gone, and to the same one', () => {
    const play = opened().agent({ type: 'accept' });
    const to = (change: object) => ({ ...toBilling, target: { ...toBilling.target, ...change } });
    expect(play.refusal(to({ open: false }))).toBe('queue-closed');
    expect(play.refusal(to({ id: 'support' }))).toBe('same-queue');
  });

  it('W10: never goes to a person unless the queue allows it', () => {
    const toMarc = { type: 'transfer', target: { kind: 'agent', id: 'marc', member: true }, wrapUp: 'x' } as const;
    expect(opened().agent({ type: 'accept' }).refusal(toMarc)).toBe('transfer-mode-off');
  });

  it('N10: goes to an agent, a skill or a team, only from New or Open', () => {
    const people = { queue: { ...QUEUE, transfers: ['agent', 'skill', 'team'] } } as const;
    const toMarc = { type: 'transfer', target: { kind: 'agent', id: 'marc', member: true }, wrapUp: 'x' } as const;
    const toTeam = { type: 'transfer', target: { kind: 'team', id: 'experts', known: true }, wrapUp: 'x' } as const;
    expect(opened().agent(toMarc, people).dossier).toMatchObject({ state: 'new', assignee: 'marc' });
    const handed = opened().agent({ type: 'accept' }).agent(toTeam, people).dossier;
    expect(handed).toMatchObject({ state: 'new', assignee: null, wanted: { kind: 'team', id: 'experts' } });
    const provisional = opened().agent({ type: 'replyKeepOpen', message: reply() });
    expect(provisional.refusal(toMarc, people)).toBe('not-in-this-state');
  });

  describe('fault R5: the reason that a transfer asks for is on record', () => {
    it.each<TransferTarget>([
      { kind: 'queue', id: 'billing', open: true, mailbox: 'billing', routing: 'offer' },
      { kind: 'agent', id: 'marc', member: true },
      { kind: 'skill', id: 'german', known: true },
      { kind: 'team', id: 'experts', known: true },
    ])('to $kind $id', (target) => {
      const anywhere = { queue: { ...QUEUE, transfers: ['queue', 'agent', 'skill', 'team'] } } as const;
      const play = opened().agent({ type: 'accept' });
      const before = play.events.length;
      play.agent({ type: 'transfer', target, wrapUp: 'Parle allemand' }, anywhere);
      expect(play.events.slice(before)[0]).toMatchObject({ data: { wrapUp: 'Parle allemand' } });
    });
  });
});

describe('a loss', () => {
  it('W5: interrupts the dossier, which can only be ended', () => {
    const play = opened().agent({ type: 'accept' }).system({ type: 'interrupt', resource: 'queue', name: 'Support' });
    expect(play.dossier).toMatchObject({ state: 'interrupted', alert: 'interrupted', lost: { name: 'Support' } });
    expect(play.refusal({ type: 'replyAndClose', message: reply() })).toBe('not-in-this-state');
    expect(play.agent({ type: 'end' }).state).toBe('closed');
  });
});

describe('C11: the routing of a queue', () => {
  const change = (queue: string, routing: 'pull' | 'offer') => ({ type: 'changeRouting', queue, routing }) as const;

  it('is heard once, by the dossiers of that queue', () => {
    const play = opened().system(change('support', 'offer')).system(change('support', 'offer'));
    expect(play.system(change('billing', 'pull')).dossier).toMatchObject({ routing: 'offer', version: 3 });
    expect(play.events.at(-1)).toMatchObject({ type: 'routingChanged', data: { routing: 'offer' } });
  });
});

it('fault S8: who reopens a dossier that nobody has, has it; one that somebody has stays theirs', () => {
  const closed = opened().agent({ type: 'accept' }).agent({ type: 'close' });
  expect(closed.dossier?.assignee).toBe('lea');
  closed.agent({ type: 'unassign' });
  expect(closed.agent({ type: 'reopen' }).dossier).toMatchObject({ state: 'open', assignee: 'lea' });
});
