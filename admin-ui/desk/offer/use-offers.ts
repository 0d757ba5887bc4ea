/** What is offered to whoever is signed in: read once, then followed by the server's events. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { DossierRow } from '../../../api/schemas.ts';
import { type ServerEvent, useServerEvents } from '../../data/events.tsx';
import { keys, usePli, useUser } from '../../data/queries.ts';
import { applyOffer } from './offers.ts';

const NO_OFFERS: readonly DossierRow[] = [];

export function useOffers(): readonly DossierRow[] {
  const pli = usePli();
  const client = useQueryClient();
  const me = useUser()?.id;
  const { data = NO_OFFERS } = useQuery({
    queryKey: keys.offers,
    queryFn: ({ signal }) => pli.offers(signal),
    enabled: me !== undefined,
  });
  const follow = useCallback(
    (event: ServerEvent) => {
      if (me === undefined || (event.type !== 'dossier' && event.type !== 'gone')) return;
      client.setQueryData<readonly DossierRow[]>(keys.offers, (known = NO_OFFERS) =>
        event.type === 'gone' ? known.filter(({ id }) => id !== event.id) : applyOffer(known, event.row, me),
      );
    },
    [client, me],
  );
  useServerEvents(follow);
  return data;
}
