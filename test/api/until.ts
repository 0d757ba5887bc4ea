/** Waits for what real engines do in their own time. */

/** What comes at once is seen at once; what takes long is not asked for all the while. */
const FIRST_REST_MS = 20;
const LAST_REST_MS = 300;

/** The first value of `probe` that is not null or undefined or false; fails saying what never came. */
export async function until<T>(
  what: string,
  probe: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  seconds = 60,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (let rest = FIRST_REST_MS; ; rest = Math.min(rest * 1.25, LAST_REST_MS)) {
    const value = await probe();
    if (value !== null && value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await pause(rest);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
