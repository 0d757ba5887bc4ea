/** Who is signed in, by the session cookie; screens hide by rights, the server decides. */
import type { AuthProvider, UserIdentity } from 'react-admin';
import type { User } from '../../api/schemas.ts';
import type { Right } from '../../domain/rights.ts';
import { request } from './http.ts';
import { problemOf } from './problem.ts';

export type Identity = UserIdentity & User;

/** The right a screen asks for; one that is not named is open to all. */
const SCREEN_RIGHTS: Readonly<Record<string, Right>> = {
  configuration: 'configuration.edit',
  ledger: 'ledger.read',
  supervision: 'supervision.read',
  validation: 'dossier.validate',
};

export const identityOf = (user: User): Identity => ({ ...user, fullName: user.name });

/** Set in this browser from sign-in to sign-out: without it there is no session to ask for. */
const SIGNED_IN = 'pli.signedIn';

/** Asks the server once, then remembers until sign-in, sign-out or a 401. */
export function createAuthProvider(): AuthProvider {
  let session: Promise<User> | null = null;
  const current = (): Promise<User> => {
    if (!localStorage.getItem(SIGNED_IN)) return Promise.reject(new Error('signed-out'));
    session ??= request<User>('/api/session').catch((error: unknown) => {
      session = null;
      if (problemOf(error)?.status === 401) localStorage.removeItem(SIGNED_IN);
      throw error;
    });
    return session;
  };
  return {
    login: async ({ email, password }: { email: string; password: string }) => {
      session = Promise.resolve(await request<User>('/api/session', { method: 'POST', body: { email, password } }));
      localStorage.setItem(SIGNED_IN, 'yes');
    },
    logout: async () => {
      const known = session;
      session = null;
      localStorage.removeItem(SIGNED_IN);
      if (known) await request('/api/session', { method: 'DELETE' }).catch(() => undefined);
      return '/login';
    },
    checkAuth: async () => {
      await current();
    },
    checkError: async (error: unknown) => {
      if (problemOf(error)?.status !== 401) return;
      session = null;
      throw error;
    },
    getIdentity: async () => identityOf(await current()),
    canAccess: async ({ resource }) => {
      const right = SCREEN_RIGHTS[resource];
      return !right || (await current()).rights.includes(right);
    },
  };
}
