/** What an administrator does with a message that waits: have it tried now, or never. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'react-admin';
import { usePli } from '../data/queries.ts';
import { useErrorText } from '../shell/Failed.tsx';

/** `onCancelled`: it will never leave. */
export function useOutbox(onCancelled: () => void = () => {}) {
  const t = useTranslate();
  const pli = usePli();
  const client = useQueryClient();
  const notify = useNotify();
  const text = useErrorText();
  const say = (words: string, type: 'info' | 'error') => notify(words, { type, messageArgs: { _: words } });
  const told = {
    onError: (error: unknown) => say(text(error), 'error'),
    onSettled: () => client.invalidateQueries({ queryKey: ['pli', 'outbox'] }),
  };
  const retrying = useMutation({
    ...told,
    mutationFn: (id: string) => pli.retrySend(id),
    onSuccess: () => say(t('pli.outbox.retried'), 'info'),
  });
  const cancelling = useMutation({
    ...told,
    mutationFn: (id: string) => pli.cancelSend(id),
    onSuccess: () => {
      say(t('pli.outbox.cancelled'), 'info');
      onCancelled();
    },
  });
  return { retry: retrying.mutate, cancel: cancelling.mutate, busy: retrying.isPending || cancelling.isPending };
}
