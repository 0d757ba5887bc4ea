/** Whether a mailbox works: what its watcher noted, and whether it is silent beyond its usual rhythm (peer 31). */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SLOTS = 7 * 24;

/** How long each hour of the week is usually without a letter. In UTC: a clock change moves it by an hour, which is nothing here. */
export interface Rhythm {
  /** The first letter it was learnt from; null: none yet. Epoch milliseconds. */
  readonly since: number | null;
  /** By hour of the week: the longest silence that was usual in it, in milliseconds. */
  readonly silences: readonly number[];
}

/** Written by the watcher. Instants are epoch milliseconds. */
export interface MailboxHealth {
  readonly state: 'unknown' | 'connected' | 'failing';
  /** Since when it is in that state. */
  readonly since: number;
  /** The last sign that its folder is open on the server. */
  readonly lastSeenAt: number | null;
  readonly lastError: { readonly reason: string; readonly signInRefused: boolean; readonly at: number } | null;
  /** When the server got the last letter. */
  readonly lastLetterAt: number | null;
  /** Letters known to wait on the server, while it catches up. */
  readonly waiting: number;
  readonly rhythm: Rhythm;
}

export const NO_RHYTHM: Rhythm = { since: null, silences: [] };
export const unknownHealth = (now: number): MailboxHealth => ({
  ...{ state: 'unknown', since: now, lastSeenAt: null, lastError: null, lastLetterAt: null, waiting: 0 },
  rhythm: NO_RHYTHM,
});

/** `unwatched`: no worker keeps it. `silent`: it works, and what usually comes does not. */
export const MAILBOX_CONDITIONS = [
  'off',
  'outboundOnly',
  'starting',
  'catchingUp',
  'working',
  'failing',
  'unwatched',
  'silent',
] as const;
export type MailboxCondition = (typeof MAILBOX_CONDITIONS)[number];

/** A cut that mends itself at once is no news. */
const FAILING_AFTER = 60_000;
/** The watcher gives a sign every minute. */
const UNWATCHED_AFTER = 3 * 60_000;
/** Two weeks have every hour of the week twice. */
const LEARNT_AFTER = 14 * DAY;
/** A busy mailbox may have a quiet hour. */
const LEAST_SILENCE = 20 * 60_000;
const TOLERANCE = 3;
/** What was unusual (a holiday, an outage) is forgotten within weeks. */
const WEEKLY_DECAY = 0.9;

/** The alarming ones, which administrators are told of on every screen. */
export function isAlarming(condition: MailboxCondition): boolean {
  return condition === 'failing' || condition === 'unwatched' || condition === 'silent';
}

/** How a mailbox is now, and since when. */
export function conditionOf(
  mailbox: { readonly enabled: boolean; readonly outboundOnly: boolean; readonly health: MailboxHealth },
  now: number,
): { readonly condition: MailboxCondition; readonly since: number } {
  const { state, since, lastSeenAt, lastError, lastLetterAt, waiting } = mailbox.health;
  if (!mailbox.enabled) return { condition: 'off', since };
  if (mailbox.outboundOnly) return { condition: 'outboundOnly', since };
  if (state === 'failing' && (lastError?.signInRefused || now - since > FAILING_AFTER))
    return { condition: 'failing', since };
  const seen = Math.max(lastSeenAt ?? 0, since);
  if (now - seen > UNWATCHED_AFTER) return { condition: 'unwatched', since: seen };
  if (state !== 'connected') return { condition: 'starting', since };
  if (waiting > 0) return { condition: 'catchingUp', since };
  const patience = silenceAllowed(mailbox.health, now);
  if (lastLetterAt !== null && patience !== null && now - lastLetterAt > patience)
    return { condition: 'silent', since: lastLetterAt };
  return { condition: 'working', since };
}

/** How long the mailbox may be silent now: three times the longest usual silence of this hour of the week; null: not learnt yet. */
export function silenceAllowed({ rhythm, lastLetterAt }: MailboxHealth, now: number): number | null {
  if (rhythm.since === null || lastLetterAt === null || lastLetterAt - rhythm.since < LEARNT_AFTER) return null;
  return TOLERANCE * Math.max(LEAST_SILENCE, rhythm.silences[slotOf(now)] ?? 0);
}

/** What the arrival of a letter teaches; one that is older than the last, or comes from the future, teaches nothing. */
export function withLetter(health: MailboxHealth, at: number, now: number): MailboxHealth {
  const { lastLetterAt, rhythm } = health;
  if (at > now || at <= (lastLetterAt ?? 0)) return health;
  if (lastLetterAt === null) return { ...health, lastLetterAt: at, rhythm: { since: at, silences: [] } };
  return { ...health, lastLetterAt: at, rhythm: { ...rhythm, silences: learnt(rhythm.silences, lastLetterAt, at) } };
}

/** Each hour of the week that the silence went through has it as a sample; entered anew, it forgets a little first. */
function learnt(known: readonly number[], from: number, to: number): readonly number[] {
  const silences = Array.from({ length: SLOTS }, (_, slot) => known[slot] ?? 0);
  const note = (hour: number, decay: number) => {
    const slot = slotOf(hour);
    const sample = Math.min(to, hour + HOUR) - from;
    silences[slot] = Math.max(sample, Math.round((silences[slot] ?? 0) * decay));
  };
  const first = from - (from % HOUR);
  note(first, 1);
  // After a week every hour was gone through: the last time is the longest.
  for (let hour = Math.max(first + HOUR, to - (to % HOUR) - (SLOTS - 1) * HOUR); hour <= to; hour += HOUR)
    note(hour, WEEKLY_DECAY);
  return silences;
}

function slotOf(at: number): number {
  return Math.floor(at / HOUR) % SLOTS;
}
