/** Answers that a supervisor reads first: frozen, approved, amended, refused. */
import type { CommandContext } from '../../domain/dossier/commands.ts';
import { policyFor } from '../../domain/dossier/policy.ts';
import { letter, opened, PEOPLE, type Play, QUEUE, reply } from './given.ts';

const { nadia } = PEOPLE;
const submitted = (change: Partial<CommandContext> = {}): Play =>
  opened().agent({ type: 'accept' }).agent({ type: 'submitForValidation', message: reply(), outcome: 'close' }, change);
const approval = { type: 'approve', digest: 'digest of reply-1', acknowledged: null } as const;

it('A7: an answer submitted waits in validation, and is sent once accepted, as its author wanted', () => {
  const play = submitted();
  expect(play.dossier).toMatchObject({ state: 'validation', validation: { author: 'lea', outcome: 'close' } });
  play.agent(approval, nadia);
  expect(play.dossier).toMatchObject({ state: 'closed', validation: null, outgoing: [{ message: 'reply-1' }] });
});

it.each([
  ['close', 'closed'],
  ['wait', 'waiting'],
  ['keepOpen', 'provisional'],
] as const)('A7: an answer that wants to %s leads, accepted, to %s', (outcome, state) => {
  const play = opened().agent({ type: 'submitForValidation', message: reply(), outcome });
  expect(play.agent(approval, nadia).state).toBe(state);
});

it('A7: refused, it goes back to its author with the reason', () => {
  const play = opened().agent({ type: 'submitForValidation', message: reply(), outcome: 'close' });
  expect(play.refusal({ type: 'refuse', reason: ' ' }, nadia)).toBe('needs-reason');
  play.agent({ type: 'refuse', reason: 'Trop sec' }, nadia);
  expect(play.dossier).toMatchObject({
    state: 'open',
    assignee: 'lea',
    alert: 'validation-refused',
    refusedAnswer: { reason: 'Trop sec', by: 'nadia', message: 'reply-1' },
  });
});

it('O2: nobody approves their own answer, whatever their rights', () => {
  const play = submitted(nadia);
  expect(play.refusal(approval, nadia)).toBe('own-answer');
  expect(play.refusal({ type: 'refuse', reason: 'x' }, nadia)).toBe('own-answer');
  expect(submitted().refusal(approval)).toBe('forbidden');
});

it('O2: an approval is bound to what was read: another digest is refused', () => {
  expect(submitted().refusal({ ...approval, digest: 'something else' }, nadia)).toBe('answer-changed');
});

it('O2: a letter that came since is acknowledged before anything is decided', () => {
  const play = submitted().system(letter('m2'));
  expect(play.state).toBe('validation');
  expect(play.refusal(approval, nadia)).toBe('contact-wrote');
  expect(play.refusal({ ...approval, acknowledged: 'm1' }, nadia)).toBe('contact-wrote');
  expect(play.agent({ ...approval, acknowledged: 'm2' }, nadia).state).toBe('closed');
});

it('O2: an amended answer is another message, and the difference can be told', () => {
  const amended = { ...approval, type: 'amendAndApprove', message: reply('reply-2') } as const;
  const play = submitted().agent(amended, nadia);
  expect(play.dossier?.outgoing).toMatchObject([{ message: 'reply-2', by: 'nadia' }]);
  const amendment = play.events.find((e) => e.type === 'answerAmended');
  expect(amendment?.data).toEqual({ message: 'reply-2', previous: 'reply-1', digest: 'digest of reply-2' });
});

it('O2: a version knows the one that was refused or amended before it, whatever came in between', () => {
  const play = submitted().agent({ type: 'refuse', reason: 'Trop sec' }, nadia).system(letter('m2'));
  play.agent({ type: 'submitForValidation', message: reply('reply-2'), outcome: 'close' });
  expect(play.dossier?.validation).toMatchObject({ message: 'reply-2', previous: 'reply-1' });
  const seen = { digest: 'digest of reply-2', acknowledged: null };
  play.agent({ type: 'amendAndApprove', ...seen, message: reply('reply-3') }, nadia);
  play.agent({ type: 'undoSend' }, nadia);
  expect(play.dossier?.validation).toMatchObject({ message: 'reply-3', previous: 'reply-2', author: 'lea' });
});

it('O4: an approval undone puts the answer back before the supervisors', () => {
  const play = submitted().agent(approval, nadia).later(5_000).agent({ type: 'undoSend' }, nadia);
  expect(play.dossier).toMatchObject({ state: 'validation', outgoing: [], validation: { message: 'reply-1' } });
  expect(play.agent(approval, nadia).state).toBe('closed');
});

it('an approved answer that cannot be sent comes back where it was written', () => {
  const play = submitted().agent(approval, nadia).later(10_000).system({ type: 'releaseReply', message: 'reply-1' });
  const delivery = { outcome: 'failed', reason: '550' } as const;
  play.system({ type: 'recordDelivery', message: 'reply-1', delivery });
  expect(play.dossier).toMatchObject({ state: 'open', alert: 'send-failed', validation: null });
});

it('O3: an answer that a policy covers goes to validation by whatever button', () => {
  const play = opened().agent({ type: 'replyAndWait', message: reply() }, { policy: 'newcomers' });
  expect(play.dossier).toMatchObject({
    state: 'validation',
    validation: { policy: 'newcomers', outcome: 'wait' },
    outgoing: [],
  });
});

it('O3: when nobody decides in time the supervisors are told, once', () => {
  const play = submitted();
  const due = play.dossier?.deadlines.find((d) => d.timer === 'validationOverdue')?.at ?? 0;
  play.later(due - play.now).system({ type: 'elapse', timer: 'validationOverdue' });
  expect(play.dossier).toMatchObject({ state: 'validation', alert: 'validation-overdue', deadlines: [] });
});

it('O3: a letter that comes meanwhile gives nobody more time to decide', () => {
  const play = submitted();
  const before = play.dossier?.deadlines;
  expect(play.later(60_000).system(letter('m2')).dossier?.deadlines).toEqual(before);
});

it('A8: an answer that wants to keep the dossier open needs the pull mode, as the reply itself', () => {
  const command = { type: 'submitForValidation', message: reply(), outcome: 'keepOpen' } as const;
  expect(opened().refusal(command, { queue: { ...QUEUE, routing: 'offer' } })).toBe('needs-pull-mode');
});

it('an answer in validation stays there when an earlier one bounces: the alert says so', () => {
  const play = opened().agent({ type: 'replyAndWait', message: reply() }).later(10_000);
  play.system({ type: 'releaseReply', message: 'reply-1' });
  const delivery = { outcome: 'sent', messageId: '<r@pli>', rejected: 0 } as const;
  play.system({ type: 'recordDelivery', message: 'reply-1', delivery }).system(letter('m2'));
  play.agent({ type: 'submitForValidation', message: reply('reply-2'), outcome: 'close' });
  play.system({ type: 'bounce', message: 'reply-1', recipient: 'c.durand@example.org', reason: '550' });
  expect(play.dossier).toMatchObject({ state: 'validation', validation: { message: 'reply-2' }, alert: 'send-failed' });
});

it('O2: an approval undone comes back with what the contact wrote meanwhile', () => {
  const play = opened().agent({ type: 'submitForValidation', message: reply(), outcome: 'keepOpen' });
  play.agent(approval, nadia).system(letter('m2')).agent({ type: 'undoSend' }, nadia);
  expect(play.refusal(approval, nadia)).toBe('contact-wrote');
});

it('W5: an answer in validation is its author’s draft again when the queue is deleted', () => {
  const play = submitted().system({ type: 'interrupt', resource: 'queue', name: 'Support' });
  expect(play.dossier).toMatchObject({ state: 'interrupted', validation: null, refusedAnswer: { message: 'reply-1' } });
  expect(play.refusal({ type: 'forward', letter: 'm1', message: reply('f') })).toBe('not-in-this-state');
});

it('O4: one takes back one’s own reply, and nobody else’s', () => {
  const play = submitted().agent({ type: 'forward', letter: 'm1', message: reply('copy', ['x@example.net']) });
  play.agent(approval, nadia).agent({ type: 'undoSend' });
  expect(play.dossier?.outgoing.map((o) => o.message)).toEqual(['reply-1']);
  expect(play.refusal({ type: 'undoSend' })).toBe('not-yours');
});

it('N9, O3: who must have answers read hands no letter on', () => {
  const forward = { type: 'forward', letter: 'm1', message: reply('copy', ['x@example.net']) } as const;
  expect(opened().refusal(forward, { policy: 'new-agents' })).toBe('needs-validation');
  expect(opened().refusal(forward, { ...nadia, policy: 'new-agents' })).toBe('needs-validation');
  expect(opened().refusal(forward)).toBeNull();
});

describe('O3: policies', () => {
  const answer = { agent: 'lea', queue: 'support', templates: [], draw: () => 0.4 };
  const policy = { id: 'p', enabled: true, agents: [], queues: [], templates: [], sampleRate: 1 };

  it.each([
    ['everything', {}, true],
    ['switched off', { enabled: false }, false],
    ['this agent', { agents: ['lea'] }, true],
    ['another agent', { agents: ['marc'] }, false],
    ['this queue', { queues: ['support'] }, true],
    ['another queue', { queues: ['billing'] }, false],
    ['a template that was not used', { templates: ['refund'] }, false],
    ['a sample above the draw', { sampleRate: 0.5 }, true],
    ['a sample below the draw', { sampleRate: 0.3 }, false],
  ])('%s', (_, change, covers) => {
    expect(policyFor([{ ...policy, ...change }], answer)).toBe(covers ? 'p' : null);
  });
});
