/** Refuses unsafe requests that another site had a browser send (CSRF). */
import type { RequestHandler } from 'express';
import { ApiProblem } from './problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export const sameOrigin: RequestHandler = (request, _response, next) => {
  if (SAFE.has(request.method)) return next();
  const site = request.get('Sec-Fetch-Site');
  const own = site === undefined ? isOwn(request.get('Origin'), request.get('Host')) : site === 'same-origin';
  if (!own) throw new ApiProblem(403, 'foreign-origin');
  next();
};

function isOwn(origin: string | undefined, host: string | undefined): boolean {
  return origin !== undefined && host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
