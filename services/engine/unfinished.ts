/** What events on record ask for and was not done, as the store tells: where a rebuild goes on after the engine was lost (O9). */
import type { DossierEvent, EventType } from '../../domain/dossier/events.ts';
import type { Store } from '../../store/store.ts';

/** An answer that says « we have your letter » is of no use the day after. */
export const AUTOMATIC_REPLY_GIVEN_UP_MS = 24 * 60 * 60 * 1000;

type Event<T extends EventType> = Extract<DossierEvent, { type: T }>;

/** Events of a whole timeline, in order. What they ask for may be done again: it changes nothing that was done. */
export async function unfinishedOf(
  store: Store,
  dossierId: string,
  events: readonly DossierEvent[],
): Promise<DossierEvent[]> {
  const found = await Promise.all([
    unmovedLetters(store, events),
    unerasedLetters(store, events),
    unansweredLetters(store, dossierId, events),
    unsentAnswers(store, events),
  ]);
  return found.flat().sort((a, b) => a.seq - b.seq);
}

/** Splits, and the last merge or what undid it: of those before, the letters have moved on. */
async function unmovedLetters({ timeline }: Store, events: readonly DossierEvent[]): Promise<DossierEvent[]> {
  const last = events.findLast(({ type }) => type === 'merged' || type === 'unmerged');
  const moves = events.filter((event) => event === last || event.type === 'lettersSplit');
  const heard = await Promise.all(moves.map((event) => timeline.isExchangeHeard(exchangeKey(event))));
  return moves.filter((_, i) => !heard[i]);
}

async function unerasedLetters({ messages }: Store, events: readonly DossierEvent[]): Promise<DossierEvent[]> {
  const redactions = ofType(events, 'messageRedacted');
  const letters = await messages.getAll(redactions.map(({ data }) => data.message));
  const unerased = letters.filter(
    ({ redacted }) => redacted && redacted.erase.length + (redacted.files ?? []).length > 0,
  );
  return redactions.filter(({ data }) => unerased.some(({ _id }) => _id === data.message));
}

/** A machine took the right to answer them, and no answer is on record. */
async function unansweredLetters(
  { automaticReplies }: Store,
  dossierId: string,
  events: readonly DossierEvent[],
): Promise<DossierEvent[]> {
  const since = Date.now() - AUTOMATIC_REPLY_GIVEN_UP_MS;
  const answerable = ofType(events, 'letterReceived').filter(({ at, data }) => data.answerFor !== null && at > since);
  if (answerable.length === 0) return [];
  const answers = new Set(ofType(events, 'answeredAutomatically').map(({ data }) => data.message));
  const unanswered = (await automaticReplies.claimed(dossierId)).filter(({ message }) => !answers.has(message));
  return answerable.filter(({ data }) => unanswered.some(({ letter }) => letter === data.message));
}

async function unsentAnswers({ messages }: Store, events: readonly DossierEvent[]): Promise<DossierEvent[]> {
  const answers = ofType(events, 'answeredAutomatically');
  const letters = await messages.getAll(answers.map(({ data }) => data.message));
  const unsent = letters.filter(({ status }) => status === 'staged' || status === 'sending');
  return answers.filter(({ data }) => unsent.some(({ _id }) => _id === data.message));
}

/** How the other dossier knows an exchange of letters from another. */
export const exchangeKey = ({ dossierId, seq }: DossierEvent): string => `${dossierId}:${seq}`;

function ofType<T extends EventType>(events: readonly DossierEvent[], type: T): Event<T>[] {
  return events.filter((event): event is Event<T> => event.type === type);
}
