/** People, skills and teams, as administrators set them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Person, PersonInput, Skill, SkillInput, Team, TeamInput } from '../../api/schemas.ts';
import { request } from './http.ts';
import { keys } from './queries.ts';

const PEOPLE = ['pli', 'people'] as const;
/** What people have in hand changes while the screen is looked at. */
const EVERY_MS = 5_000;

export type GroupKind = 'skills' | 'teams';
const path = (kind: GroupKind | 'people', id: string) => `/api/${kind}/${encodeURIComponent(id)}`;

export function usePeople() {
  return useQuery({
    queryKey: PEOPLE,
    queryFn: async ({ signal }) => (await request<{ items: Person[] }>('/api/people', { signal })).items,
    refetchInterval: EVERY_MS,
  });
}

export function useSkills() {
  return useQuery({
    queryKey: [...keys.skills, 'whole'],
    queryFn: async ({ signal }) => (await request<{ items: Skill[] }>('/api/skills', { signal })).items,
  });
}

export function useTeams() {
  return useQuery({
    queryKey: [...keys.teams, 'whole'],
    queryFn: async ({ signal }) => (await request<{ items: Team[] }>('/api/teams', { signal })).items,
  });
}

/** Whoever belongs to what is read again everywhere. */
function useWrite<Given, Kept>(write: (given: Given) => Promise<Kept>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () =>
      Promise.all(
        [PEOPLE, keys.skills, keys.teams, keys.colleagues].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}

export function useSavePerson(id: string) {
  return useWrite((body: PersonInput) => request<Person>(path('people', id), { method: 'PATCH', body }));
}

export function useSaveGroup(kind: GroupKind, id: string) {
  return useWrite((body: SkillInput | TeamInput) => request<Skill | Team>(path(kind, id), { method: 'PUT', body }));
}

export function useDeleteGroup(kind: GroupKind, id: string) {
  return useWrite<void, unknown>(() => request(path(kind, id), { method: 'DELETE' }));
}
