/** Answers by method and path what the API would; keeps what it was sent. */
import type { Problem } from '../../api/schemas.ts';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** What is not answered nor refused is answered with nothing. */
export function api(
  answers: Readonly<Record<string, unknown>>,
  refusals: Readonly<Record<string, Problem>> = {},
): readonly Sent[] {
  const sent: Sent[] = [];
  globalThis.fetch = (async (path: string, { method = 'GET', body }: RequestInit) => {
    sent.push({ method, path, body: body === undefined ? null : JSON.parse(String(body)) });
    const refusal = refusals[`${method} ${path}`];
    const answer = refusal ?? answers[`${method} ${path}`] ?? {};
    return { ok: !refusal, status: refusal?.status ?? 200, text: async () => JSON.stringify(answer) };
  }) as unknown as typeof fetch;
  return sent;
}
