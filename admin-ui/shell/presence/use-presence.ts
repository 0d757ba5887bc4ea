/** One's own presence: read, changed, and followed as the server changes it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import type { Presence } from '../../../api/schemas.ts';
import { keys, usePli } from '../../data/queries.ts';
import { useErrorText } from '../Failed.tsx';
import type { Choosable } from './presence.ts';

export function usePresence() {
  const pli = usePli();
  const client = useQueryClient();
  const notify = useNotify();
  const text = useErrorText();
  const { data: presence } = useQuery({
    queryKey: keys.presence,
    queryFn: ({ signal }) => pli.presence(signal),
  });
  const change = async (state: Choosable) => {
    // Shown at once: whoever goes away must not wonder whether they are still being asked.
    client.setQueryData<Presence>(keys.presence, (known) => known && { ...known, state });
    try {
      client.setQueryData(keys.presence, await pli.setPresence(state));
    } catch (error) {
      void client.invalidateQueries({ queryKey: keys.presence });
      notify(text(error), { type: 'error', messageArgs: { _: text(error) } });
    }
  };
  return { presence, change };
}
