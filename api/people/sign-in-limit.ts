/** Slows down guessing: so many failed sign-ins per source and address, counted in MongoDB, so for all processes together. */
import type { SignInFailures } from '../../store/people/sign-in-failures.ts';
import { ApiProblem } from '../http/problem.ts';

const FAILURES_PER_ADDRESS = 10;
/** Many people may sit behind one source. */
const FAILURES_PER_SOURCE = 100;

export interface SignInLimit {
  /** @throws ApiProblem 429 when that source, or that address from it, failed too often of late. */
  check(source: string, email: string): Promise<void>;
  failed(source: string, email: string): Promise<void>;
}

export function createSignInLimit(failures: SignInFailures): SignInLimit {
  const addressKey = (source: string, email: string) => `${source} ${email.trim().toLowerCase()}`;
  return {
    async check(source, email) {
      const [ofAddress, ofSource] = await Promise.all([
        failures.count(addressKey(source, email)),
        failures.count(source),
      ]);
      if (ofAddress >= FAILURES_PER_ADDRESS || ofSource >= FAILURES_PER_SOURCE)
        throw new ApiProblem(429, 'too-many-attempts');
    },
    async failed(source, email) {
      await Promise.all([failures.add(addressKey(source, email)), failures.add(source)]);
    },
  };
}
