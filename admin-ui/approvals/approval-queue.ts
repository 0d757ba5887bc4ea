/** The order in which answers are read, and which comes next. Pure. */
import type { DossierRow } from '../../api/schemas.ts';

export type Waiting = DossierRow & { readonly validation: NonNullable<DossierRow['validation']> };

/** What was decided here, by dossier, and at which version: a row as old as that is already history. */
export type Decided = ReadonlyMap<string, number>;

/** Those that wait for a decision, the oldest submission first. */
export function approvalQueue(rows: readonly DossierRow[], decided: Decided): readonly Waiting[] {
  return rows
    .filter((row): row is Waiting => row.validation !== null && row.version > (decided.get(row.id) ?? -1))
    .toSorted((a, b) => a.validation.since.localeCompare(b.validation.since) || a.number - b.number);
}

/** The one to open without being asked: the oldest that this person may decide, else the oldest. */
export function firstToRead(queue: readonly Waiting[], me: string | undefined): Waiting | undefined {
  return queue.find(({ validation }) => validation.author !== me) ?? queue[0];
}

/** After a decision: the next one that this person may decide, starting again from the top at the end. */
export function nextToRead(queue: readonly Waiting[], from: string, me: string | undefined): Waiting | undefined {
  const at = queue.findIndex(({ id }) => id === from);
  const others = [...queue.slice(at + 1), ...queue.slice(0, Math.max(0, at))];
  return firstToRead(others, me);
}

/** `J` and `K`: the neighbour, or nothing at either end. From nowhere, both lead to the top. */
export function neighbour(queue: readonly Waiting[], from: string | undefined, step: 1 | -1): Waiting | undefined {
  const at = queue.findIndex(({ id }) => id === from);
  return at < 0 ? queue[0] : queue[at + step];
}

/** A dossier changed on the server: replaced, added, or gone from here. An older version is ignored. */
export function applyChange(rows: readonly DossierRow[], row: DossierRow): readonly DossierRow[] {
  const known = rows.find(({ id }) => id === row.id);
  if (known && known.version > row.version) return rows;
  const others = rows.filter(({ id }) => id !== row.id);
  return row.validation === null ? others : [...others, row];
}

/** A row on screen; one that is decided keeps its place as long as a hand is on the list. */
export interface Shown {
  readonly row: Waiting;
  readonly gone: boolean;
}

export function holdPlaces(before: readonly Shown[], queue: readonly Waiting[]): readonly Shown[] {
  const fresh = new Map(queue.map((row) => [row.id, row]));
  const kept = before.map(({ row }) => ({ row: fresh.get(row.id) ?? row, gone: !fresh.has(row.id) }));
  const known = new Set(before.map(({ row }) => row.id));
  return [...kept, ...queue.filter(({ id }) => !known.has(id)).map((row) => ({ row, gone: false }))];
}
