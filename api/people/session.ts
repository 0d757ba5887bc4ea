/** Signing in and out, and one's own preferences. */
import type { Request } from 'express';
import { rightsOf } from '../../domain/rights.ts';
import type { UserDocument, Users } from '../../store/people/users.ts';
import { sourceOf } from '../http/behind-proxy.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import type { PresenceKeeper } from '../live/presence.ts';
import { PasswordInput, PreferencesInput, SignIn, User } from '../schemas.ts';
import type { PasswordChecks } from './password-checks.ts';
import { beginSession, endSession, type SessionLimits } from './sessions.ts';
import type { SignInLimit } from './sign-in-limit.ts';

export interface SessionRoutes {
  readonly users: Users;
  readonly limit: SignInLimit;
  readonly passwords: PasswordChecks;
  readonly presence: PresenceKeeper;
  readonly sessionLimits: SessionLimits;
}

export function sessionRoutes({ users, limit, passwords, presence, sessionLimits }: SessionRoutes): Route[] {
  /** The person with that address, if this is their password. */
  async function proved(request: Request, { email, password }: SignIn): Promise<UserDocument | null> {
    passwords.seekRoom();
    return limit.attempt(sourceOf(request), email, async () => {
      const user = await users.byEmail(email);
      const isRight = await passwords.verify({ password, stored: user?.passwordHash ?? null });
      return isRight ? user : null;
    });
  }

  return [
    route({
      method: 'post',
      path: '/api/session',
      summary: 'Sign in: sets the session cookie. 429 with Retry-After after too many wrong passwords',
      access: 'public',
      body: SignIn,
      reply: User,
      async handle({ body, request }) {
        const user = await proved(request, body);
        if (!user) throw new ApiProblem(401, 'bad-credentials');
        await beginSession(request, user, sessionLimits);
        await presence.arrives(user);
        return presentUser(user);
      },
    }),
    route({
      method: 'put',
      path: '/api/session/password',
      summary: 'Change one’s password: every other session of the person ends',
      access: 'signed-in',
      body: PasswordInput,
      async handle({ user, body, request }) {
        if (!(await proved(request, { email: user.email, password: body.current })))
          throw new ApiProblem(422, 'wrong-password');
        const changed = await users.setPassword(user._id, await passwords.hash(body.next));
        if (!changed) throw new ApiProblem(401, 'signed-out');
        await beginSession(request, changed, sessionLimits);
        return undefined;
      },
    }),
    route({
      method: 'get',
      path: '/api/session',
      summary: 'The user signed in',
      access: 'signed-in',
      reply: User,
      handle: async ({ user }) => presentUser(user),
    }),
    route({
      method: 'delete',
      path: '/api/session',
      summary: 'Sign out',
      access: 'public',
      async handle({ request }) {
        if (request.session.userId) await presence.leaves(request.session.userId);
        await endSession(request);
        return undefined;
      },
    }),
    route({
      method: 'patch',
      path: '/api/session/preferences',
      summary: 'Change one’s language, theme or keys',
      access: 'signed-in',
      body: PreferencesInput,
      reply: User,
      async handle({ user, body }) {
        const changed = await users.setPreferences(user._id, body);
        if (!changed) throw new ApiProblem(401, 'signed-out');
        return presentUser(changed);
      },
    }),
  ];
}

function presentUser(user: UserDocument): User {
  const { _id, email, name, role, queues, preferences } = user;
  const { language, theme, singleKeys } = preferences;
  return {
    id: _id,
    email,
    name,
    role,
    rights: [...rightsOf(user)],
    queues: [...queues],
    preferences: { language, theme, singleKeys },
  };
}
