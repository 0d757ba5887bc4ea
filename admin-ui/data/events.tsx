/** The live line to the server: one EventSource a page, told to the cache and to whoever listens. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { Colleague, DossierRow } from '../../api/schemas.ts';
import type { AgentState } from '../../domain/dossier/commands.ts';
import { keys } from './queries.ts';

export interface DraftChanged {
  readonly dossierId: string;
  readonly version: number;
  readonly author: string;
}

export interface PresenceChanged {
  readonly user: string;
  readonly state: AgentState;
  readonly since: string;
  readonly load: number;
}

export type ServerEvent =
  | { readonly type: 'dossier'; readonly row: DossierRow }
  /** It went where this person does not see it. */
  | { readonly type: 'gone'; readonly id: string }
  | { readonly type: 'presence'; readonly presence: PresenceChanged }
  | { readonly type: 'draft'; readonly draft: DraftChanged }
  | { readonly type: 'reset' };

type Listener = (event: ServerEvent) => void;

interface Line {
  readonly listen: (listener: Listener) => () => void;
  readonly online: boolean;
}

const COALESCE_MS = 150;
/** Longer than the server keeps its counts: what is asked for then counts what we were told of. */
const COUNTS_MS = 1_200;
const REOPEN_MS = 3000;
const LineContext = createContext<Line | null>(null);

/** Collects what has become stale and asks for it again once, a moment later. */
function createInvalidator(client: QueryClient, afterMs: number) {
  const stale = new Map<string, readonly unknown[]>();
  const run = () => {
    const due = [...stale.values()];
    stale.clear();
    for (const queryKey of due) void client.invalidateQueries({ queryKey });
  };
  return (queryKey: readonly unknown[]) => {
    if (stale.size === 0) setTimeout(run, afterMs);
    stale.set(JSON.stringify(queryKey), queryKey);
  };
}

function followServer(client: QueryClient, listeners: ReadonlySet<Listener>, setOnline: (online: boolean) => void) {
  const invalidate = createInvalidator(client, COALESCE_MS);
  const invalidateCounts = createInvalidator(client, COUNTS_MS);
  const tell = (event: ServerEvent) => {
    for (const listener of listeners) listener(event);
  };
  const reset = () => {
    invalidate(keys.all);
    tell({ type: 'reset' });
  };
  let source: EventSource;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  /** Without it, nobody can tell us what came before the line was open. */
  let lastId = '';
  const open = () => {
    lastId = '';
    source = new EventSource('/api/events');
    source.onopen = () => {
      setOnline(true);
      if (lastId === '') reset();
    };
    source.onerror = () => {
      setOnline(false);
      if (source.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_MS);
    };
    source.addEventListener('dossier', ({ data, lastEventId }: MessageEvent<string>) => {
      lastId = lastEventId;
      const row = JSON.parse(data) as DossierRow;
      invalidate(keys.dossier(row.id));
      invalidateCounts(keys.queues);
      invalidateCounts(keys.badges);
      invalidateCounts(keys.alerts);
      tell({ type: 'dossier', row });
    });
    source.addEventListener('draft', ({ data, lastEventId }: MessageEvent<string>) => {
      lastId = lastEventId;
      const draft = JSON.parse(data) as DraftChanged;
      void client.invalidateQueries({ queryKey: keys.dossier(draft.dossierId), exact: true });
      tell({ type: 'draft', draft });
    });
    source.addEventListener('gone', ({ data, lastEventId }: MessageEvent<string>) => {
      lastId = lastEventId;
      const { id } = JSON.parse(data) as { id: string };
      invalidate(keys.dossier(id));
      invalidateCounts(keys.queues);
      invalidateCounts(keys.badges);
      invalidateCounts(keys.alerts);
      tell({ type: 'gone', id });
    });
    source.addEventListener('presence', ({ data, lastEventId }: MessageEvent<string>) => {
      lastId = lastEventId;
      const presence = JSON.parse(data) as PresenceChanged;
      const { user, state } = presence;
      client.setQueryData<readonly Colleague[]>(keys.colleagues, (known) =>
        known?.map((each) => (each.id === user ? { ...each, state } : each)),
      );
      invalidate(keys.presence);
      tell({ type: 'presence', presence });
    });
    source.addEventListener('batch', ({ lastEventId }: MessageEvent<string>) => {
      lastId = lastEventId;
      invalidate(keys.batches);
    });
    source.addEventListener('reset', reset);
  };
  const onOffline = () => setOnline(false);
  const onOnline = () => setOnline(source.readyState === EventSource.OPEN);
  window.addEventListener('offline', onOffline);
  window.addEventListener('online', onOnline);
  open();
  return () => {
    window.removeEventListener('offline', onOffline);
    window.removeEventListener('online', onOnline);
    clearTimeout(reopening);
    source.close();
  };
}

export function EventsProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const [listeners] = useState(() => new Set<Listener>());
  const [online, setOnline] = useState(true);
  useEffect(() => followServer(client, listeners, setOnline), [client, listeners]);
  const listen = (listener: Listener) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  return <LineContext value={{ listen, online }}>{children}</LineContext>;
}

/** Calls the listener for each event; keep it stable. */
export function useServerEvents(listener: Listener): void {
  const line = useContext(LineContext);
  const listen = line?.listen;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `listen` only wraps a set that never changes
  useEffect(() => listen?.(listener), [listener]);
}

export function useOnline(): boolean {
  return useContext(LineContext)?.online ?? true;
}
