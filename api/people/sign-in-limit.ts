/**
 * Slows down guessing. An attempt is counted before its password is looked at, so that many at once gain nothing.
 * - Per account: so many tries, then a lock that doubles each time. A source from which that person signed in lately
 *   counts apart, so that nobody elsewhere can lock them out.
 * - Per source: only how many different accounts were tried in vain, since many people may sit behind one.
 */
import type { Attempts } from '../../store/people/attempts.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';

const FREE_TRIES = 10;
const TRIES_SECONDS = 15 * 60;
const FIRST_LOCK_SECONDS = 60;
const LONGEST_LOCK_SECONDS = 60 * 60;
const LOCKS_SECONDS = 24 * 60 * 60;
const ACCOUNTS_PER_SOURCE = 200;
const SOURCE_SECONDS = 60 * 60;
const KNOWN_SECONDS = 30 * 24 * 60 * 60;

export interface SignInLimit {
  /**
   * Does this check of a password of that account, asked for by that source; null: the password is wrong.
   * @throws ApiProblem 429 before the check is made, when too many were wrong.
   */
  attempt<T>(source: string, email: string, check: () => Promise<T | null>): Promise<T | null>;
}

export function createSignInLimit(store: Pick<Store, 'attempts'>): SignInLimit {
  return {
    async attempt(source, email, check) {
      const account = email.trim().toLowerCase();
      const pair = `${source} ${account}`;
      const counters = countersOf(store.attempts);
      const isKnown = (await counters.known.get(pair)) !== null;
      const key = isKnown ? pair : account;
      if (!isKnown) await countAccount(counters, source, pair);
      await countTry(counters, key);
      const found = await check();
      if (found !== null) await forgive(counters, { source, pair, key });
      return found;
    },
  };
}

type Counters = ReturnType<typeof countersOf>;

function countersOf({ counter }: Attempts) {
  return {
    tries: counter('tries', { points: FREE_TRIES, seconds: TRIES_SECONDS }),
    locks: counter('locks', { points: 1, seconds: LOCKS_SECONDS }),
    pairs: counter('pairs', { points: 1, seconds: SOURCE_SECONDS }),
    accounts: counter('accounts', { points: ACCOUNTS_PER_SOURCE, seconds: SOURCE_SECONDS }),
    known: counter('known', { points: 1, seconds: KNOWN_SECONDS }),
  };
}

/** After its first lock a key has one try between two locks. */
async function countTry({ tries, locks }: Counters, key: string): Promise<void> {
  const cost = (await locks.get(key)) ? FREE_TRIES : 1;
  const { consumedPoints, msBeforeNext } = await tries.penalty(key, cost);
  if (consumedPoints <= FREE_TRIES) return;
  if (consumedPoints - cost > FREE_TRIES) throw tooMany(msBeforeNext / 1000);
  const { consumedPoints: nth } = await locks.penalty(key);
  const seconds = Math.min(FIRST_LOCK_SECONDS * 2 ** (nth - 1), LONGEST_LOCK_SECONDS);
  await tries.block(key, seconds);
  throw tooMany(seconds);
}

async function countAccount({ pairs, accounts }: Counters, source: string, pair: string): Promise<void> {
  const isFirst = (await pairs.penalty(pair)).consumedPoints === 1;
  const tried = isFirst ? await accounts.penalty(source) : await accounts.get(source);
  if (tried && tried.consumedPoints > ACCOUNTS_PER_SOURCE) throw tooMany(tried.msBeforeNext / 1000);
}

async function forgive(
  { pairs, tries, locks, known, accounts }: Counters,
  { source, pair, key }: Readonly<Record<'source' | 'pair' | 'key', string>>,
): Promise<void> {
  const wasCounted = await pairs.delete(pair);
  await Promise.all([
    ...[tries.delete(key), locks.delete(key), known.set(pair, 1, KNOWN_SECONDS)],
    wasCounted && accounts.reward(source),
  ]);
}

function tooMany(seconds: number): ApiProblem {
  return new ApiProblem(429, 'too-many-attempts', { retryAfter: Math.max(1, Math.ceil(seconds)) });
}
