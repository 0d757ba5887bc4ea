/** A refusal of the API, as an error the screens can show. */
import type { Problem } from '../../api/schemas.ts';

/** Screens show its words, which are in the user's language; a 401 among them signs out. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.status = problem.status;
    this.problem = problem;
  }
}

/** The problem behind an error, if the server stated one. */
export function problemOf(error: unknown): Problem | null {
  return error instanceof ApiProblem ? error.problem : null;
}

/** Whether the server has decided against it: sending the same again is a new attempt. Otherwise nobody knows. */
export function isRefusal(error: unknown): boolean {
  const status = problemOf(error)?.status ?? 0;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** What a body that is not problem+json amounts to: a proxy's page, or nothing at all. */
export function problemFrom(status: number, text: string, body: unknown): Problem {
  if (isProblem(body)) return body;
  return { type: 'about:blank', title: text, status, detail: '', code: status === 0 ? 'offline' : `http-${status}` };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
}
