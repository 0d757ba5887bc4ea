/** Does what concerns the same thing one after the other in this process: those who would only be in each other's way. */

export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export function createInTurn(): InTurn {
  const lasts = new Map<string, Promise<unknown>>();
  return async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = lasts.get(key) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(work);
    lasts.set(key, turn);
    try {
      return await turn;
    } finally {
      if (lasts.get(key) === turn) lasts.delete(key);
    }
  };
}
