/** Errors as RFC 9457 problems, in the user's language, with a code that never changes. */

import type { Problem } from '../schemas.ts';
import { problemText } from '../words/problem-texts.ts';
import type { Language } from '../words/text.ts';

export type ProblemExtras = Pick<Problem, 'errors' | 'version' | 'changes' | 'draft' | 'choices'>;

/** An expected refusal. `code` is a key of `problem-texts.ts`. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
  readonly extras: Partial<ProblemExtras>;

  constructor(
    status: number,
    code: string,
    {
      values = {},
      extras = {},
      cause,
    }: { values?: Record<string, string>; extras?: Partial<ProblemExtras>; cause?: unknown } = {},
  ) {
    super(code, { cause });
    this.status = status;
    this.code = code;
    this.values = values;
    this.extras = extras;
  }
}

/** What the client reads. Never the message of an unexpected error. */
export function problemBody({ status, code, values, extras }: ApiProblem, language: Language): Problem {
  const { title, detail } = problemText(code, language, values);
  return { type: `/api/docs#${code}`, title, status, detail, code, ...extras };
}
