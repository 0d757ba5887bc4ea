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
  /** Seconds after which to try again; its text says them as `{wait}`. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    code: string,
    {
      values = {},
      extras = {},
      retryAfter,
      cause,
    }: {
      values?: Record<string, string>;
      extras?: Partial<ProblemExtras>;
      retryAfter?: number;
      cause?: unknown;
    } = {},
  ) {
    super(code, { cause });
    this.status = status;
    this.code = code;
    this.values = values;
    this.extras = extras;
    this.retryAfter = retryAfter;
  }
}

/** What the client reads. Never the message of an unexpected error. */
export function problemBody({ status, code, values, extras, retryAfter }: ApiProblem, language: Language): Problem {
  const wait = retryAfter === undefined ? {} : { wait: durationInWords(retryAfter, language) };
  const { title, detail } = problemText(code, language, { ...values, ...wait });
  return { type: `/api/docs#${code}`, title, status, detail, code, ...extras };
}

/** As one says it: « 45 secondes », “2 minutes”. */
function durationInWords(seconds: number, language: Language): string {
  const [value, unit] =
    seconds < 60
      ? [seconds, 'second']
      : seconds < 5400
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3600), 'hour'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
