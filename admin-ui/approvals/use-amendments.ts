/** What a supervisor has changed in answers and not approved yet: kept while others are read. */
import { useState } from 'react';
import type { DraftContent } from '../desk/composer/draft.ts';

export interface Amendment {
  /** Of the answer that was changed (O2). */
  readonly digest: string;
  readonly content: DraftContent;
}

export interface Amendments {
  readonly of: (dossierId: string) => Amendment | undefined;
  readonly keep: (dossierId: string, amendment: Amendment) => void;
  readonly drop: (dossierId: string) => void;
}

export function useAmendments(): Amendments {
  const [kept, setKept] = useState<ReadonlyMap<string, Amendment>>(new Map());
  return {
    of: (id) => kept.get(id),
    keep: (id, amendment) => setKept((all) => new Map(all).set(id, amendment)),
    drop: (id) => setKept((all) => new Map([...all].filter(([key]) => key !== id))),
  };
}
