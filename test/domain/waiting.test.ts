/** Who waits and since when, whatever else happens to the dossier; and who has a letter to read. */

import { ageSince, isUnread, promiseOf } from '../../domain/dossier/waiting.ts';
import { stateOf } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { DAY, letter, NOW, opened, Play, reply } from './given.ts';

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

describe('fault L18: a letter that its mail server received long ago', () => {
  const hours = 3_600_000;
  const late = (message: string, at: number) => letter(message, false, at);
  const weekOld = () => new Play().system(late('m1', NOW - 7 * DAY));

  it('waits since then, and is late at once', () => {
    expect([ageOf(weekOld()), promised(weekOld())?.lateAt]).toEqual([NOW - 7 * DAY, NOW - 7 * DAY + 8 * hours]);
  });

  it.each([
    ['after a later one', () => opened()],
    ['after a later one, in progress', () => opened().agent({ type: 'accept' })],
    [
      'after an answer to a later one',
      () => opened().agent({ type: 'accept' }).agent({ type: 'replyAndWait', message: reply() }),
    ],
    [
      'after the dossier was closed',
      () => opened().agent({ type: 'accept' }).later(hours).agent({ type: 'close' }).later(hours),
    ],
  ] as const)('%s, is what the contact waits for', (_, before) => {
    const play = before().system(late('m0', NOW - DAY));
    expect([ageOf(play), promised(play)?.lateAt]).toEqual([NOW - DAY, NOW - DAY + 8 * hours]);
  });

  it('never waits from the future, nor instead of an earlier one', () => {
    const ahead = new Play().system(late('m1', NOW + DAY));
    expect([ageOf(ahead), promised(ahead)?.lateAt]).toEqual([NOW, NOW + 8 * hours]);
    expect(ageOf(weekOld().system(late('m2', NOW - DAY)))).toBe(NOW - 7 * DAY);
  });

  it('makes nobody wait when a machine wrote it', () => {
    const play = new Play().system(letter('m1', true, NOW - 7 * DAY));
    expect([play.dossier?.waitingSince, promised(play)?.lateAt]).toEqual([null, null]);
  });

  it('brings its wait, and its promise, to the dossier it is merged into', () => {
    const data = { key: 'k', from: 'd2', number: 8, how: 'merge', letters: ['m9'], waitingSince: NOW - DAY } as const;
    const play = opened().system({ type: 'lettersCame', by: 'lea', ...data });
    expect([ageOf(play), promised(play)?.lateAt]).toEqual([NOW - DAY, NOW - DAY + 8 * hours]);
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
