/** What the mailboxes' screens read and write. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  BatchStarted,
  ConnectionTest,
  ConnectionTestStarted,
  Mailbox,
  MailboxAlert,
  MailboxInput,
} from '../../../api/schemas.ts';
import { QUEUE_SETTINGS } from '../../data/configuration.ts';
import { request } from '../../data/http.ts';

const MAILBOXES = ['pli', 'mailboxes'] as const;
const ALERTS = ['pli', 'mailbox-alerts'] as const;
/** How they fare changes by itself. */
const LIVE_MS = 5_000;
const ALERTS_MS = 30_000;
const STEP_MS = 500;

const path = (id: string | null) => (id === null ? '/api/mailboxes' : `/api/mailboxes/${encodeURIComponent(id)}`);

export function useMailboxes() {
  return useQuery({
    queryKey: MAILBOXES,
    queryFn: async ({ signal }) => (await request<{ items: Mailbox[] }>('/api/mailboxes', { signal })).items,
    refetchInterval: LIVE_MS,
  });
}

/** What fails or is silent now; `enabled`: for administrators alone. */
export function useMailboxAlerts(enabled: boolean): readonly MailboxAlert[] {
  const { data } = useQuery({
    queryKey: ALERTS,
    queryFn: async ({ signal }) => (await request<{ items: MailboxAlert[] }>('/api/alerts', { signal })).items,
    refetchInterval: ALERTS_MS,
    enabled,
  });
  return data ?? [];
}

/** null: a mailbox that is not there yet. */
export function useSaveMailbox(id: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MailboxInput) => request<Mailbox>(path(id), { method: id === null ? 'POST' : 'PUT', body }),
    onSuccess: () => refresh(client),
  });
}

/** Gives the batch that interrupts its dossiers, if any. */
export function useDeleteMailbox(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request<BatchStarted>(path(id), { method: 'DELETE' }),
    onSuccess: () => refresh(client),
  });
}

function refresh(client: ReturnType<typeof useQueryClient>): void {
  void client.invalidateQueries({ queryKey: MAILBOXES });
  void client.invalidateQueries({ queryKey: ALERTS });
  // A queue may write from a mailbox that is added, and no longer from one that is deleted.
  void client.invalidateQueries({ queryKey: QUEUE_SETTINGS });
}

/** Gives the id of the test. */
export function useStartTest(id: string | null) {
  return useMutation({
    mutationFn: (body: MailboxInput) => request<ConnectionTestStarted>(`${path(id)}/test`, { method: 'POST', body }),
  });
}

/** How far a test is, until it has ended. */
export function useConnectionTest(id: string | null) {
  return useQuery({
    queryKey: ['pli', 'connection-test', id],
    queryFn: ({ signal }) => request<ConnectionTest>(`/api/mailboxes/tests/${id}`, { signal }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.status === 'done' ? false : STEP_MS),
  });
}
