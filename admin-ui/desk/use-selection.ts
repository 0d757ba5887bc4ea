/** The one selection of the desk: the open dossier. Keys go to the next or the one before; a decision goes on. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useShortcut } from '../shell/ShortcutsProvider.tsx';
import { type DeskList, EMPTY_LIST, neighbour } from './list/desk-list.ts';
import { deskKey } from './list/use-desk-list.ts';
import type { DeskRoute } from './use-desk-route.ts';

export interface Selection {
  readonly moveBy: (step: 1 | -1) => void;
  /** Opens what comes after that dossier, which was decided; nothing, where it was the last. */
  readonly goOn: (decided: string) => void;
  /** The row the focus is to go to. */
  readonly wantsFocus: string | null;
  readonly onFocused: () => void;
}

export function useSelection(route: DeskRoute): Selection {
  const client = useQueryClient();
  const [wantsFocus, setWantsFocus] = useState<string | null>(null);
  const listNow = () => client.getQueryData<DeskList>(deskKey(route.filter)) ?? EMPTY_LIST;
  const open = (id: string) => {
    route.openDossier(id);
    setWantsFocus(id);
  };
  const moveBy = (step: 1 | -1) => {
    const id = neighbour(listNow(), route.dossierId, step);
    if (id !== null) open(id);
  };
  const goOn = (decided: string) => {
    if (decided !== route.dossierId) return;
    const list = listNow();
    const id = neighbour(list, decided, 1) ?? neighbour(list, decided, -1);
    if (id === null) route.closeDossier();
    else open(id);
  };
  useShortcut('next', () => moveBy(1));
  useShortcut('previous', () => moveBy(-1));
  return { moveBy, goOn, wantsFocus, onFocused: useCallback(() => setWantsFocus(null), []) };
}
