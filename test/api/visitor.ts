/** A browser's worth of HTTP: a cookie, a language, the marks of a same-origin request. */
import { until } from './until.ts';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface CallOptions {
  readonly body?: unknown;
  /** Added to, or instead of, the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a browser of this desk sends with an unsafe request. */
const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };

export class Visitor {
  readonly url: string;
  cookie = '';

  constructor(url: string) {
    this.url = url;
  }

  /** Sends the body as JSON, unless it is text or bytes; reads JSON, or text where it is not. */
  async call<T>(method: string, path: string, { body, headers = {} }: CallOptions = {}): Promise<Answer<T>> {
    const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...SAME_ORIGIN,
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(isRaw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
    });
    const cookie = response.headers.get('set-cookie');
    if (cookie) this.cookie = cookie.split(';')[0] ?? '';
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
  }

  /** A GET that must succeed. */
  async get<T>(path: string): Promise<T> {
    const answer = await this.call<T>('GET', path);
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async command<T = { readonly version: number; readonly state: string }>(
    dossier: string,
    body: object,
    key: string = crypto.randomUUID(),
  ): Promise<Answer<T>> {
    return this.call<T>('POST', `/api/dossiers/${dossier}/commands`, { body, headers: { 'idempotency-key': key } });
  }

  /** A command asked again with its key while nobody carries it out: the worker was killed, or the machine is busy. */
  async insist(dossier: string, body: object) {
    const key = crypto.randomUUID();
    const answer = async () => {
      const told = await this.command(dossier, body, key);
      return told.status !== 503 && told;
    };
    return until('an answer', answer, 90);
  }
}
