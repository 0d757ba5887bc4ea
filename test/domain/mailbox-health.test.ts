/** How a mailbox fares, told from what its watcher noted. */
import { conditionOf, type MailboxHealth, unknownHealth, withLetter } from '../../domain/post/mailbox-health.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Monday at midnight, UTC. */
const MONDAY = Date.UTC(2026, 0, 5);

const conditionAt = (health: MailboxHealth, now: number, more: object = {}) =>
  conditionOf({ enabled: true, outboundOnly: false, health, ...more }, now).condition;

/** A letter every ten minutes from nine to six on working days, for these weeks. */
function officeWeeks(weeks: number): MailboxHealth {
  let health = unknownHealth(MONDAY);
  for (let day = 0; day < weeks * 7; day++)
    for (let at = 9 * HOUR; day % 7 < 5 && at < 18 * HOUR; at += 10 * MINUTE)
      health = withLetter(health, MONDAY + day * DAY + at, MONDAY + 100 * DAY);
  return health;
}

const connected = (health: MailboxHealth, now: number): MailboxHealth => ({
  ...health,
  ...{ state: 'connected', lastSeenAt: now },
});

it('peer 31: a mailbox that is refused alarms at once, one that is cut alarms after a minute', () => {
  const lastError = { reason: 'no', signInRefused: true, at: MONDAY };
  const refused: MailboxHealth = { ...unknownHealth(MONDAY), state: 'failing', lastError };
  expect(conditionAt(refused, MONDAY + 1)).toBe('failing');
  const cut: MailboxHealth = { ...refused, lastError: { ...lastError, signInRefused: false } };
  expect(conditionAt(cut, MONDAY + 30_000)).toBe('starting');
  expect(conditionAt(cut, MONDAY + 61_000)).toBe('failing');
  expect(conditionOf({ enabled: true, outboundOnly: false, health: cut }, MONDAY + 10 * DAY).since).toBe(MONDAY);
});

it('peer 31: a mailbox that no worker watches alarms, be it connected when last seen', () => {
  const now = MONDAY + DAY;
  expect(conditionAt(connected(unknownHealth(MONDAY), now - 2 * MINUTE), now)).toBe('working');
  expect(conditionAt(connected(unknownHealth(MONDAY), now - 4 * MINUTE), now)).toBe('unwatched');
  expect(conditionAt(unknownHealth(now - MINUTE), now)).toBe('starting');
  expect(conditionAt(unknownHealth(now - 4 * MINUTE), now)).toBe('unwatched');
});

it('tells that letters wait before anything else of a mailbox that works', () => {
  const behind = { ...connected(unknownHealth(MONDAY), MONDAY), waiting: 3 };
  expect(conditionAt(behind, MONDAY)).toBe('catchingUp');
  expect(conditionAt(behind, MONDAY + DAY)).toBe('unwatched');
});

it('says nothing of one that is off or only written from', () => {
  expect(conditionAt(unknownHealth(0), MONDAY, { enabled: false })).toBe('off');
  expect(conditionAt(unknownHealth(0), MONDAY, { outboundOnly: true })).toBe('outboundOnly');
});

describe('a rhythm of office hours', () => {
  const learnt = officeWeeks(4);
  const instant = (day: number, hour: number) => MONDAY + (28 + day) * DAY + hour * HOUR;
  const silentAt = (now: number) => conditionAt(connected(learnt, now), now) === 'silent';

  it('peer 31: is silent beyond what is usual at that hour of the week', () => {
    expect(silentAt(instant(0, 9) + 30 * MINUTE)).toBe(false);
    expect(silentAt(instant(0, 11))).toBe(true);
    expect(silentAt(instant(3, 15))).toBe(true);
  });

  it('lets the night and the week-end pass', () => {
    expect(silentAt(instant(-2, 12))).toBe(false);
    expect(silentAt(instant(-1, 23))).toBe(false);
    expect(silentAt(instant(0, 4))).toBe(false);
  });

  it('says nothing before two weeks are known', () => {
    const young = officeWeeks(1);
    const now = MONDAY + 20 * DAY;
    expect(conditionAt(connected(young, now), now)).toBe('working');
  });

  it('forgets an unusual silence within weeks', () => {
    let health = withLetter(learnt, instant(14, 9), instant(200, 0));
    const patienceAt = (now: number) => health.rhythm.silences[Math.floor(now / HOUR) % 168] ?? 0;
    expect(patienceAt(instant(15, 11) - 7 * DAY)).toBeGreaterThan(7 * DAY);
    for (let week = 2; week < 40; week++)
      for (let day = 0; day < 5; day++)
        for (let at = 9 * HOUR; at < 18 * HOUR; at += 10 * MINUTE)
          health = withLetter(health, instant(week * 7 + day, 0) + at, instant(400, 0));
    expect(patienceAt(instant(15, 11))).toBeLessThan(8 * HOUR);
  });
});

it('learns nothing from a letter that comes late or from the future', () => {
  const health = withLetter(unknownHealth(MONDAY), MONDAY, MONDAY);
  expect(withLetter(health, MONDAY - HOUR, MONDAY)).toBe(health);
  expect(withLetter(health, MONDAY + HOUR, MONDAY)).toBe(health);
});
