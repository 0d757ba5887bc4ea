/** Reads a stream of server-sent events, as a browser does. */
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

export interface StreamEvent {
  readonly id: string;
  readonly event: string;
  readonly data: {
    readonly id?: string;
    readonly dossierId?: string;
    readonly version?: number;
    readonly state?: string;
    readonly queue?: string;
  };
}

export interface EventStream {
  readonly events: readonly StreamEvent[];
  /** The first event, read or to come, that fits. */
  readonly next: (what: string, fits: (event: StreamEvent) => boolean) => Promise<StreamEvent>;
  /** Once the server has closed it. @throws Error when it broke off. */
  readonly ended: Promise<void>;
  readonly close: () => Promise<void>;
}

/** Resolves once the server has answered: what happens from then on is told. */
export async function listen(visitor: Visitor, lastId?: string): Promise<EventStream> {
  const abort = new AbortController();
  const headers = { cookie: visitor.cookie, ...(lastId === undefined ? {} : { 'last-event-id': lastId }) };
  const response = await fetch(`${visitor.url}/api/events`, { headers, signal: abort.signal });
  if (response.status !== 200 || !response.body) throw new Error(`no events: ${response.status}`);
  const events: StreamEvent[] = [];
  const reading = read(response.body, events).catch((error) => {
    if (!abort.signal.aborted) throw error;
  });
  return {
    events,
    next: (what, fits) => until(what, () => events.find(fits)),
    ended: reading,
    async close() {
      abort.abort();
      await reading;
    },
  };
}

async function read(body: ReadableStream<Uint8Array>, events: StreamEvent[]): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]),
      );
      const [event, data] = [fields.get('event'), fields.get('data')];
      if (event && data) events.push({ id: fields.get('id') ?? '', event, data: JSON.parse(data) });
    }
  }
}
