/** JSON over HTTP to our own API: same origin, cookie session, problems as errors. */
import { ApiProblem, problemFrom } from './problem.ts';

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean;
}

export type Query = Readonly<Record<string, string | number | null | undefined>>;

/** The path with its query; what is empty is left out. */
export function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text ? `${path}?${text}` : path;
}

/** Throws `ApiProblem` for any refusal, and for no answer at all (status 0). */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const { method = 'GET', body, headers, signal, keepalive = false } = options;
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    keepalive,
    headers: {
      Accept: 'application/json, application/problem+json',
      'Accept-Language': document.documentElement.lang,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem(problemFrom(0, '', null));
  });
  const answer = readJson(await response.text());
  if (!response.ok) throw new ApiProblem(problemFrom(response.status, response.statusText, answer));
  return answer as T;
}

function readJson(text: string): unknown {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
