/** What many ask for at once, read from the store once a second. */

/** However many watch, the store is asked no more often. */
const FRESH_MS = 1_000;

/** What `read` gave less than a second ago; else it is asked again, once for all who wait. */
export function cached<T>(read: () => Promise<T>): () => Promise<T> {
  let until = 0;
  let value: Promise<T> | null = null;
  return () => {
    if (value && Date.now() < until) return value;
    until = Number.POSITIVE_INFINITY;
    value = read().finally(() => {
      // From the answer: however long the store takes, it has as long to rest.
      until = Date.now() + FRESH_MS;
    });
    value.catch(() => {
      value = null;
    });
    return value;
  };
}
