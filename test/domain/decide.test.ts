/** The main path of a dossier, by example. */
import { DAY, letter, opened, Play, QUEUE, reply } from './given.ts';

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
    const play = opened().agent(elsewhere, { rights: ['dossier.send', 'recipient.edit'] });
    expect(play.dossier?.contact.email).toBe('c.durand@example.org');
  });

  it('A2: the case of an address does not matter', () => {
    expect(opened().refusal({ type: 'replyAndClose', message: reply('r', ['C.DURAND@EXAMPLE.ORG']) })).toBeNull();
  });

  it('A8: answers without closing only where the queue is in pull mode', () => {
    const command = { type: 'replyKeepOpen', message: reply() } as const;
    expect(opened().refusal(command, { queue: { ...QUEUE, routing: 'offer' } })).toBe('needs-pull-mode');
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
