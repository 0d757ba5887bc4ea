/** Hashes passwords apart, a few at a time: neither requests nor files wait for it, and one core is left to them. */
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { ApiProblem } from '../http/problem.ts';
import type { PasswordCheck } from './password-worker.ts';

/** Some seconds of work: who comes after is told to come back. */
const MOST_WAITING = 100;
const COME_BACK_SECONDS = 10;

export interface PasswordChecks {
  /** @throws ApiProblem 429 when too many wait already. */
  seekRoom(): void;
  verify(check: PasswordCheck): Promise<boolean>;
  hash(password: string): Promise<string>;
}

export function createPasswordChecks(): PasswordChecks {
  const threads = new Piscina({
    filename: new URL('./password-worker.ts', import.meta.url).href,
    ...{ minThreads: 0, maxThreads: Math.max(1, availableParallelism() - 1), idleTimeout: 60_000 },
  });
  return {
    seekRoom() {
      if (threads.queueSize >= MOST_WAITING)
        throw new ApiProblem(429, 'sign-in-busy', { retryAfter: COME_BACK_SECONDS });
    },
    verify: (check) => threads.run(check, { name: 'verify' }),
    hash: (password) => threads.run(password, { name: 'hash' }),
  };
}
