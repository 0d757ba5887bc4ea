/** The same work on many things, a few at a time; each failure is its own. Pure of what the work is. */

export interface Progress<T> {
  readonly done: readonly T[];
  readonly failed: readonly { readonly item: T; readonly error: unknown }[];
  /** Not begun yet, or never: it was stopped before. */
  readonly left: readonly T[];
  readonly total: number;
  readonly running: boolean;
}

export interface RunOptions<T> {
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress<T>) => void;
}

/** Ends when everything was tried, or what had begun is over once it was stopped. Never rejects. */
export async function runMany<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
  { concurrency, signal, onProgress }: RunOptions<T>,
): Promise<Progress<T>> {
  const done: T[] = [];
  const failed: { item: T; error: unknown }[] = [];
  let next = 0;
  const progress = (running: boolean): Progress<T> => ({
    done: [...done],
    failed: [...failed],
    left: items.slice(next),
    total: items.length,
    running,
  });
  const worker = async () => {
    for (let item = take(); item; item = take()) {
      const { value } = item;
      await work(value).then(
        () => done.push(value),
        (error: unknown) => failed.push({ item: value, error }),
      );
      onProgress(progress(true));
    }
  };
  const take = () => {
    if (signal.aborted || next >= items.length) return null;
    return { value: items[next++] as T };
  };
  onProgress(progress(items.length > 0));
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  const end = progress(false);
  onProgress(end);
  return end;
}
