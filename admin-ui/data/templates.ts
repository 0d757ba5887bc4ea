/** The texts that an answer may begin from, as agents choose them and administrators write them (W8). */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Template } from '../../api/schemas.ts';
import { request } from './http.ts';

const KEY = ['pli', 'templates'] as const;
const path = (id: string) => `/api/templates/${encodeURIComponent(id)}`;
const NONE: readonly Template[] = [];

export function useTemplates(): readonly Template[] {
  return useTemplateList().data ?? NONE;
}

export function useTemplateList() {
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await request<{ items: Template[] }>('/api/templates', { signal })).items,
    staleTime: 60_000,
  });
}

/** Its text with its tags filled in. */
export async function filledTemplate(dossier: string, template: string): Promise<string> {
  const at = `/api/dossiers/${encodeURIComponent(dossier)}/templates/${encodeURIComponent(template)}`;
  return (await request<{ html: string }>(at)).html;
}

export function useSaveTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: Template) => request<Template>(path(id), { method: 'PUT', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useDeleteTemplate(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request(path(id), { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
