/** Turns the table of routes into an express router: access, then form, then the handler. */
import express, { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import { rightsOf } from '../../domain/rights.ts';
import type { Store } from '../../store/store.ts';
import { signedIn } from '../people/sessions.ts';
import { checkBodySize } from './body-size.ts';
import { ApiProblem } from './problem.ts';
import type { Access, Call, Caller, Route } from './route.ts';
import { createCheck } from './validation.ts';
import { received } from './whole-request.ts';

const DEFAULT_BODY_LIMIT = 100_000;

export interface RouterOptions {
  readonly store: Store;
  readonly routes: readonly Route[];
  /** Check what we answer against the schemas too: in tests. */
  readonly checkReplies: boolean;
}

export function createRouter({ store, routes, checkReplies }: RouterOptions): Router {
  const router = Router();
  for (const route of routes) {
    const body = route.body
      ? [requireJson, express.json({ limit: route.bodyLimit ?? DEFAULT_BODY_LIMIT, verify: checkBodySize })]
      : [];
    router[route.method](route.path, authenticate(store, route.access), ...body, answer(route, checkReplies));
  }
  return router;
}

/** Finds the caller, and refuses who may not call. Every route goes through here, by its `access`. */
function authenticate(store: Store, access: Access): RequestHandler {
  return async (request, response, next) => {
    if (access === 'public') return next();
    const user = await signedIn(request, store.users);
    if (!user) throw new ApiProblem(401, 'signed-out');
    const caller: Caller = { ...user, rights: rightsOf(user) };
    response.locals.user = caller;
    if (access !== 'signed-in' && !caller.rights.includes(access))
      throw new ApiProblem(403, 'forbidden', { values: { right: access } });
    next();
  };
}

function requireJson(request: Request, _response: Response, next: NextFunction): void {
  if (!request.is('application/json')) throw new ApiProblem(415, 'not-json');
  next();
}

function answer(route: Route, checkReplies: boolean): RequestHandler {
  const checkQuery = route.query && createCheck(route.query, { coerce: true });
  const checkBody = route.body && createCheck(route.body);
  const checkReply = checkReplies && route.reply ? createCheck(route.reply) : undefined;
  return async (request, response) => {
    const query: unknown = checkQuery?.({ ...request.query }) ?? {};
    const body: unknown = checkBody?.(request.body) ?? request.body;
    const call = { params: request.params, query, body, user: response.locals.user, request, response };
    if (route.status) response.status(route.status);
    const reply = await route.handle(call as unknown as Call<never, never>);
    if (response.headersSent) return;
    await received(request);
    if (reply === undefined) return void response.status(204).end();
    checkReply?.(reply);
    if (checkReplies) checkStatus(route, response.statusCode);
    response.json(reply);
  };
}

/** @throws Error when what is answered is not what the document says. */
function checkStatus({ method, path, status = 200, orStatus }: Route, answered: number): void {
  if (answered !== status && answered !== orStatus)
    throw new Error(`${method} ${path} answers ${answered}, undocumented`);
}
