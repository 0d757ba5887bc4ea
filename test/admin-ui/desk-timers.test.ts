/**
 * What timers look like, and which one a row has room for.
 * @jest-environment node
 */
import { rowTimer, timerView } from '../../admin-ui/desk/timers/timer-view.ts';
import { createFormat } from '../../admin-ui/i18n/format.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { buildRow } from './builders.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour)).toISOString();
const clock = (timer: string) => ({ timer, since: at(8), at: at(16) });

describe('a timer', () => {
  it('N16 N17: is neutral, asks for attention from half on, and is late at zero', () => {
    const toneAt = (hour: number) => timerView(clock('contactWaits'), Date.parse(at(hour))).tone;
    expect([8, 11, 12, 15, 16, 18].map(toneAt)).toEqual([
      'neutral',
      'neutral',
      'attention',
      'attention',
      'danger',
      'danger',
    ]);
  });

  it('empties its ring and no further', () => {
    const leftAt = (hour: number) => timerView(clock('contactWaits'), Date.parse(at(hour))).left;
    expect([6, 8, 14, 20].map(leftAt)).toEqual([1, 1, 0.25, 0]);
  });

  it('says its time in as few signs as a chip has room for', () => {
    const { duration } = createFormat('fr');
    const minutes = [12, 130, 120, 26 * 60 + 5, 5 * 24 * 60].map((m) => duration(m * 60_000).replaceAll(/\s/g, ' '));
    expect(minutes).toEqual(['12 min', '2 h 10', '2 h', '26 h 05', '5 j']);
    expect(
      createFormat('en')
        .duration(130 * 60_000)
        .replaceAll(/\s/g, ' '),
    ).toBe('2 h 10');
  });
});

describe('the timer of a row', () => {
  const timerOf = (state: string, desk: 'inProgress' | 'validation' | 'handled', ...timers: string[]) =>
    rowTimer(buildRow({ state, desk, deadlines: timers.map(clock) }), STANDARD)?.timer ?? null;

  it('N16: is how long the contact has waited', () => {
    expect(timerOf('open', 'inProgress', 'activeToDormant', 'contactWaits')).toBe('contactWaits');
  });

  it('N17: is how long we wait for the contact, where it can be given more time', () => {
    expect(timerOf('waiting', 'handled', 'waitingToDormant')).toBe('waitingToDormant');
  });

  it('is how long a supervisor may take', () => {
    expect(timerOf('validation', 'validation', 'validationOverdue')).toBe('validationOverdue');
  });

  it('leaves the slow clocks to the side panel', () => {
    expect(timerOf('open', 'inProgress', 'activeToDormant', 'silence')).toBeNull();
    expect(timerOf('closed', 'handled', 'closedToArchived', 'leavesInbox')).toBeNull();
  });
});
