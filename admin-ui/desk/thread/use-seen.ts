/** Which letters the agent has before their eyes; while they write, new ones wait behind a banner. */

import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { DossierDetail, Message } from '../../../api/schemas.ts';
import { unseenLetters } from './thread-items.ts';

interface Seen {
  readonly letters: ReadonlySet<string>;
  /** The version of the dossier these letters were seen at: a reply is written on it. */
  readonly version: number;
}

export interface SeenLetters {
  readonly shown: readonly Message[];
  readonly waiting: number;
  readonly version: number;
  readonly showAll: () => void;
  /** Those that waited, until they were viewed (W3). */
  readonly fresh: ReadonlySet<string>;
  readonly view: () => void;
}

const NO_LETTERS: readonly Message[] = [];
const NONE: ReadonlySet<string> = new Set();

export function useSeen(
  dossier: DossierDetail,
  { data: messages, isFetching }: UseQueryResult<readonly Message[]>,
  writing: boolean,
): SeenLetters {
  const letters = messages ?? NO_LETTERS;
  const [seen, setSeen] = useState<Seen | null>(null);
  const unseen = seen ? unseenLetters(letters, seen.letters) : [];
  const holdsBack = writing && unseen.length > 0;
  const [fresh, setFresh] = useState(NONE);
  const showAll = () => {
    setFresh(new Set([...fresh, ...unseen.map(({ id }) => id)]));
    setSeen({ letters: new Set(letters.map(({ id }) => id)), version: dossier.version });
  };
  useEffect(() => {
    // While letters are being read, the dossier may be newer than they are.
    if (!messages || isFetching || holdsBack) return;
    setSeen({ letters: new Set(messages.map(({ id }) => id)), version: dossier.version });
  }, [messages, isFetching, dossier.version, holdsBack]);
  return {
    shown: holdsBack ? letters.filter((letter) => !unseen.includes(letter)) : letters,
    waiting: holdsBack ? unseen.length : 0,
    version: seen?.version ?? dossier.version,
    showAll,
    fresh,
    view: () => setFresh(NONE),
  };
}
