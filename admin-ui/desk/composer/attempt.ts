/** The key of an attempt to send: the same for a retry of the same command, another once it was decided. */
export interface Attempts {
  readonly keyFor: (command: unknown) => string;
  /** The server accepted or refused it: whatever follows is a new attempt. */
  readonly settled: () => void;
}

export function createAttempts(newKey: () => string = () => crypto.randomUUID()): Attempts {
  let last: { readonly command: string; readonly key: string } | null = null;
  return {
    keyFor(command) {
      const text = JSON.stringify(command);
      if (last?.command !== text) last = { command: text, key: newKey() };
      return last.key;
    },
    settled() {
      last = null;
    },
  };
}
