/** A signed-in user of the API, over connections that are kept alive. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Session {
  /** The answer's JSON. Rejects when the answer is an error. */
  request(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<unknown>;
  /** Performs a command on a dossier, and resolves once it is done. */
  command(dossierId: string, command: object): Promise<void>;
  /** Calls back with each event's name and data, until `signal` aborts; resolves once the stream is open. */
  listen(receive: (event: string, data: string) => void, signal: AbortSignal): Promise<void>;
}

const SAME_ORIGIN = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' };

export async function signIn(url: string, login: { readonly email: string; readonly password: string }) {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: SAME_ORIGIN,
    body: JSON.stringify(login),
  });
  if (!answer.ok) throw new Error(`Sign-in: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return createSession(url, cookie);
}

function createSession(url: string, cookie: string): Session {
  async function call(method: string, path: string, headers: Record<string, string>, body?: object): Promise<Response> {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...SAME_ORIGIN, cookie, ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
  return {
    request: async (method, path, body) => (await call(method, path, {}, body)).json(),
    async command(dossierId, command) {
      const key = { 'Idempotency-Key': crypto.randomUUID() };
      await (await call('POST', `/api/dossiers/${dossierId}/commands`, key, command)).json();
    },
    async listen(receive, signal) {
      const response = await fetch(`${url}/api/events`, { headers: { cookie }, signal });
      if (!response.ok || !response.body) throw new Error(`GET /api/events: ${response.status}`);
      void readEvents(response.body, receive).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      // The server listens for changes from the moment it answers; a moment more costs nothing.
      await sleep(200);
    },
  };
}

async function readEvents(
  body: ReadableStream<Uint8Array>,
  receive: (event: string, data: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    const blocks = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = /^event: (.*)$/m.exec(block)?.[1];
      if (event) receive(event, /^data: (.*)$/m.exec(block)?.[1] ?? '');
    }
  }
}
