/** Where the desk is, all of it in the address: desk, queue, state, whose, order, open dossier. */
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import type { DossierRow } from '../../api/schemas.ts';
import type { Desk } from '../../domain/lifecycle/definition.ts';
import { type DeskFilter, usualOrder, WHOSE } from './list/desk-list.ts';

const DESKS: readonly Desk[] = ['inProgress', 'validation', 'handled'];

const ORDERS: readonly DeskFilter['order'][] = ['recent', 'oldest'];

export interface DeskRoute {
  readonly filter: DeskFilter;
  readonly dossierId: string | undefined;
  readonly hrefOf: (dossierId: string) => string;
  readonly openDossier: (dossierId: string) => void;
  readonly closeDossier: () => void;
  readonly change: (part: Partial<DeskFilter>) => void;
}

export function useDeskRoute(): DeskRoute {
  const params = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const desk = DESKS.find((each) => each === params.desk) ?? 'inProgress';
  const filter: DeskFilter = {
    desk,
    queue: search.get('queue') ?? '',
    state: search.get('state') ?? '',
    whose: WHOSE.find((whose) => whose === search.get('whose')) ?? 'all',
    order: ORDERS.find((order) => order === search.get('order')) ?? usualOrder(desk),
  };
  const hrefOf = (dossierId: string) => pathOf(filter, dossierId);
  return {
    filter,
    dossierId: params.dossier,
    hrefOf,
    openDossier: (id) => void navigate(hrefOf(id)),
    closeDossier: () => void navigate(pathOf(filter)),
    change: (part) => void navigate(pathOf({ ...filter, ...part }, params.dossier)),
  };
}

/** Where a dossier is seen among all of its desk. */
export function hrefOnDesk({ id, desk }: Pick<DossierRow, 'id' | 'desk'>): string {
  const on = desk ?? 'handled';
  return pathOf({ desk: on, queue: '', state: '', whose: 'all', order: usualOrder(on) }, id);
}

export function pathOf({ desk, queue, state, whose, order }: DeskFilter, dossierId?: string): string {
  const search = new URLSearchParams({
    ...(queue ? { queue } : {}),
    ...(state ? { state } : {}),
    ...(whose === 'all' ? {} : { whose }),
    ...(order === usualOrder(desk) ? {} : { order }),
  }).toString();
  return `/desk/${desk}${dossierId ? `/${encodeURIComponent(dossierId)}` : ''}${search ? `?${search}` : ''}`;
}
