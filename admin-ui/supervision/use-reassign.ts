/** Giving many dossiers to one colleague (C11): four at a time, with what came of each. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { DossierRow } from '../../api/schemas.ts';
import { isRefusal } from '../data/problem.ts';
import { keys, usePli } from '../data/queries.ts';
import { supervisionKey } from '../data/supervision.ts';
import { type Progress, runMany } from './run-many.ts';

const AT_ONCE = 4;

export interface Reassigning {
  readonly to: string;
  readonly progress: Progress<DossierRow>;
}

export function useReassign() {
  const pli = usePli();
  const client = useQueryClient();
  const [state, setState] = useState<Reassigning | null>(null);
  const stopper = useRef(new AbortController());
  /** One key an attempt: kept while nobody knows what came of it. */
  const attempts = useRef(new Map<string, string>());
  useEffect(() => () => stopper.current.abort(), []);

  const assign = async ({ id }: DossierRow, to: string) => {
    const attempt = `${id} ${to}`;
    const key = attempts.current.get(attempt) ?? crypto.randomUUID();
    attempts.current.set(attempt, key);
    try {
      await pli.command(id, { type: 'assign', to }, key);
      attempts.current.delete(attempt);
    } catch (error) {
      if (isRefusal(error)) attempts.current.delete(attempt);
      throw error;
    }
  };

  const start = async (rows: readonly DossierRow[], to: string) => {
    stopper.current = new AbortController();
    const { signal } = stopper.current;
    const onProgress = (progress: Progress<DossierRow>) => setState({ to, progress });
    await runMany(rows, (row) => assign(row, to), { concurrency: AT_ONCE, signal, onProgress });
    void client.invalidateQueries({ queryKey: supervisionKey });
    void client.invalidateQueries({ queryKey: keys.desks });
  };

  return {
    state,
    start: (rows: readonly DossierRow[], to: string) => void start(rows, to),
    retry: () =>
      state &&
      void start(
        state.progress.failed.map(({ item }) => item),
        state.to,
      ),
    stop: () => stopper.current.abort(),
  };
}
