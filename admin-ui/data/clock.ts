/** The server's clock, and one ticker for everything on the page that counts time. */
import { useSyncExternalStore } from 'react';

let offset = 0;

/** How far our clock is from the server's, measured at each answer that carries its time. */
export function noteServerTime(now: string): void {
  offset = Date.parse(now) - Date.now();
}

/** Epoch milliseconds on the server's clock. */
export function serverNow(): number {
  return Date.now() + offset;
}

interface Ticker {
  readonly subscribe: (listener: () => void) => () => void;
}

function createTicker(everyMs: number): Ticker {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(() => {
        for (const each of listeners) each();
      }, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

const STEPS = { second: 1000, minute: 60_000 } as const;
const tickers = { second: createTicker(250), minute: createTicker(15_000) };

/** The server's time, rounded down to the step, so that a component renders once a step. */
export function useServerNow(step: keyof typeof STEPS): number {
  const rounded = () => Math.floor(serverNow() / STEPS[step]) * STEPS[step];
  return useSyncExternalStore(tickers[step].subscribe, rounded);
}
