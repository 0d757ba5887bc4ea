/** Signing in and out, and one's own preferences. */
import type { Request } from 'express';
import { rightsOf } from '../../domain/rights.ts';
import type { UserDocument, Users } from '../../store/people/users.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import type { PresenceKeeper } from '../live/presence.ts';
import { PreferencesInput, SignIn, User } from '../schemas.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import type { SignInLimit } from './sign-in-limit.ts';

declare module 'express-session' {
  interface SessionData {
    userId: string;
  }
}

export function sessionRoutes(users: Users, limit: SignInLimit, presence: PresenceKeeper): Route[] {
  // Checked when nobody has that address, so that the time taken tells nothing.
  const nobody = hashPassword('nobody');

  return [
    route({
      method: 'post',
      path: '/api/session',
      summary: 'Sign in: sets the session cookie',
      access: 'public',
      body: SignIn,
      reply: User,
      async handle({ body, request }) {
        await limit.check(request.ip ?? '', body.email);
        const user = await users.byEmail(body.email);
        const right = await verifyPassword(body.password, user?.passwordHash ?? (await nobody));
        if (!user || !right) {
          await limit.failed(request.ip ?? '', body.email);
          throw new ApiProblem(401, 'bad-credentials');
        }
        await regenerate(request);
        request.session.userId = user._id;
        await presence.arrives(user);
        return presentUser(user);
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
        await new Promise<void>((resolve, reject) =>
          request.session.destroy((error) => (error ? reject(error) : resolve())),
        );
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

/** A new session id at sign-in: one planted before is worth nothing. */
function regenerate(request: Request): Promise<void> {
  return new Promise((resolve, reject) => request.session.regenerate((error) => (error ? reject(error) : resolve())));
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
