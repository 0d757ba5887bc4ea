/** Refuses unsafe requests that another site had a browser send (CSRF). */
import type { Request, RequestHandler } from 'express';
import { ApiProblem } from './problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** `publicUrl`: the address users type, which a proxy in front may not pass on as `Host`. */
export function sameOrigin(publicUrl: string | undefined): RequestHandler {
  const typed = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  return (request, _response, next) => {
    if (SAFE.has(request.method)) return next();
    const site = request.get('Sec-Fetch-Site');
    const own = site === undefined ? isOwn(request, typed) : site === 'same-origin';
    if (!own) throw new ApiProblem(403, 'foreign-origin');
    next();
  };
}

function isOwn(request: Request, typed: string | undefined): boolean {
  const origin = request.get('Origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  return [request.get('Host'), typed].includes(new URL(origin).host);
}
