/** One change stream a process, shared by everybody who listens; whoever was away is caught up from where they were. */
import type { Logger } from 'pino';
import { type Change, openChanges, type Presence } from '../../store/base/changes.ts';
import type { Store } from '../../store/store.ts';
import { instant, presentRow } from '../dossiers/present.ts';
import { stateOf } from './agents.ts';

/** An event as listeners read it; `queue` says who may. */
export interface HubEvent {
  readonly id: string;
  readonly event: 'dossier' | 'draft' | 'presence' | 'batch' | 'reset' | 'closed';
  readonly queue: string;
  /** Somebody's presence: told to colleagues of these queues, and to themselves. */
  readonly queues?: readonly string[];
  readonly user?: string;
  /** Queues it was in before: who sees one of those and not this one is told that it is gone. */
  readonly left?: readonly string[];
  readonly data: unknown;
}

export interface EventHub {
  /** Calls back with what came after `lastId`, then with all that comes. Returns what stops it. */
  listen(lastId: string | null, receive: (event: HubEvent) => void): () => void;
  /** Where the events stand now; null before the first. */
  position(): string | null;
  /** Tells listeners that nothing more comes from here. */
  close(): Promise<void>;
}

/** What was missed can no longer be told: listeners read everything again. */
const RESET: HubEvent = { id: '', event: 'reset', queue: '', data: {} };
const CLOSED: HubEvent = { ...RESET, event: 'closed' };
const RETRY_MS = 1_000;
/** ChangeStreamHistoryLost, ChangeStreamFatalError, CappedPositionLost. */
const HISTORY_LOST = new Set([286, 280, 136]);

export function createEventHub(
  { connection, dossiers, timeline, users }: Pick<Store, 'connection' | 'dossiers' | 'timeline' | 'users'>,
  log: Logger,
): EventHub {
  const listeners = new Set<(event: HubEvent) => void>();
  let open = true;
  let stream = openChanges(connection, null);
  let last: string | null = null;

  async function pump(): Promise<void> {
    while (open) {
      try {
        const change = await stream.next();
        if (!change) continue;
        tell(await toEvent(change));
        last = change.id;
      } catch (error) {
        if (open) await reopen(error);
      }
    }
  }

  /** Where what was missed can no longer be read, everybody is told to read everything again. */
  async function reopen(error: unknown): Promise<void> {
    log.warn({ err: error }, 'change stream interrupted');
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    await stream.close().catch(() => undefined);
    const isLost = last === null || HISTORY_LOST.has((error as { code?: number }).code ?? 0);
    stream = openChanges(connection, isLost ? null : last);
    if (isLost) tell(RESET);
  }

  function tell(event: HubEvent): void {
    for (const listener of listeners) listener(event);
  }

  async function toEvent(change: Change): Promise<HubEvent> {
    const { id } = change;
    if (change.kind === 'dossier') {
      const { dossier, isTransferred } = change;
      const left = isTransferred ? { left: await queuesLeft(dossier._id) } : {};
      return { id, event: 'dossier', queue: dossier.queue, ...left, data: presentRow(dossier) };
    }
    if (change.kind === 'agent') return presenceEvent(id, change.agent);
    if (change.kind === 'batch') {
      const { _id, kind, total, done, failed, status } = change.batch;
      // No queue: those who see every queue are told.
      return { id, event: 'batch', queue: '', data: { id: _id, kind, total, done, failed, status } };
    }
    const { dossierId, draft } = change;
    const queue = (await dossiers.get(dossierId))?.queue ?? '';
    return {
      id,
      event: 'draft',
      queue,
      data: { dossierId, version: draft?.version ?? 0, author: draft?.author ?? null },
    };
  }

  async function presenceEvent(id: string, agent: Presence): Promise<HubEvent> {
    const { _id: user, since, load } = agent;
    const { queues = [], role = 'agent' } = (await users.get(user)) ?? {};
    const data = { user, state: stateOf(agent, role), since: instant(since), load };
    return { id, event: 'presence', queue: '', queues, user, data };
  }

  async function queuesLeft(dossierId: string): Promise<string[]> {
    const events = await timeline.read(dossierId);
    return [
      ...new Set(events.flatMap(({ type, data }) => (type === 'transferred' && 'from' in data ? [data.from] : []))),
    ];
  }

  /** Reads what a listener missed; meanwhile the live events wait. */
  async function catchUp(lastId: string, receive: (event: HubEvent) => void): Promise<string> {
    const missed = openChanges(connection, lastId);
    let reached = lastId;
    try {
      for (let change = await missed.tryNext(); change; change = await missed.tryNext()) {
        receive(await toEvent(change));
        reached = change.id;
      }
    } finally {
      await missed.close();
    }
    return reached;
  }

  void pump();
  return {
    listen(lastId, receive) {
      if (lastId === null) {
        listeners.add(receive);
        return () => listeners.delete(receive);
      }
      const waiting: HubEvent[] = [];
      let deliver = (event: HubEvent): void => void waiting.push(event);
      const listener = (event: HubEvent) => deliver(event);
      listeners.add(listener);
      void catchUp(lastId, receive)
        .catch(() => {
          receive(RESET);
          return '';
        })
        .then((reached) => {
          for (const event of waiting) if (event.id > reached) receive(event);
          deliver = receive;
        });
      return () => listeners.delete(listener);
    },
    position: () => last ?? stream.position(),
    async close() {
      open = false;
      tell(CLOSED);
      await stream.close();
    },
  };
}
