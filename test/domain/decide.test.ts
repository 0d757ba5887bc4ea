/** The rules of a dossier, by example and by property. */
import fc from 'fast-check';
import { MOVES, REPLIES } from '../../domain/commands.ts';
import { availability } from '../../domain/decide.ts';
import { stateOf, transitionFor } from '../../domain/definition.ts';
import { fold } from '../../domain/evolve.ts';
import { STANDARD } from '../../domain/standard.ts';
import { context, DAY, letter, opened, Play, reply } from './given.ts';

const sent = {
  type: 'recordDelivery',
  message: 'reply-1',
  delivery: { outcome: 'sent', messageId: '<r@x>', rejected: 0 },
} as const;

describe('a letter', () => {
  it('opens a dossier to handle', () => {
    const { dossier, events } = opened();
    expect(events.map((e) => e.type)).toEqual(['dossierOpened', 'letterReceived']);
    expect(dossier).toMatchObject({ state: 'new', version: 2, assignee: null, subject: 'Colis', number: 7 });
  });

  it('signalled twice is recorded once', () => {
    expect(opened().system(letter('m1')).dossier?.version).toBe(2);
  });

  it('A10: brings a closed dossier back to handle', () => {
    const play = opened().agent({ type: 'replyAndClose', message: reply() }).later(11_000).system(sent);
    expect(play.state).toBe('closed');
    expect(play.system(letter('m2')).state).toBe('reopened');
  });

  it('A9: brings a waiting dossier back as a contact’s return', () => {
    const play = opened().agent({ type: 'replyAndWait', message: reply() });
    expect(play.state).toBe('waiting');
    expect(play.system(letter('m2')).state).toBe('returned');
  });

  it('written by a machine is kept and moves nothing', () => {
    const play = opened().agent({ type: 'replyAndClose', message: reply() }).later(DAY);
    const before = play.dossier?.deadlines;
    play.system(letter('out-of-office', true));
    expect(play.state).toBe('closed');
    expect(play.dossier?.deadlines).toEqual(before);
  });
});

describe('an agent', () => {
  it('A1: accepting takes charge and opens the dossier', () => {
    expect(opened().agent({ type: 'accept' }).dossier).toMatchObject({ state: 'open', assignee: 'lea' });
  });

  it('A2: cannot write to an address that is not on the letter without the right to, and the contact stays', () => {
    const elsewhere = { type: 'replyAndClose', message: reply('r', ['x@example.net']) } as const;
    expect(opened().refusal(elsewhere)).toBe('recipient-locked');
    const play = opened().agent(elsewhere, { rights: ['dossier.handle', 'recipient.edit'] });
    expect(play.dossier?.contact.email).toBe('c.durand@example.org');
  });

  it('A2: the case of an address does not matter', () => {
    expect(opened().refusal({ type: 'replyAndClose', message: reply('r', ['C.DURAND@EXAMPLE.ORG']) })).toBeNull();
  });

  it('A8: answers without closing only where the queue is in pull mode', () => {
    const command = { type: 'replyKeepOpen', message: reply() } as const;
    expect(opened().refusal(command, { queue: { routing: 'offer' } })).toBe('needs-pull-mode');
    expect(opened().agent(command).state).toBe('provisional');
  });

  it('is refused a command its state does not have, with the code', () => {
    const closed = opened().agent({ type: 'replyAndClose', message: reply() });
    expect(closed.refusal({ type: 'accept' })).toBe('not-in-this-state');
    expect(opened().refusal({ type: 'accept' }, { rights: [] })).toBe('forbidden');
    expect(opened().refusal({ type: 'accept', expectedVersion: 1 })).toBe('stale');
    expect(opened().refusal({ type: 'replyAndClose', message: reply('r', []) })).toBe('no-recipient');
    expect(new Play().refusal({ type: 'accept' })).toBe('not-open');
  });

  it('cannot send a second reply while the first can still be undone', () => {
    const play = opened().agent({ type: 'replyKeepOpen', message: reply() });
    expect(play.refusal({ type: 'replyAndClose', message: reply('reply-2') })).toBe('reply-pending');
  });
});

describe('undoing a reply', () => {
  it('O4: brings back the state, and the reply never leaves', () => {
    const play = opened().agent({ type: 'accept' }).agent({ type: 'replyAndClose', message: reply() }).later(5_000);
    play.agent({ type: 'undoSend' });
    expect(play.dossier).toMatchObject({ state: 'open', outgoing: [] });
  });

  it('O4: is for its author, and only until it leaves', () => {
    const play = opened().agent({ type: 'replyAndClose', message: reply() });
    expect(play.refusal({ type: 'undoSend' }, { actor: { kind: 'user', id: 'marc' } })).toBe('not-yours');
    play.later(10_000).system({ type: 'releaseReply', message: 'reply-1' });
    expect(play.refusal({ type: 'undoSend' })).toBe('nothing-to-undo');
  });

  it('leaves what the contact did meanwhile as it is', () => {
    const play = opened().agent({ type: 'replyAndClose', message: reply() }).system(letter('m2'));
    expect(play.agent({ type: 'undoSend' }).state).toBe('reopened');
  });
});

describe('a delivery', () => {
  const failed = {
    type: 'recordDelivery',
    message: 'reply-1',
    delivery: { outcome: 'failed', reason: '550' },
  } as const;
  const deferred = {
    type: 'recordDelivery',
    message: 'reply-1',
    delivery: { outcome: 'deferred', reason: '451' },
  } as const;
  const sending = () =>
    opened()
      .agent({ type: 'replyAndClose', message: reply() })
      .later(10_000)
      .system({ type: 'releaseReply', message: 'reply-1' });

  it('that fails for good brings the dossier back with an alert', () => {
    expect(sending().system(failed).dossier).toMatchObject({ state: 'new', alert: 'send-failed', outgoing: [] });
  });

  it('deferred is tried again later and later, and given up after five days', () => {
    const play = sending().system(deferred);
    const first = play.dossier?.outgoing[0]?.nextAt ?? 0;
    expect(first - play.now).toBe(15_000);
    play.later(15_000).system(deferred);
    expect((play.dossier?.outgoing[0]?.nextAt ?? 0) - play.now).toBe(30_000);
    expect(play.later(5 * DAY).system(deferred).dossier).toMatchObject({ alert: 'send-failed', outgoing: [] });
  });

  it('recorded twice is recorded once', () => {
    const play = sending().system(sent);
    expect(play.system(sent).dossier?.version).toBe(play.dossier?.version);
    expect(play.events.filter((e) => e.type === 'replySent')).toHaveLength(1);
  });
});

describe('timers', () => {
  it('C6: resolved closes after 30 days, closed ends its reopening window after 30', () => {
    const play = opened().agent({ type: 'accept' }).agent({ type: 'resolve' });
    play.later(30 * DAY - 1).system({ type: 'elapse', timer: 'resolvedToClosed' });
    expect(play.state).toBe('resolved');
    play.later(1).system({ type: 'elapse', timer: 'resolvedToClosed' });
    expect(play.state).toBe('closed');
    play.later(30 * DAY).system({ type: 'elapse', timer: 'closedToArchived' });
    expect(play.state).toBe('archived');
  });

  it('that no longer apply do nothing', () => {
    const play = opened()
      .agent({ type: 'accept' })
      .later(40 * DAY);
    expect(play.system({ type: 'elapse', timer: 'resolvedToClosed' }).state).toBe('open');
  });
});

describe('over any history', () => {
  const step = fc.oneof(
    fc.constantFrom(...MOVES).map((type) => ({ kind: 'agent', type }) as const),
    fc.constantFrom(...REPLIES).map((type) => ({ kind: 'reply', type }) as const),
    fc.constant({ kind: 'undo' } as const),
    fc.record({ kind: fc.constant('letter' as const), automatic: fc.boolean() }),
    fc.constantFrom(...STANDARD.timers.map((t) => t.id)).map((timer) => ({ kind: 'timer', timer }) as const),
    fc.constantFrom('sent', 'deferred', 'failed').map((outcome) => ({ kind: 'delivery', outcome }) as const),
  );
  const history = fc.array(fc.tuple(step, fc.integer({ min: 0, max: 70 * DAY })), { maxLength: 40 });

  function play(steps: readonly (readonly [typeof step extends fc.Arbitrary<infer S> ? S : never, number])[]): Play {
    const game = opened();
    for (const [i, [s, wait]] of steps.entries()) {
      game.later(wait);
      const message = game.dossier?.outgoing[0]?.message ?? 'none';
      if (s.kind === 'letter') game.system(letter(`l${i}`, s.automatic));
      else if (s.kind === 'timer') game.system({ type: 'elapse', timer: s.timer });
      else if (s.kind === 'delivery') {
        game.system({ type: 'releaseReply', message });
        const delivery =
          s.outcome === 'sent'
            ? { outcome: s.outcome, messageId: '<x@y>', rejected: 0 }
            : { outcome: s.outcome, reason: 'r' };
        game.system({ type: 'recordDelivery', message, delivery } as never);
      } else {
        const command =
          s.kind === 'undo'
            ? { type: 'undoSend' as const }
            : s.kind === 'reply'
              ? { type: s.type, message: reply(`r${i}`) }
              : { type: s.type };
        if (game.refusal(command) === null) game.agent(command);
      }
    }
    return game;
  }

  it('no sequence of events reaches a state the definition does not have', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const game = play(steps);
        for (const event of game.events) if (event.type === 'moved') stateOf(STANDARD, event.data.to);
        expect(stateOf(STANDARD, game.state ?? '').id).toBe(game.state);
      }),
    );
  });

  it('the fold of a prefix and then of the rest is the fold of the whole', () => {
    fc.assert(
      fc.property(history, fc.nat(), (steps, cut) => {
        const { events, dossier } = play(steps);
        const at = cut % (events.length + 1);
        expect(fold(events.slice(at), fold(events.slice(0, at)))).toEqual(dossier);
        expect(events.map((e) => e.seq)).toEqual(events.map((_, i) => i + 1));
      }),
    );
  });

  it('what is said to be available is accepted, and the rest is refused with that code', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const game = play(steps);
        if (!game.dossier) return;
        for (const { type, refusal } of availability(game.dossier, STANDARD, context())) {
          const isReply = REPLIES.some((r) => r === type);
          const command = (isReply ? { type, message: reply('probe') } : { type }) as Parameters<Play['refusal']>[0];
          expect(game.refusal(command)).toBe(refusal?.code ?? null);
        }
      }),
    );
  });
});

describe('definition × state × command', () => {
  const commands = [...MOVES, ...REPLIES];
  const table = STANDARD.states.flatMap((s) => commands.map((type) => [s.id, type] as const));

  it.each(table)('in %s, %s is allowed exactly where the definition has it', (state, type) => {
    const start = opened();
    if (start.dossier) start.dossier = { ...start.dossier, state };
    const command = (REPLIES.some((r) => r === type) ? { type, message: reply() } : { type }) as Parameters<
      Play['refusal']
    >[0];
    expect(start.refusal(command) === null).toBe(transitionFor(STANDARD, state, type) !== undefined);
  });
});
