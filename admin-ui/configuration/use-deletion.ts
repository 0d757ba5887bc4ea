/** A deletion whose dossiers are told by a batch, and which is asked again where one was not reached (W5). */
import { useEffect, useState } from 'react';
import { useBatch } from '../data/configuration.ts';

/** `recount`: reads again how many are left, which is known once the batch has ended. */
export function useDeletion(recount: () => unknown) {
  const [batch, setBatch] = useState<string | null>(null);
  const { status } = useBatch(batch).data ?? {};
  const isOver = status === 'done' || status === 'failed';
  useEffect(() => {
    if (isOver) void recount();
  }, [isOver, recount]);
  return { batch, setBatch, isTelling: batch !== null && !isOver };
}
