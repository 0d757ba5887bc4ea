/** The list of a desk that never jumps: what an event does to the rows on screen. Pure. */
import type { DossierRow } from '../../../api/schemas.ts';
import { isUnread } from '../../../domain/dossier/waiting.ts';
import type { Desk } from '../../../domain/lifecycle/definition.ts';

export interface DeskFilter {
  readonly desk: Desk;
  /** Empty: every queue. */
  readonly queue: string;
  /** Empty: every state. */
  readonly state: string;
  /** Whose: everybody's, one's own, or nobody's yet. */
  readonly whose: Whose;
  readonly order: 'recent' | 'oldest';
}

/** Who has waited longest comes first; of what was dealt with, the last. */
export const usualOrder = (desk: Desk): DeskFilter['order'] => (desk === 'handled' ? 'recent' : 'oldest');

export const WHOSE = ['all', 'me', 'none'] as const;
export type Whose = (typeof WHOSE)[number];

export interface DeskList {
  /** In the order shown, which only the person changes. */
  readonly rows: readonly DossierRow[];
  /** New ones, waiting behind « 3 nouveaux », newest first. */
  readonly waiting: readonly DossierRow[];
  /** Rows that have left the desk and are fading out. */
  readonly leaving: readonly string[];
  readonly next: string | null;
  /** Dossiers a letter came to while the list was on screen, still unread, the first to come first. */
  readonly news: readonly string[];
}

export interface Placement {
  readonly filter: DeskFilter;
  /** Who looks at it. */
  readonly me: string | undefined;
  /** The list is at its top and no hand is on it: a new row may show at once. */
  readonly free: boolean;
}

export const EMPTY_LIST: DeskList = { rows: [], waiting: [], leaving: [], next: null, news: [] };

export function belongs(row: DossierRow, { desk, queue, state, whose }: DeskFilter, me: string | undefined): boolean {
  const isTheirs = whose === 'all' || row.assignee === (whose === 'me' ? me : null);
  return (
    row.desk === desk && (queue === '' || row.queue === queue) && (state === '' || row.state === state) && isTheirs
  );
}

/** One state was asked for, or all of several rows are in the same: no row needs to say it. */
export function showsOneState({ rows }: DeskList, { state }: DeskFilter): boolean {
  return state !== '' || (rows.length > 1 && rows.every((row) => row.state === rows[0]?.state));
}

/** A row changed on the server: replaced where it stands, faded out, or shown as new. An older version is ignored. */
export function applyRow(list: DeskList, row: DossierRow, placement: Placement): DeskList {
  const { filter, me } = placement;
  const shown = list.rows.find((r) => r.id === row.id);
  const known = shown ?? list.waiting.find((r) => r.id === row.id);
  if (known && known.version > row.version) return list;
  const stays = belongs(row, filter, me);
  if (shown) {
    const others = list.leaving.filter((id) => id !== row.id);
    const isNews = stays && isUnread(row, me) && row.lastReceivedAt !== shown.lastReceivedAt;
    const news = stays && isUnread(row, me) ? list.news : without(list.news, row.id);
    return {
      ...list,
      rows: replace(list.rows, row),
      leaving: stays ? others : [...others, row.id],
      news: isNews ? withNews(news, row.id) : news,
    };
  }
  const waiting = list.waiting.filter((r) => r.id !== row.id);
  const unread = isUnread(row, me);
  const news = stays && unread ? list.news : without(list.news, row.id);
  return stays ? appear({ ...list, waiting, news }, row, placement, unread) : { ...list, waiting, news };
}

/** A row that was not on screen. Oldest first, it belongs after pages that may not be read yet. */
function appear(list: DeskList, row: DossierRow, { filter, free }: Placement, unread: boolean): DeskList {
  const { rows, waiting, next } = list;
  if (filter.order === 'recent')
    return free ? { ...list, rows: [row, ...rows] } : { ...list, waiting: [row, ...waiting] };
  const news = unread ? withNews(list.news, row.id) : list.news;
  return next === null ? { ...list, rows: [...rows, row], news } : { ...list, news };
}

/** The row one step from that one, past those that are going; from nowhere, the first. Null: there is none. */
export function neighbour({ rows, leaving }: DeskList, from: string | undefined, step: 1 | -1): string | null {
  const at = rows.findIndex((row) => row.id === from);
  if (at === -1) return rows[0]?.id ?? null;
  const beyond = step === 1 ? rows.slice(at + 1) : rows.slice(0, at).reverse();
  return beyond.find((row) => !leaving.includes(row.id))?.id ?? null;
}

const without = (ids: readonly string[], id: string) => (ids.includes(id) ? ids.filter((each) => each !== id) : ids);
const withNews = (ids: readonly string[], id: string) => (ids.includes(id) ? ids : [...ids, id]);

/** It went where this person does not see it: it fades like any that leaves. */
export function applyGone(list: DeskList, id: string): DeskList {
  const waiting = list.waiting.filter((r) => r.id !== id);
  const shown = list.rows.some((r) => r.id === id) && !list.leaving.includes(id);
  return { ...list, waiting, news: without(list.news, id), leaving: shown ? [...list.leaving, id] : list.leaving };
}

/** Shows the rows that waited, on the person's demand. */
export function revealWaiting(list: DeskList): DeskList {
  return { ...list, rows: [...list.waiting, ...list.rows], waiting: [] };
}

/** Takes away the rows that have faded out. */
export function dropLeft(list: DeskList): DeskList {
  return { ...list, rows: list.rows.filter((r) => !list.leaving.includes(r.id)), leaving: [] };
}

/** Adds the next page; a row that moved meanwhile is not shown twice. */
export function appendPage(list: DeskList, items: readonly DossierRow[], next: string | null): DeskList {
  const known = new Set([...list.rows, ...list.waiting].map((r) => r.id));
  return { ...list, rows: [...list.rows, ...items.filter((r) => !known.has(r.id))], next };
}

/** Everything read again, after the line was lost: rows keep their places, what is new waits. */
export function reconcile(list: DeskList, items: readonly DossierRow[], next: string | null): DeskList {
  const fresh = new Map(items.map((r) => [r.id, r]));
  const rows = list.rows.flatMap((r) => fresh.get(r.id) ?? []);
  const shown = new Set(rows.map((r) => r.id));
  const others = items.filter((r) => !shown.has(r.id));
  const { news } = list;
  if (rows.length === 0) return { rows: others, waiting: [], leaving: [], next, news };
  return { rows, waiting: others, leaving: [], next, news };
}

function replace(rows: readonly DossierRow[], row: DossierRow): readonly DossierRow[] {
  return rows.map((r) => (r.id === row.id ? row : r));
}
