/** Who waits and since when, whatever else happens to the dossier; and who has a letter to read. */

import { ageSince, isUnread, promiseOf } from '../../domain/dossier/waiting.ts';
import { stateOf } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { DAY, letter, NOW, opened, type Play, reply } from './given.ts';

const ageOf = ({ dossier }: Play) => dossier && ageSince(dossier, stateOf(STANDARD, dossier.state).desk);
const promised = ({ dossier }: Play) => dossier && promiseOf(dossier, STANDARD);
const timers = { activeToDormant: { enabled: true, after: { unit: 'days', value: 3 } } } as const;

describe('fault S2: the age of a dossier', () => {
  it.each([
    ['is the contact’s wait', () => opened().later(DAY)],
    ['is not begun again by taking it', () => opened().later(DAY).agent({ type: 'accept' })],
    ['is not begun again by a second letter', () => opened().later(DAY).system(letter('m2'))],
    [
      'is not begun again by an answer taken back',
      () => opened().later(DAY).agent({ type: 'replyAndWait', message: reply() }).agent({ type: 'undoSend' }),
    ],
    ['is not changed by timers set anew', () => opened().later(DAY).system({ type: 'changeTimers', timers })],
    [
      'is not changed by another routing',
      () => opened().later(DAY).system({ type: 'changeRouting', queue: 'support', routing: 'assign' }),
    ],
  ] as const)('%s', (_, play) => {
    expect(ageOf(play())).toBe(NOW);
  });

  it('is, of what was dealt with, since when it was', () => {
    const closed = opened().later(DAY).agent({ type: 'accept' }).later(DAY).agent({ type: 'close' });
    const at = closed.now;
    expect(ageOf(closed.later(DAY).system({ type: 'changeTimers', timers }))).toBe(at);
  });

  it('begins with the new letter when an earlier one was closed without an answer', () => {
    const closed = opened().agent({ type: 'accept' }).later(DAY).agent({ type: 'close' });
    expect(ageOf(closed.later(DAY).system(letter('m2')))).toBe(NOW + 2 * DAY);
    expect(promised(closed)?.lateAt).toBeGreaterThan(NOW + 2 * DAY);
  });

  it('is again the first letter’s when what was closed is opened again by hand', () => {
    const closed = opened().agent({ type: 'accept' }).later(DAY).agent({ type: 'close' });
    expect(ageOf(closed.agent({ type: 'reopen' }))).toBe(NOW);
  });
});

it('fault S2: what an administrator sets for many dossiers is no change of this one', () => {
  const play = opened().later(DAY);
  play.system({ type: 'changeTimers', timers });
  play.system({ type: 'changeRouting', queue: 'support', routing: 'assign' });
  expect(play.dossier?.updatedAt).toBe(NOW);
});

it('fault S2: timers set as they are write nothing', () => {
  const play = opened().system({ type: 'changeTimers', timers });
  const { version } = play.dossier ?? {};
  expect(play.system({ type: 'changeTimers', timers }).dossier?.version).toBe(version);
});

it('fault S3: late is past the time promised, soon late past half of it, and neither once it is answered', () => {
  const hours = 3_600_000;
  expect(promised(opened())).toEqual({ soonLateAt: NOW + 4 * hours, lateAt: NOW + 8 * hours });
  expect(promised(opened().agent({ type: 'replyKeepOpen', message: reply() }))).toEqual({
    soonLateAt: null,
    lateAt: null,
  });
  expect(promised(opened().agent({ type: 'accept' }).agent({ type: 'close' }))?.lateAt).toBeNull();
});

describe('fault S1: a letter is unread', () => {
  const row = { desk: 'inProgress', lastReceivedAt: NOW, readers: [] as string[] } as const;
  it.each([
    ['by who has not read it, though a colleague has', { ...row, readers: ['marc'] }, true],
    ['no more once it is read', { ...row, readers: ['lea'] }, false],
    ['not where there is none', { ...row, lastReceivedAt: null }, false],
    ['in validation too', { ...row, desk: 'validation', readers: ['marc'] }, true],
    ['among the handled, if nobody has read it', { ...row, desk: 'handled' }, true],
    ['not among the handled that somebody dealt with', { ...row, desk: 'handled', readers: ['marc'] }, false],
  ] as const)('%s', (_, letters, unread) => {
    expect(isUnread(letters, 'lea')).toBe(unread);
  });
});
