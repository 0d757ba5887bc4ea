/** A letter set aside, and what may be done with it; each thing done is said in words. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify, useTranslate } from 'react-admin';
import type { LedgerRow, QuarantineResult } from '../../api/schemas.ts';
import type { PliDataProvider } from '../data/data-provider.ts';
import { keys, usePli } from '../data/queries.ts';
import { useErrorText } from '../shell/Failed.tsx';

export const isAside = ({ fate }: LedgerRow): boolean => fate === 'quarantined' || fate === 'ignored';

/** Its row in the ledger. */
export const letterId = ({ mailbox, uidValidity, uid }: LedgerRow): string => `${mailbox}|${uidValidity}|${uid}`;

type Handle = (pli: PliDataProvider) => Promise<QuarantineResult>;

/** `onSettled`: it is set aside no more, or for good. */
export function useQuarantined(id: string, onSettled: () => void) {
  const t = useTranslate();
  const pli = usePli();
  const client = useQueryClient();
  const notify = useNotify();
  const text = useErrorText();
  const say = (words: string, type: 'info' | 'warning' | 'error') => notify(words, { type, messageArgs: { _: words } });
  const letter = useQuery({
    queryKey: ['pli', 'quarantine', id],
    queryFn: ({ signal }) => pli.quarantined(id, signal),
  });
  const { mutate: handle, isPending: busy } = useMutation({
    mutationFn: (how: Handle) => how(pli),
    onError: (error) => say(text(error), 'error'),
    onSuccess: ({ fate, error, reason }) => {
      if (fate === 'quarantined') return say(t('pli.quarantine.stays', { error: error ?? reason }), 'warning');
      say(fate === 'ignored' ? t('pli.quarantine.ignored') : t('pli.quarantine.settled', { reason }), 'info');
      onSettled();
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['pli', 'ledger'] }),
        client.invalidateQueries({ queryKey: ['pli', 'quarantine'] }),
        client.invalidateQueries({ queryKey: keys.badges }),
      ]),
  });
  return { letter, handle, busy };
}
