/** Outcomes, more time, workflows called from the conversation, letters begun by us, timers set anew. */
import { startOutbound } from '../../domain/dossier/decide.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { ROLE_RIGHTS } from '../../domain/rights.ts';
import { DAY, letter, NOW, OPENING, opened, Play, QUEUE, reply } from './given.ts';

const said = {
  type: 'setOutcome',
  status: 'resolved',
  disposition: null,
  notes: 'Remboursé',
  tags: ['colis'],
} as const;
const mine = () => opened().agent({ type: 'accept' });

describe('an outcome', () => {
  it('N21: says how it ended, and moves the dossier there', () => {
    expect(mine().agent(said).dossier).toMatchObject({
      state: 'resolved',
      outcome: { status: 'resolved', notes: 'Remboursé', tags: ['colis'], by: 'lea' },
    });
  });

  it('N21: is for the one who has the dossier, and never after it is closed', () => {
    expect(opened().refusal(said)).toBe('not-assigned');
    expect(mine().agent({ type: 'close' }).refusal(said)).toBe('not-in-this-state');
  });

  it('N21: its disposition is one of the skill’s', () => {
    const skilled = { queue: { ...QUEUE, dispositions: ['refund'] } };
    expect(mine().refusal({ ...said, disposition: 'other' }, skilled)).toBe('unknown-disposition');
    expect(mine().refusal({ ...said, disposition: 'refund' }, skilled)).toBeNull();
  });

  it('N21: may be required before closing', () => {
    const asked = { queue: { ...QUEUE, outcomeRequired: true } };
    expect(mine().refusal({ type: 'close' }, asked)).toBe('needs-outcome');
    expect(mine().refusal({ type: 'replyAndClose', message: reply() }, asked)).toBe('needs-outcome');
    expect(mine().agent(said, asked).refusal({ type: 'close' }, asked)).toBeNull();
    expect(mine().agent({ ...said, status: 'closed' }, asked).state).toBe('closed');
  });

  describe('fault S8: its status is never another than the state says', () => {
    const noted = () => mine().agent({ ...said, status: 'open' });
    const validated = { rights: ROLE_RIGHTS.supervisor, actor: { kind: 'user', id: 'sam' } } as const;
    const submitted = () => noted().agent({ type: 'submitForValidation', message: reply(), outcome: 'close' });
    it.each([
      ['reply and close', () => noted().agent({ type: 'replyAndClose', message: reply() }), 'closed', 'closed'],
      ['reply and wait', () => noted().agent({ type: 'replyAndWait', message: reply() }), 'waiting', 'open'],
      ['close', () => noted().agent({ type: 'close' }), 'closed', 'closed'],
      ['resolve', () => noted().agent({ type: 'resolve' }), 'resolved', 'resolved'],
      [
        'an approved answer',
        () => submitted().agent({ type: 'approve', digest: reply().digest, acknowledged: null }, validated),
        'closed',
        'closed',
      ],
      [
        'a reply taken back',
        () => noted().agent({ type: 'replyAndClose', message: reply() }).agent({ type: 'undoSend' }),
        'open',
        'open',
      ],
      ['the contact, who writes again', () => mine().agent(said).system(letter('m2')), 'reopened', 'open'],
      ['a dossier opened again', () => mine().agent(said).agent({ type: 'reopen' }), 'open', 'open'],
      [
        'an outcome said open of what was resolved',
        () =>
          mine()
            .agent(said)
            .agent({ ...said, status: 'open' }),
        'open',
        'open',
      ],
    ] as const)('%s', (_, play, state, status) => {
      expect(play().dossier).toMatchObject({ state, outcome: { status, notes: 'Remboursé' } });
    });

    it('what was resolved and closes by itself stays resolved', () => {
      const play = mine()
        .agent(said)
        .later(30 * DAY)
        .system({ type: 'elapse', timer: 'resolvedToClosed' });
      expect(play.dossier).toMatchObject({ state: 'closed', outcome: { status: 'resolved' } });
    });
  });

  it('N22: stays when the dossier ends by itself', () => {
    const play = mine()
      .agent(said)
      .later(30 * DAY)
      .system({ type: 'elapse', timer: 'resolvedToClosed' });
    expect(play.dossier).toMatchObject({ state: 'closed', outcome: { notes: 'Remboursé' } });
  });
});

it('N17: more time is counted from when it would have been over', () => {
  const play = opened().agent({ type: 'replyAndWait', message: reply() });
  const before = play.dossier?.deadlines[0]?.at ?? 0;
  expect(play.agent({ type: 'moreTime', days: 3 }).dossier?.deadlines[0]?.at).toBe(before + 3 * DAY);
  expect(play.agent({ type: 'moreTime', days: null }).dossier?.deadlines[0]?.at).toBe(before + 33 * DAY);
  expect(play.refusal({ type: 'moreTime', days: 1 }, { rights: [] })).toBe('forbidden');
});

it('W9: a workflow of the definition is set off from the conversation, by its name', () => {
  const play = mine().agent({ type: 'triggerWorkflow', transition: 'askForHelp' });
  expect(play.dossier).toMatchObject({ state: 'open', alert: 'help-asked' });
  expect(play.refusal({ type: 'triggerWorkflow', transition: 'approve' })).toBe('not-in-this-state');
  expect(play.refusal({ type: 'triggerWorkflow', transition: 'nothing' })).toBe('unknown-workflow');
});

describe('a dossier that we begin', () => {
  const start = (presence: 'available' | 'working' | 'unavailable' | 'rona') =>
    startOutbound(STANDARD, { opening: OPENING, actor: { kind: 'user', id: 'lea' }, presence }, NOW);

  it.each([
    ['available', true],
    ['working', true],
    ['unavailable', false],
    ['rona', false],
  ] as const)('N1: is its author’s if %s: %p', (presence, assigned) => {
    expect(start(presence).some((e) => e.type === 'assigned')).toBe(assigned);
  });

  it('G2 G14: runs through the same lifecycle, and may wait to be sent', () => {
    const play = new Play().given(start('available'));
    expect(play.dossier).toMatchObject({ state: 'open', direction: 'outbound', assignee: 'lea' });
    expect(play.agent({ type: 'suspend' }).state).toBe('suspended');
    expect(play.agent({ type: 'resume' }).dossier).toMatchObject({ state: 'open', assignee: 'lea' });
    expect(play.agent({ type: 'replyAndWait', message: reply() }).system(letter('m1')).state).toBe('returned');
  });

  it('G14: only what we began can be suspended', () => {
    expect(mine().refusal({ type: 'suspend' })).toBe('not-outbound');
  });
});

describe('timers set anew', () => {
  const set = (enabled: boolean, value: number) => ({ enabled, after: { unit: 'days', value } }) as const;

  it('C6: count from when each began', () => {
    const play = mine()
      .agent({ type: 'resolve' })
      .later(5 * DAY);
    play.system({ type: 'changeTimers', timers: { resolvedToClosed: set(true, 10) } });
    const due = play.dossier?.deadlines.find((d) => d.timer === 'resolvedToClosed');
    expect((due?.at ?? 0) - play.now).toBe(5 * DAY);
  });

  it('N17: leave the contact the time that was given', () => {
    const play = opened().agent({ type: 'replyAndWait', message: reply() }).agent({ type: 'moreTime', days: 90 });
    const before = play.dossier?.deadlines[0]?.at;
    play.system({ type: 'changeTimers', timers: { waitingToDormant: set(true, 2) } });
    expect(play.dossier?.deadlines[0]?.at).toBe(before);
  });

  it('C6: those that fired do not fire again', () => {
    const play = mine()
      .agent({ type: 'resolve' })
      .later(7 * DAY)
      .system({ type: 'elapse', timer: 'leavesInbox' });
    play.agent({ type: 'take' }).system({ type: 'changeTimers', timers: { dormantToClosed: set(true, 9) } });
    expect(play.dossier?.deadlines.map((d) => d.timer)).toEqual(['resolvedToClosed']);
  });

  it('C6: switched off, they never fire', () => {
    const play = mine().agent({ type: 'resolve' });
    play.system({ type: 'changeTimers', timers: { resolvedToClosed: set(false, 30) } });
    expect(play.dossier?.deadlines.map((d) => d.timer)).not.toContain('resolvedToClosed');
  });

  it('C6: without reopening window a closed dossier is archived as soon as its reply has left', () => {
    const play = mine().system({ type: 'changeTimers', timers: { closedToArchived: set(false, 30) } });
    play.agent({ type: 'replyAndClose', message: reply() });
    expect((play.dossier?.deadlines.find((d) => d.timer === 'closedToArchived')?.at ?? 0) - play.now).toBe(10_000);
  });
});

describe('C15: a letter that a machine may answer', () => {
  const momentOf = (play: Play) =>
    play.events.flatMap((e) => (e.type === 'letterReceived' ? [e.data.answerFor] : [])).at(-1);
  const closed = () => mine().agent({ type: 'close' });
  const dormant = () =>
    mine()
      .later(30 * DAY)
      .system({ type: 'elapse', timer: 'activeToDormant' });

  it.each([
    ['is the first of a thread', () => opened(), 'first'],
    ['reopens a closed dossier', () => closed().system(letter('m2')), 'reopens'],
    ['wakes a dormant one', () => dormant().system(letter('m2')), 'wakes'],
    [
      'comes to an active one after 15 silent days',
      () =>
        mine()
          .later(15 * DAY)
          .system(letter('m2')),
      'afterSilence',
    ],
    [
      'comes to an active one before',
      () =>
        mine()
          .later(14 * DAY)
          .system(letter('m2')),
      null,
    ],
    ['was written by a machine', () => closed().system(letter('m2', true)), null],
  ] as const)('%s', (_, play, moment) => {
    expect(momentOf(play())).toBe(moment);
  });
});

it('N16: the contact waits since the first letter without an answer, and the answer ends it', () => {
  const play = opened().later(DAY).system(letter('m2')).agent({ type: 'accept' });
  expect(play.dossier?.waitingSince).toBe(NOW);
  expect(play.dossier?.deadlines.find((d) => d.timer === 'contactWaits')?.since).toBe(NOW);
  play.agent({ type: 'replyKeepOpen', message: reply() });
  expect(play.dossier?.deadlines.map((d) => d.timer)).not.toContain('contactWaits');
  play.agent({ type: 'undoSend' });
  expect(play.dossier?.deadlines.find((d) => d.timer === 'contactWaits')?.since).toBe(NOW);
});
