/** What is set for all e-mail, as screens read it and administrators write it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EmailSettings } from '../../api/schemas.ts';
import { request } from './http.ts';

const KEY = ['pli', 'email-settings'] as const;
const PATH = '/api/settings/email';

export function useEmailSettings() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => request<EmailSettings>(PATH, { signal }),
    staleTime: 60_000,
  });
}

export function useSaveEmailSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: EmailSettings) => request<EmailSettings>(PATH, { method: 'PUT', body }),
    onSuccess: (kept) => client.setQueryData(KEY, kept),
  });
}
