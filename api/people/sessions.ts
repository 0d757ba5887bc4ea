/** Sessions: their cookie, how long they last, who is signed in by one. Every request and every open line asks here. */
import { createHash } from 'node:crypto';
import MongoStore from 'connect-mongo';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { UserDocument, Users } from '../../store/people/users.ts';
import type { Store } from '../../store/store.ts';

declare module 'express-session' {
  interface SessionData {
    userId: string;
    /** Epoch milliseconds after which it is worth nothing, however much it was used. */
    endsAt: number;
    /** Of the password it was begun with: another password ends it. */
    credential: string;
  }
}

export interface SessionLimits {
  /** From sign-in to the end. */
  readonly maxMs: number;
  /** From the last request to the end. */
  readonly idleMs: number;
}

export interface SessionOptions {
  readonly store: Store;
  readonly secret: string;
  /** Served over TLS: the cookie is `__Host-`. */
  readonly secure: boolean;
  readonly limits: SessionLimits;
}

/** How exactly idleness is kept: each request writes its time only when so much of the limit has passed. */
const IDLE_STEPS = 20;

/** Kept in MongoDB until they were idle for too long: shared by all processes. */
export function sessions({ store, secret, secure, limits: { idleMs } }: SessionOptions): RequestHandler {
  return session({
    name: secure ? '__Host-pli' : 'pli',
    secret,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: idleMs },
    store: MongoStore.create({
      client: store.connection.getClient() as never,
      dbName: store.connection.name,
      collectionName: 'sessions',
      touchAfter: idleMs / 1000 / IDLE_STEPS,
    }),
  });
}

/** A new session id, so that one planted before is worth nothing. */
export async function beginSession(request: Request, user: UserDocument, { maxMs }: SessionLimits): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    request.session.regenerate((error) => (error ? reject(error) : resolve())),
  );
  request.session.userId = user._id;
  request.session.endsAt = Date.now() + maxMs;
  request.session.credential = credentialOf(user);
}

export function endSession(request: Request): Promise<void> {
  return new Promise((resolve, reject) => request.session.destroy((error) => (error ? reject(error) : resolve())));
}

/** Whose session it is; null: nobody's, or one that has ended, which is then forgotten. */
export async function signedIn(request: Request, users: Users): Promise<UserDocument | null> {
  const { userId, endsAt = 0, credential } = request.session;
  if (!userId) return null;
  const user = await users.get(userId);
  if (user && endsAt > Date.now() && credential === credentialOf(user)) return user;
  await endSession(request);
  return null;
}

function credentialOf({ passwordHash }: UserDocument): string {
  return createHash('sha256').update(passwordHash).digest('base64url');
}
