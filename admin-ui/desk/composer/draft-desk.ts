/** One keeper for each dossier being written on. They outlive the screens, so leaving one loses nothing. */
import type { QueryClient } from '@tanstack/react-query';
import type { DossierDetail, Draft } from '../../../api/schemas.ts';
import type { PliDataProvider } from '../../data/data-provider.ts';
import { keys } from '../../data/queries.ts';
import { type DraftContent, draftInputOf } from './draft.ts';
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts';

/** What browsers let outlive a page, less what the headers take. */
const KEEPALIVE_BYTES = 60_000;

export interface DraftDesk {
  /** The keeper with unsaved changes of that dossier, else a new one that begins from `initial`. */
  readonly open: (dossierId: string, initial: DraftContent, version: number) => DraftKeeper;
  readonly find: (dossierId: string) => DraftKeeper | undefined;
  /** Somebody has a text in hand there, saved or not. */
  readonly isWriting: (dossierId: string) => boolean;
  /** Lays the text down: saved, it can be taken up again from the server. */
  readonly release: (dossierId: string) => Promise<void>;
  /** Forgets the text: it was sent or thrown away. */
  readonly discard: (dossierId: string) => void;
  /** Whose texts these are: those of whoever was signed in before are forgotten. */
  readonly claim: (user: string) => void;
  /** Saves whatever is not saved yet. */
  readonly flushAll: () => void;
}

export type SaveDraftOf = (dossierId: string, content: DraftContent, baseVersion: number) => Promise<Draft>;

/** Saves by the API, and tells the cache, so that a screen opened again shows what was saved last. */
export const saveDraftWith =
  (pli: Pick<PliDataProvider, 'saveDraft'>, client: QueryClient): SaveDraftOf =>
  async (dossierId, content, baseVersion) => {
    const keepalive = content.html.length * 2 < KEEPALIVE_BYTES;
    const draft = await pli.saveDraft(dossierId, draftInputOf(content, baseVersion), keepalive);
    client.setQueryData<DossierDetail>(
      keys.dossier(dossierId),
      (known) => known && { ...known, draft, hasDraft: true },
    );
    return draft;
  };

const isSettled = (keeper: DraftKeeper) => ['clean', 'saved'].includes(keeper.getState().status);

export function createDraftDesk(save: SaveDraftOf): DraftDesk {
  const keepers = new Map<string, DraftKeeper>();
  let owner: string | null = null;
  const discard = (dossierId: string) => {
    void keepers.get(dossierId)?.pause();
    keepers.delete(dossierId);
  };
  return {
    open(dossierId, initial, version) {
      const known = keepers.get(dossierId);
      if (known && !isSettled(known)) return known;
      const keeper = createDraftKeeper(initial, version, (content, base) => save(dossierId, content, base));
      keepers.set(dossierId, keeper);
      return keeper;
    },
    find: (dossierId) => keepers.get(dossierId),
    isWriting(dossierId) {
      const keeper = keepers.get(dossierId);
      return keeper !== undefined && (keeper.getState().version > 0 || !isSettled(keeper));
    },
    async release(dossierId) {
      const keeper = keepers.get(dossierId);
      await keeper?.flush();
      if (keeper && isSettled(keeper) && keepers.get(dossierId) === keeper) keepers.delete(dossierId);
    },
    discard,
    claim(user) {
      if (owner !== null && owner !== user) for (const id of [...keepers.keys()]) discard(id);
      owner = user;
    },
    flushAll() {
      for (const keeper of keepers.values()) void keeper.flush();
    },
  };
}
