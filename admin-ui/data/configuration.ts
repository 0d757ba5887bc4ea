/** What the configuration screens read and write. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  Batch,
  BatchStarted,
  DefinitionSummary,
  HolidayRegion,
  QueueSaved,
  QueueSettings,
  QueueSettingsInput,
  Timers,
  TimersInput,
} from '../../api/schemas.ts';
import { request } from './http.ts';
import { keys } from './queries.ts';

const TIMERS = ['pli', 'timers'] as const;
export const QUEUE_SETTINGS = ['pli', 'queue-settings'] as const;
const DEFINITIONS = ['pli', 'definitions'] as const;
const settingsKey = (id: string) => [...QUEUE_SETTINGS, id] as const;
const queue = (id: string) => `/api/queues/${encodeURIComponent(id)}`;
/** Between the events, which only those who see every queue are told. */
const POLL_MS = 1_000;

export function useTimers() {
  return useQuery({ queryKey: TIMERS, queryFn: ({ signal }) => request<Timers>('/api/timers', { signal }) });
}

/** Gives the batch that tells running dossiers. */
export function useSaveTimers() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: TimersInput) => request<BatchStarted>('/api/timers', { method: 'PUT', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: TIMERS }),
  });
}

/** The definitions of the lifecycle, for administrators. */
export function useDefinitions() {
  return useQuery({
    queryKey: DEFINITIONS,
    queryFn: async ({ signal }) =>
      (await request<{ items: DefinitionSummary[] }>('/api/definitions', { signal })).items,
  });
}

/** Gives the batch that interrupts its dossiers. */
export function useDeleteDefinition(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<BatchStarted>(`/api/definitions/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => void client.invalidateQueries({ queryKey: DEFINITIONS }),
  });
}

/** How far a batch is, until it has ended. */
export function useBatch(id: string | null) {
  return useQuery({
    queryKey: [...keys.batches, id],
    queryFn: ({ signal }) => request<Batch>(`/api/batches/${id}`, { signal }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && state.data.status !== 'running' ? false : POLL_MS),
  });
}

export function useQueueSettings(id: string) {
  return useQuery({
    queryKey: settingsKey(id),
    queryFn: ({ signal }) => request<QueueSettings>(queue(id), { signal }),
  });
}

export function useSaveQueue(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: QueueSettingsInput) => request<QueueSaved>(queue(id), { method: 'PUT', body }),
    onSuccess: ({ batch: _, ...kept }) => {
      client.setQueryData(settingsKey(id), kept);
      void client.invalidateQueries({ queryKey: keys.queues });
      void client.invalidateQueries({ queryKey: DEFINITIONS });
    },
  });
}

/** Gives the batch that interrupts its dossiers. */
export function useDeleteQueue(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<BatchStarted>(queue(id), { method: 'DELETE' }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: settingsKey(id) });
      void client.invalidateQueries({ queryKey: keys.queues });
      void client.invalidateQueries({ queryKey: DEFINITIONS });
    },
  });
}

/** The calendars of public holidays, named in the user's language. */
export function useHolidayRegions(): readonly HolidayRegion[] {
  const { data } = useQuery({
    queryKey: ['holidays'],
    queryFn: async ({ signal }) => (await request<{ items: HolidayRegion[] }>('/api/holidays', { signal })).items,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? [];
}
