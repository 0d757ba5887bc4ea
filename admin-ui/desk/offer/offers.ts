/** The dossiers in front of an agent, one shown at a time (W1). Pure. */
import type { DossierRow } from '../../../api/schemas.ts';

export type Offered = DossierRow & { readonly offer: NonNullable<DossierRow['offer']> };

export const isOfferedTo = (row: DossierRow, agent: string | undefined): row is Offered =>
  row.offer !== null && row.offer.to === agent;

/** A row changed on the server. An older version is ignored. */
export function applyOffer(offers: readonly DossierRow[], row: DossierRow, agent: string): readonly DossierRow[] {
  const known = offers.find(({ id }) => id === row.id);
  if (known && known.version > row.version) return offers;
  const others = offers.filter(({ id }) => id !== row.id);
  if (isOfferedTo(row, agent)) return [...others, row];
  return known ? others : offers;
}

/** The one to answer first: whose time is up first. One whose time is up is no longer to be answered. */
export function currentOffer(
  offers: readonly DossierRow[],
  agent: string | undefined,
  now: number,
): Offered | undefined {
  return offers
    .filter((row) => isOfferedTo(row, agent))
    .filter(({ offer }) => Date.parse(offer.until) > now)
    .toSorted((a, b) => Date.parse(a.offer.until) - Date.parse(b.offer.until))[0];
}
