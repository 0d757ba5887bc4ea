/** What a report of delivery does to a dossier; what a letter through a list does. */
import type { SystemCommand } from '../../domain/dossier/commands.ts';
import { CONTACT, DAY, letter, NOW, OPENING, opened, Play, reply } from './given.ts';

const bounce = (recipient = 'claire@customer.example'): SystemCommand => ({
  ...{ type: 'bounce', message: 'reply-1', recipient, reason: '5.1.1 no such user' },
});
const sent = { outcome: 'sent', messageId: '<r@pli>', rejected: 0 } as const;

const leaving = () =>
  opened()
    .agent({ type: 'replyAndClose', message: reply() })
    .later(10_000)
    .system({ type: 'releaseReply', message: 'reply-1' });
const forwarded = () =>
  accepted()
    .agent({ type: 'close' })
    .agent({ type: 'forward', letter: 'm1', message: reply() })
    .later(10_000)
    .system({ type: 'releaseReply', message: 'reply-1' })
    .system({ type: 'recordDelivery', message: 'reply-1', delivery: sent });
const accepted = () => opened().agent({ type: 'accept' });
const closed = () => leaving().system({ type: 'recordDelivery', message: 'reply-1', delivery: sent });

it('peer 23: a bounce brings a handled dossier back in front of its agent, with the alert', () => {
  const play = closed().system(bounce());
  expect(play.dossier).toMatchObject({ state: 'new', alert: 'send-failed' });
  expect(play.events.slice(-2).map(({ type }) => type)).toEqual(['replyBounced', 'moved']);
});

it('peer 23: the contact waits again since their letter', () => {
  const before = opened().dossier?.waitingSince;
  expect(closed().system(bounce()).dossier?.deadlines).toContainEqual(
    expect.objectContaining({ timer: 'contactWaits', since: before }),
  );
});

it('peer 23: a bounce is heard once of each recipient', () => {
  const play = closed().system(bounce());
  const { version } = play.dossier ?? {};
  expect(play.system(bounce()).dossier?.version).toBe(version);
  expect(play.system(bounce('paul@customer.example')).dossier?.version).toBe((version ?? 0) + 1);
});

it('peer 23: one that comes before we know that the letter was sent is heard once too', () => {
  const play = leaving().system(bounce());
  play.system({ type: 'recordDelivery', message: 'reply-1', delivery: sent });
  const { version } = play.dossier ?? {};
  expect(play.system(bounce()).dossier).toMatchObject({ version, alert: 'send-failed' });
});

it('peer 23: a reply sent long ago, or by a dossier whose letters came here, brings this one back too, once', () => {
  const play = accepted().agent({ type: 'close' }).system(bounce()).system(bounce());
  expect(play.dossier).toMatchObject({ state: 'new', alert: 'send-failed' });
  expect(play.events.filter(({ type }) => type === 'replyBounced')).toHaveLength(1);
});

it('O7, peer 23: a bounce told to a merged dossier changes nothing there', () => {
  const into = { id: 'd2', number: 42, contact: CONTACT.email, open: true };
  const play = closed().agent({ type: 'reopen' }).agent({ type: 'merge', into, acrossContacts: false });
  const { version } = play.dossier ?? {};
  expect(play.system(bounce()).dossier).toMatchObject({ version, alert: null });
});

it.each(['a reply', 'a letter handed on'])('peer 23: %s that bounces brings back a dossier that has ended', (what) => {
  const play = what === 'a reply' ? closed() : forwarded();
  play.later(400 * DAY).system({ type: 'elapse', timer: 'closedToArchived' });
  expect(play.dossier?.state).toBe('archived');
  expect(play.system(bounce()).dossier).toMatchObject({ state: 'new', alert: 'send-failed' });
});

it('C15: a person who writes through a list moves the dossier, and is never answered by a machine', () => {
  const through = (message: string): SystemCommand => ({
    ...{
      type: 'receiveLetter',
      letter: { message, automatic: false, isAnswerable: false, receivedAt: NOW },
      opening: OPENING,
    },
  });
  const answered = (play: Play) => play.events.flatMap((e) => (e.type === 'letterReceived' ? [e.data.answerFor] : []));
  expect(answered(new Play().system(through('m1')))).toEqual([null]);
  const play = accepted().agent({ type: 'close' }).system(through('m2'));
  expect(play.dossier?.state).toBe('reopened');
  expect(answered(play)).toEqual(['first', null]);
  expect(answered(accepted().agent({ type: 'close' }).system(letter('m2')))).toEqual(['first', 'reopens']);
});
