/** The rows of a desk, read by pages and kept live by the server's events. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DossierRow } from '../../../api/schemas.ts';
import type { PliDataProvider } from '../../data/data-provider.ts';
import { type ServerEvent, useServerEvents } from '../../data/events.tsx';
import { keys, usePli, useUser } from '../../data/queries.ts';
import {
  appendPage,
  applyGone,
  applyRow,
  type DeskFilter,
  type DeskList,
  dropLeft,
  EMPTY_LIST,
  reconcile,
} from './desk-list.ts';

const PAGE = 50;
/** Read again at most so many rows: whoever scrolled further scrolls again. */
const MAX_AGAIN = 200;

function queryOf({ whose, ...filter }: DeskFilter) {
  return { ...filter, assignee: whose === 'all' ? '' : whose };
}

/** Where the cache keeps the list of a desk. */
export const deskKey = (filter: DeskFilter) => [...keys.desks, filter];

/** Pages from the top until there are at least that many rows. */
async function readPages(pli: PliDataProvider, filter: DeskFilter, atLeast: number, signal: AbortSignal) {
  const items: DossierRow[] = [];
  let next: string | null = null;
  do {
    const page = await pli.dossiers({ ...queryOf(filter), limit: PAGE, cursor: next }, signal);
    items.push(...page.items);
    next = page.next;
  } while (next !== null && items.length < atLeast);
  return { items, next };
}

/** `isFree` says whether a new row may show at once (see `Placement`). */
export function useDeskList(filter: DeskFilter, isFree: () => boolean) {
  const pli = usePli();
  const client = useQueryClient();
  const me = useUser()?.id;
  const queryKey = deskKey(filter);
  const keyText = JSON.stringify(queryKey);
  const context = useRef({ filter, me, isFree, queryKey });
  context.current = { filter, me, isFree, queryKey };

  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<DeskList> => {
      const shown = client.getQueryData<DeskList>(queryKey) ?? EMPTY_LIST;
      const { items, next } = await readPages(pli, filter, Math.min(shown.rows.length, MAX_AGAIN), signal);
      return reconcile(client.getQueryData<DeskList>(queryKey) ?? EMPTY_LIST, items, next);
    },
  });

  const update = useCallback(
    (change: (list: DeskList) => DeskList) =>
      client.setQueryData<DeskList>(context.current.queryKey, (list) => list && change(list)),
    [client],
  );

  useServerEvents(
    useCallback(
      (event: ServerEvent) => {
        const { filter: current, me: viewer, isFree: free } = context.current;
        if (event.type === 'gone') update((list) => applyGone(list, event.id));
        if (event.type === 'dossier')
          update((list) => applyRow(list, event.row, { filter: current, me: viewer, free: free() }));
      },
      [update],
    ),
  );

  // Another desk was shown meanwhile: its cached rows may have missed events.
  useEffect(() => {
    void client.invalidateQueries({ queryKey: JSON.parse(keyText) as unknown[] });
  }, [client, keyText]);

  return {
    ...query,
    list: query.data ?? EMPTY_LIST,
    update,
    ...useMore(pli, filter, query.data ?? EMPTY_LIST, update),
  };
}

type Update = (change: (list: DeskList) => DeskList) => void;

function useMore(pli: PliDataProvider, filter: DeskFilter, { next }: DeskList, update: Update) {
  const [loadingMore, setLoadingMore] = useState(false);
  const loadMore = async () => {
    if (next === null || loadingMore) return;
    setLoadingMore(true);
    try {
      const page = await pli.dossiers({ ...queryOf(filter), limit: PAGE, cursor: next });
      update((list) => (list.next === next ? appendPage(list, page.items, page.next) : list));
    } finally {
      setLoadingMore(false);
    }
  };
  return { loadMore, loadingMore };
}

/** Takes faded rows away once no hand is on the list, so that nothing moves under it. */
export function useDropLeft(leaving: readonly string[], handIsOn: () => boolean, update: Update) {
  const hand = useRef(handIsOn);
  hand.current = handIsOn;
  useEffect(() => {
    if (leaving.length === 0) return;
    const timer = setInterval(() => {
      if (!hand.current()) update(dropLeft);
    }, 200);
    return () => clearInterval(timer);
  }, [leaving, update]);
}
