/** What the screens read, each under one key of the query cache. */
import { useQuery } from '@tanstack/react-query';
import { useDataProvider, useGetIdentity } from 'react-admin';
import type { Badges, Colleague, Queue } from '../../api/schemas.ts';
import type { Identity } from './auth-provider.ts';
import { noteServerTime } from './clock.ts';
import type { Group, PliDataProvider } from './data-provider.ts';

export const keys = {
  all: ['pli'] as const,
  desks: ['pli', 'desk'] as const,
  queues: ['pli', 'queues'] as const,
  badges: ['pli', 'badges'] as const,
  alerts: ['pli', 'alerts'] as const,
  colleagues: ['pli', 'colleagues'] as const,
  destinations: ['pli', 'destinations'] as const,
  skills: ['pli', 'skills'] as const,
  teams: ['pli', 'teams'] as const,
  presence: ['pli', 'presence'] as const,
  offers: ['pli', 'offers'] as const,
  batches: ['pli', 'batches'] as const,
  dossier: (id: string) => ['pli', 'dossier', id] as const,
  messages: (id: string) => ['pli', 'dossier', id, 'messages'] as const,
  timeline: (id: string) => ['pli', 'dossier', id, 'timeline'] as const,
  preview: (html: string) => ['preview', html] as const,
  definition: (id: string, version: number) => ['definition', id, version] as const,
};

const NO_QUEUES: readonly Queue[] = [];
const NO_COLLEAGUES: readonly Colleague[] = [];
const NO_GROUPS: readonly Group[] = [];

export function usePli(): PliDataProvider {
  return useDataProvider<PliDataProvider>();
}

/** The person signed in; undefined for a moment at the start. */
export function useUser(): Identity | undefined {
  return useGetIdentity().identity as Identity | undefined;
}

export function useDossier(id: string | undefined) {
  const pli = usePli();
  return useQuery({
    queryKey: keys.dossier(id ?? ''),
    queryFn: async ({ signal }) => {
      const dossier = await pli.dossier(id ?? '', signal);
      noteServerTime(dossier.now);
      return dossier;
    },
    enabled: id !== undefined,
  });
}

export function useMessages(id: string | undefined) {
  const pli = usePli();
  return useQuery({
    queryKey: keys.messages(id ?? ''),
    queryFn: ({ signal }) => pli.messages(id ?? '', signal),
    enabled: id !== undefined,
  });
}

export function useTimeline(id: string) {
  const pli = usePli();
  return useQuery({ queryKey: keys.timeline(id), queryFn: ({ signal }) => pli.timeline(id, signal) });
}

/** A published version never changes, so it is read once. */
export function useDefinition(pinned: { readonly id: string; readonly version: number } | undefined) {
  const pli = usePli();
  return useQuery({
    queryKey: keys.definition(pinned?.id ?? '', pinned?.version ?? 0),
    queryFn: () => pli.definition(pinned?.id ?? '', pinned?.version ?? 0),
    enabled: pinned !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}

export function useQueues(): readonly Queue[] {
  const pli = usePli();
  return useQuery({ queryKey: keys.queues, queryFn: ({ signal }) => pli.queues(signal) }).data ?? NO_QUEUES;
}

/** No event tells of a letter set aside. */
const BADGES_MS = 60_000;

/** How much calls for this person; undefined until it is known. */
export function useBadges(): Badges | undefined {
  const pli = usePli();
  return useQuery({
    queryKey: keys.badges,
    queryFn: ({ signal }) => pli.badges(signal),
    refetchInterval: BADGES_MS,
  }).data;
}

export function useColleagues(): readonly Colleague[] {
  const pli = usePli();
  const { data = NO_COLLEAGUES } = useQuery({
    queryKey: keys.colleagues,
    queryFn: ({ signal }) => pli.colleagues(signal),
    staleTime: 5 * 60_000,
  });
  return data;
}

/** The name of a colleague by id; the id itself until it is known. */
export function useNameOf(): (id: string) => string {
  const colleagues = useColleagues();
  return (id) => colleagues.find((c) => c.id === id)?.name ?? id;
}

/** Where a dossier can be sent: any open queue (W10), a skill, a team (N10). */
export function useGroups(kind: 'destinations' | 'skills' | 'teams', enabled: boolean): readonly Group[] {
  const pli = usePli();
  return useQuery({ queryKey: keys[kind], queryFn: ({ signal }) => pli[kind](signal), enabled }).data ?? NO_GROUPS;
}

/** What was written as it would be sent, asked of the server that sends it. */
export function usePreview(html: string) {
  const pli = usePli();
  return useQuery({ queryKey: keys.preview(html), queryFn: ({ signal }) => pli.preview(html, signal), gcTime: 0 });
}
