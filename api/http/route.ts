/** What a route is: its path, who may call it, its schemas, its handler. The router, the checks and OpenAPI read the same object. */
import type { Static, TSchema } from '@sinclair/typebox';
import type { Request, Response } from 'express';
import type { Right } from '../../domain/rights.ts';
import type { UserDocument } from '../../store/people/users.ts';
import { ApiProblem } from './problem.ts';

/** Who may call: anyone, anyone signed in, or those with a right. */
export type Access = 'public' | 'signed-in' | Right;

export interface Call<Q, B> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  /** The caller, with `rights`. Present on every route that is not public. */
  readonly user: Caller;
  readonly request: Request;
  readonly response: Response;
}

export interface Caller extends UserDocument {
  readonly rights: readonly Right[];
}

export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** Bytes of JSON accepted. */
  readonly bodyLimit?: number;
  /** Absent: the handler writes the response by itself (`produces`), or there is none (204). */
  readonly reply?: TSchema;
  /** When it is done; absent: 200, or 204 without anything to answer. */
  readonly status?: 200 | 201 | 202;
  /** Another status with the same reply, which the handler sets. */
  readonly orStatus?: 503;
  /** The media type that the handler writes by itself, as a stream or whole. */
  readonly produces?: string;
  /** Takes any bytes as its body. */
  readonly takesBytes?: true;
  /** Needs an Idempotency-Key header. */
  readonly keyed?: true;
  readonly handle: (call: Call<never, never>) => Promise<unknown>;
}

type RouteOf<Q extends TSchema, B extends TSchema, R extends TSchema> = Omit<
  Route,
  'query' | 'body' | 'reply' | 'handle'
> & {
  readonly query?: Q;
  readonly body?: B;
  readonly reply?: R;
  readonly handle: (call: Call<Static<Q>, Static<B>>) => Promise<Static<R> | undefined>;
};

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The `:id` of something that may not exist yet. @throws ApiProblem 400 when it is not the form of one. */
export function idOf({ id = '' }: Call<never, never>['params']): string {
  if (ID.test(id)) return id;
  throw new ApiProblem(400, 'invalid', { extras: { errors: [{ path: '/id', message: `must match ${ID.source}` }] } });
}

/** Ties the handler's types to the schemas. */
export function route<Q extends TSchema, B extends TSchema, R extends TSchema>(definition: RouteOf<Q, B, R>): Route {
  return definition as Route;
}
